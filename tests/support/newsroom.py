"""Newsrooms on loopback for tests: feeds and pages with checkable text, and an oracle that knows what was issued."""
import email.utils
import hashlib
import html
import http.server
import random
import threading

NAMES = ["Ada Lindgren", "Bruno Keller", "Carla Mendes", "Dmitri Volkov", "Elif Aksoy", "Farid Nasser", "Greta Holm",
         "Hugo Brandt", "Ines Moreau", "Jonas Weber", "Katrin Vogel", "Lars Eide", "Mina Okafor", "Nadia Benali"]
PLACES = ["Geneva", "Lagos", "Oslo", "Lima", "Kyoto", "Porto", "Riga", "Accra", "Quito", "Tunis", "Perth", "Dublin"]
WORDS = ("harbour bridge council budget report river winter market school engine committee paper signal garden border "
         "village museum factory station captain treaty library senate concert orchard tunnel railway bakery court "
         "island valley archive hospital reservoir kitchen theatre mountain parliament glacier meadow satellite "
         "vineyard workshop academy quarry lighthouse monastery aqueduct plantation observatory").split()
VERBS = "opened closed repaired visited praised doubted funded measured painted guarded followed delayed moved sold".split()


def marked_up(paragraph):
    """As HTML. What provokes the faulty parser of tests/faults/shim has tags that overlap, since other pages need no library."""
    text = html.escape(paragraph, quote=False)
    return f"<p><b><i>{text}</b></i></p>" if "POISON" in paragraph else f"<p>{text}</p>"


class Article:
    """One article with text of its own: no two share three words in a row but by chance."""

    def __init__(self, number, feed, seed=0, words=260):
        rng = random.Random(f"{seed}/{number}")
        self.number, self.feed = number, feed
        self.slug = f"article-{number}"
        self.title = f"{rng.choice(WORDS).capitalize()} {rng.choice(VERBS)} near {rng.choice(PLACES)} as {rng.choice(WORDS)} {number} grows"
        self.paragraphs, count = [], 0
        while count < words:
            sentences = [self.sentence(rng) for _ in range(3)]
            if rng.random() < 0.5:
                speaker = rng.choice(NAMES)
                sentences.append(f"“{self.sentence(rng)[:-1]},” said {speaker}.")
            self.paragraphs.append(" ".join(sentences))
            count += len(self.paragraphs[-1].split())
        self.published = 1_790_000_000 + number * 60

    @staticmethod
    def sentence(rng):
        noun = lambda: f"{rng.choice(WORDS)} {rng.randint(2, 9999)}"
        return f"The {noun()} {rng.choice(VERBS)} the {noun()} in {rng.choice(PLACES)} while {rng.choice(NAMES)} {rng.choice(VERBS)} the {noun()}."

    @property
    def guid(self):
        return f"{self.feed}/{self.number}"

    @property
    def text(self):
        return "\n\n".join(self.paragraphs)

    def copy(self, number, feed):
        """A wire copy: another guid, URL and headline, a dateline in front, a sentence cut at the end."""
        twin = Article.__new__(Article)
        twin.__dict__.update(self.__dict__, number=number, feed=feed, slug=f"copy-{number}",
                             title=f"What the {WORDS[number % len(WORDS)]} means for {PLACES[number % len(PLACES)]}, part {number}",
                             published=self.published + 600,
                             paragraphs=["LISBON (Copy Wire) - " + self.paragraphs[0], *self.paragraphs[1:-1],
                                         self.paragraphs[-1].rsplit(" The ", 1)[0]])
        return twin

    def page(self, site):
        body = "\n".join(map(marked_up, self.paragraphs))
        return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(self.title)} - {site}</title>
<meta property="og:site_name" content="{site}"></head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<main><article><h1>{html.escape(self.title)}</h1>{body}</article></main>
<footer><p>Copyright {site}. All rights reserved.</p></footer></body></html>""".encode()


def rss(title, base, articles, content=False):
    """An RSS 2.0 feed; with summaries only, or with the whole text inside."""
    items = []
    for a in articles:
        body = "".join(map(marked_up, a.paragraphs)) if content else a.paragraphs[0][:120]
        tag = "content:encoded" if content else "description"
        items.append(f"<item><title>{html.escape(a.title)}</title><link>{base}/{a.slug}</link><guid isPermaLink=\"false\">{a.guid}</guid>"
                     f"<pubDate>{email.utils.formatdate(a.published)}</pubDate><{tag}>{html.escape(body)}</{tag}></item>")
    return (f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
            f"<title>{title}</title><link>{base}/</link><language>en</language>{''.join(items)}</channel></rss>").encode()


class Site:
    """An HTTP server on a free loopback port: `put(host, path, body)`; answers conditional requests; counts them."""

    def __init__(self):
        self.files, self.requests, self.lock = {}, [], threading.Lock()
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                host = self.headers.get("Host", "").split(":")[0]
                with site.lock:
                    answer = site.files.get((host, self.path))
                    site.requests.append((host, self.path, self.headers.get("If-None-Match")))
                if answer is None:
                    return self.reply(404, "text/plain", b"not here")
                body, content_type, etag = answer
                if self.headers.get("If-None-Match") == etag:
                    return self.reply(304, content_type, b"", etag)
                self.reply(200, content_type, body, etag)

            def reply(self, status, content_type, body, etag=None):
                self.send_response(status)
                self.send_header("Content-Type", content_type)
                if etag:
                    self.send_header("ETag", etag)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 256

            def handle_error(self, request, address):
                pass  # a client that was killed resets its connections: that is what the tests are for

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def base(self, host):
        return f"http://{host}.localhost:{self.port}"

    def put(self, host, path, body, content_type="application/rss+xml"):
        etag = '"' + hashlib.sha1(body).hexdigest()[:12] + '"'
        with self.lock:
            self.files[(f"{host}.localhost", path)] = (body, content_type, etag)

    def put_article(self, article):
        self.put(article.feed, f"/{article.slug}", article.page(article.feed), "text/html; charset=utf-8")

    def count(self, host, path):
        with self.lock:
            return sum(1 for h, p, _ in self.requests if h == f"{host}.localhost" and p == path)

    def close(self):
        self.server.shutdown()
        self.server.server_close()
