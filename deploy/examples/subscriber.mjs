// Who said what, from the durable log, in Node (npm install zeromq).
// usage: node subscriber.mjs [ENDPOINT]
import { Dealer } from "zeromq";

const log = new Dealer({ linger: 0 });
log.connect(process.argv[2] ?? "tcp://127.0.0.1:7602");
await log.send(JSON.stringify({ op: "READ", epoch: null, after: 0, topics: ["article."], credit: 256 }));
for await (const [word, body] of log) {
  const entry = JSON.parse(body);
  if (word.toString() === "RECORD") {
    for (const quote of entry.quotes ?? []) console.log(quote.speaker?.name ?? null, "|", quote.text);
    await log.send(JSON.stringify({ op: "CREDIT", n: 1 }));
  } else if (word.toString() !== "AT") {
    console.error(word.toString(), entry);
    process.exit(1);
  }
}
