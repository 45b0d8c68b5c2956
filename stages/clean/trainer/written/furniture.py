"""What does not belong, as it stands within, behind and beside articles. Each function gives HTML of one part."""
from design import escape
from labels import label, labels, sentences


class Furniture:
    def __init__(self, design, writer):
        self.design, self.writer, self.random = design, writer, writer.random

    def _says(self, role, low=1, high=2):
        return escape(sentences(role, self.writer, self.design.site, low, high))

    def _title(self, role, way):
        """The heading of a part: a heading, a bold line, a span, or none."""
        tag = self.design.choice(f"title {way}", ("h2", "h3", "h3", "h4", "h5", "strong", "p", "span", "div", ""))
        text = escape(label(role, self.writer))
        return "" if not tag else f"<div><{tag}>{text}</{tag}></div>" if tag in ("strong", "span") else f"<{tag}>{text}</{tag}>"

    def _summary(self, low=1, high=3):
        return escape(" ".join(self.writer.sentence(5, 24) for _ in range(self.random.randint(low, high))))

    def _cards(self, way, low, high, summaries=0.3):
        """Teasers of other stories, all of one make."""
        design, writer = self.design, self.writer
        make = design.choice(f"card {way}", ("linked heading", "linked heading", "heading in link", "all linked", "line", "line", "item", "plain link", "figure", "article", "loose"))
        with_summary = design.chance(f"summary {way}", summaries)
        heading = design.choice(f"card heading {way}", ("h3", "h3", "h2", "h4", "div", "p", "span"))
        cards = []
        for _ in range(self.random.randint(low, high)):
            title, date = escape(writer.headline()), writer.date()
            summary = self._summary(1, design.choice(f"summary length {way}", (1, 1, 1, 2, 3))) if with_summary else ""
            if summary and design.chance(f"cut {way}", 0.3):
                summary = summary.rstrip(".!?") + self.random.choice(("…", "...", " [...]"))
            extra = f"<p>{summary}</p>" if summary and design.chance(f"summary p {way}", 0.7) else design.element("div", "summary", summary) if summary else ""
            if design.chance(f"kicker {way}", 0.3):
                title_before = design.element("span", "kicker", escape(writer.label(1, 2)))
            else:
                title_before = ""
            if design.chance(f"date {way}", 0.35):
                extra += design.element(design.choice("date tag", ("span", "div", "time", "p")), "date", date)
            if design.chance(f"author {way}", 0.15):
                extra += f"<div>{escape(writer.name())}</div>"
            picture = '<img src="/i.jpg" alt="">' if design.chance(f"picture {way}", 0.5) else ""
            if make == "linked heading":
                card = f"{picture}{title_before}<{heading}>{design.link(title)}</{heading}>{extra}"
            elif make == "heading in link":
                card = f'<a href="/s">{picture}{title_before}<{heading}>{title}</{heading}></a>{extra}'
            elif make == "all linked":
                card = f'<a href="/s">{picture}<{heading}>{title}</{heading}>{extra}</a>'
            elif make == "figure":
                card = f'<figure>{picture}<figcaption>{design.link(title)}</figcaption></figure>{extra}'
            elif make == "loose":
                card = f"<{heading}>{title}</{heading}>{extra}{design.link(escape(label('next', writer)))}"
            else:
                card = f"{title_before}{design.link(title)}{extra}"
            cards.append(card)
        if make in ("item", "line"):
            return "<ul>" + "".join(design.element("li", "card", card) for card in cards) + "</ul>"
        if make == "loose" and design.chance(f"bare {way}", 0.4):
            return "".join(cards)
        return "".join(design.element("article" if make == "article" else "div", "card", card) for card in cards)

    # Within the text.

    def also(self):
        """A reference to another story between two paragraphs."""
        design, writer = self.design, self.writer
        way = design.choice("also", ("p", "p", "p", "strong p", "label p", "h3", "div", "div", "card", "card", "list", "aside", "aside", "bare p"))
        title, word = escape(writer.headline()), escape(label("read_also", writer))
        colon = design.choice("also colon", (": ", ": ", " | ", " – ", " "))
        if way == "p":
            return f"<p>{word}{colon}{design.link(title)}</p>"
        if way == "strong p":
            return f"<p><strong>{design.link(word + colon + title)}</strong></p>"
        if way == "label p":
            return f"<p><strong>{word}{colon}</strong>{design.link(title)}</p>"
        if way == "bare p":
            return f"<p>{design.link(title)}</p>"
        if way == "h3":
            return f"<h3>{design.link(title)}</h3>"
        if way == "list":
            return f"<ul>{''.join(f'<li>{design.link(escape(writer.headline()))}</li>' for _ in range(self.random.randint(1, 4)))}</ul>"
        if way == "aside":
            return f"<aside>{self._title('read_also', 'also')}{self._cards('also', 1, 3, 0.5)}</aside>"
        inner = self._cards("also", 1, 2, 0.6) if way == "card" else design.element("span", "kicker", word) + design.link(title)
        return design.element("div", "also", inner)

    def caption_text(self):
        writer, roll = self.writer, self.random.random()
        text = " ".join(writer.sentence(4, 24) for _ in range(1 if roll < 0.8 else 2)) if roll < 0.85 else writer.words(self.random.randint(2, 8))
        if self.design.chance("credit", 0.75):
            agency = self.random.choice(("Getty Images", "AFP", "AP", "dpa", "Reuters", writer.name(), f"{writer.name()}/{self.design.site}", "EPA", "NTB", "privat"))
            by = label("credit", writer)
            ways = (f" {by} {agency}", f" ({by} {agency})", f" {agency}", f" | {by} {agency}", f" — {agency}", f" ({agency})")
            text += self.design.choice("credit way", ways) if self.random.random() < 0.5 else self.random.choice(ways[:3])
        return escape(text)

    def picture(self):
        design, text = self.design, self.caption_text()
        way = design.choice("picture", ("figcaption", "figcaption", "figcaption", "figure div", "p", "p em", "div", "div", "span", "table", "after image p", "figure p"))
        image = '<img src="/p.jpg" alt="">'
        if way == "figcaption":
            return design.element("figure", "figure", image + design.element("figcaption", "caption", text))
        if way == "figure div":
            return design.element("figure", "figure", image + design.element("div", "caption", text))
        if way == "figure p":
            return design.element("figure", "figure", image + f"<p>{text}</p>")
        if way == "p em":
            return f"<p>{image}</p><p><em>{text}</em></p>"
        if way == "after image p":
            return f"<p>{image}<br>{text}</p>"
        if way == "p":
            return f"<p>{image}</p>{design.element('p', 'caption', text)}"
        if way == "table":
            return f"<table><tr><td>{image}</td></tr><tr><td>{text}</td></tr></table>"
        if way == "span":
            return design.element("div", "figure", image + f"<span>{text}</span>")
        return design.element("div", "figure", f"<div>{image}</div>" + design.element("div", "caption", text))

    def advert(self):
        return self.design.text("advert", escape(label("advert", self.writer)), 0.3)

    def newsletter(self):
        inner = self._title("newsletter", "newsletter")
        for _ in range(self.random.randint(1, 2)):
            inner += self.design.text("legal", self._says("newsletter", 1, 2))
        return self.design.part("aside", "newsletter", inner + f"<button>{escape(label('subscribe', self.writer))}</button>")

    def appeal(self):
        """A call to subscribe, support, follow or download."""
        lines = [self._says("appeal", 1, 2) for _ in range(self.random.randint(1, 2))]
        way = self.design.choice("appeal", ("p", "div", "div", "div", "p em", "linked", "list"))
        if way == "p em":
            return f"<p><em>{' '.join(lines)}</em></p>"
        if way == "linked":
            return f"<p>{self.design.link(lines[0])}</p>"
        if way == "p":
            return "".join(f"<p>{line}</p>" for line in lines)
        if way == "list":
            items = self._title("subscribe", "appeal") + "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"
            return self.design.part("section", "subscribe", items + self.design.link(escape(label("login", self.writer))))
        return self.design.part("section", "subscribe", self._title("subscribe", "appeal") + "".join(self.design.text("summary", line) for line in lines))

    def facts(self):
        """A box beside the story."""
        inner = self._title("facts", "facts")
        if self.design.chance("facts list", 0.5):
            inner += "<ul>" + "".join(f"<li>{self._summary(1, 1)}</li>" for _ in range(self.random.randint(2, 6))) + "</ul>"
        else:
            inner += "".join(f"<p>{self._summary()}</p>" for _ in range(self.random.randint(1, 4)))
        return self.design.part("aside", "facts", inner)

    def embed(self):
        """A post of a social network."""
        writer = self.writer
        user = f"@{writer.random.choice(writer.last)}{self.random.randint(1, 99)}"
        text = self._summary(1, 2)
        return self.design.choice("embed", (
            lambda: f'<blockquote class="twitter-tweet"><p>{text} pic.example.com/{self.random.randint(1000, 9999)}</p>'
                    f'— {escape(writer.name())} ({user}) <a href="/t">{writer.date()}</a></blockquote>',
            lambda: f'<blockquote class="instagram-media"><div><a href="/i">{text}</a></div>'
                    f'<p><a href="/i">{escape(writer.name())} ({user})</a></p></blockquote>'))()

    def player(self):
        inner = self._title("video" if self.random.random() < 0.5 else "podcast", "player")
        inner += self.design.element("div", "headline", escape(self.writer.headline())) if self.random.random() < 0.7 else ""
        inner += self.design.text("summary", self._summary()) if self.design.chance("player text", 0.5) else ""
        return self.design.part("div", "player", inner + f"<span>{self.random.randint(0, 9):02}:{self.random.randint(10, 59)}</span>")

    def poll(self):
        inner = self._title("poll", "poll") + f"<p>{escape(self.writer.words(self.random.randint(5, 14)))}?</p>"
        inner += "".join(f"<label>{escape(self.writer.label(1, 2))}</label>" for _ in range(self.random.randint(2, 5)))
        return self.design.part("section", "poll", inner)

    # Behind the text.

    def related(self, low=3, high=9, way="related", role="related"):
        return self.design.part("section", way if way in ("popular", "next") else "related", self._title(role, way) + self._cards(way, low, high))

    def comments(self):
        design, writer = self.design, self.writer
        own = design.choice("comment", ("li", "div", "article", "div"))
        body = design.choice("comment text", ("p", "p", "div", "span"))
        plain = design.chance("comment plain", 0.3)
        items = []
        for _ in range(self.random.randint(1, 6)):
            texts = []
            for _ in range(self.random.choice((1, 1, 1, 2, 3))):
                text = " ".join(writer.sentence(3, 26) for _ in range(self.random.choice((1, 1, 2, 3, 5))))
                texts.append(text.lower().rstrip(".") if self.random.random() < 0.2 else text)
            name = self.random.choice((writer.name(), writer.random.choice(writer.last) + str(self.random.randint(1, 99)), "@" + writer.random.choice(writer.first)))
            head = design.choice("comment head", ("div", "span", "h4", "strong", "p"))
            inner = f"<{head}>{escape(name)}</{head}>"
            if design.chance("comment date", 0.8):
                inner += f"<{'div' if head == 'div' else 'span'}>{writer.date()}</{'div' if head == 'div' else 'span'}>"
            inner += "".join(f"<{body}>{escape(text)}</{body}>" for text in texts)
            if design.chance("comment reply", 0.7):
                inner += f'<div><a href="#r">{escape(label("reply", writer))}</a> <span>{self.random.randint(0, 40)}</span></div>'
            items.append(f"<{own}>{inner}</{own}>" if plain else design.element(own, "comment", inner))
        title = self._title("comments", "comments")
        rules = f"<p>{self._says('rules', 1, 3)}</p>" if design.chance("comment rules", 0.5) else ""
        items = "".join(items)
        return design.part("section", "comments", title + rules + (f"<ol>{items}</ol>" if own == "li" else items))

    def bio(self, author):
        design, text = self.design, self._says("bio", 1, 3)
        way = design.choice("bio", ("p em", "box", "box", "box", "box", "box", "p"))
        if way == "p em":
            return f"<p><em>{text}</em></p>"
        if way == "p":
            return f"<hr><p>{text}</p>"
        head = f"<h4>{design.link(escape(author))}</h4>" if design.chance("bio linked", 0.6) else f"<div><strong>{escape(author)}</strong></div>"
        return design.part("div", "author", (self._title("about_author", "bio") if self.random.random() < 0.5 else "") + head + design.text("summary", text))

    def tags(self):
        writer, links = self.writer, [self.design.link(escape(self.writer.label(1, 2))) for _ in range(self.random.randint(2, 8))]
        way = self.design.choice("tags", ("ul", "p", "div", "commas"))
        word = escape(label("tags", writer))
        if way == "ul":
            return self.design.element("ul", "tags", "".join(f"<li>{link}</li>" for link in links))
        if way == "commas":
            return f"<p>{word}: {', '.join(links)}</p>"
        return self.design.element(way, "tags", f"{word} {' '.join(links)}")

    def share(self):
        names = labels("share", self.writer)[:self.random.randint(2, 6)]
        if self.design.chance("share list", 0.5):
            return self.design.element("ul", "share", "".join(f'<li><a href="#">{escape(name)}</a></li>' for name in names))
        return self.design.element("div", "share", "".join(f'<a href="#"><span>{escape(name)}</span></a>' for name in names))

    def note(self):
        """Who reported, who owns the words, where to write to."""
        return self.design.choice("note", (
            lambda: f"<p><em>{self._says('legal', 1, 2)}</em></p>",
            lambda: f"<p>{self._says('legal', 1, 1)}</p>",
            lambda: self.design.element("div", "note", self._says("legal", 1, 3)),
            lambda: f"<p>{self._says('appeal', 1, 2)}</p>"))()

    def next_story(self):
        """The next article, or its first paragraphs, under this one."""
        design, writer = self.design, self.writer
        inner = self._title("next", "next") + f"<h2>{design.link(escape(writer.headline()))}</h2>"
        if design.chance("next byline", 0.6):
            inner += f"<div>{escape(label('by', writer))} {escape(writer.name())}</div><div>{writer.date()}</div>"
        inner += "".join(f"<p>{escape(writer.paragraph())}</p>" for _ in range(self.random.randint(1, 4)))
        return design.part("section", "next", inner + f"<p>{design.link(escape(label('next', writer)))}</p>")
