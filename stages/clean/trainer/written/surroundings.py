"""What stands around every article of a site: navigation, consent, side column, footer."""
from design import escape
from furniture import Furniture
from labels import label, labels, sentence


class Site(Furniture):
    def navigation(self):
        links = [self.design.link(escape(self.writer.label(1, 2))) for _ in range(self.random.randint(8, 40))]
        return self.design.part("nav", "nav", "<ul>" + "".join(f"<li>{link}</li>" for link in links) + "</ul>")

    def header(self):
        inner = f'<a href="/">{self.design.site}</a>' + self.navigation()
        inner += f'<a href="/login">{escape(label("login", self.writer))}</a><a href="/abo">{escape(label("subscribe", self.writer))}</a>'
        if self.design.chance("header ticker", 0.3):
            inner += self.ticker(2, 5)
        return self.design.part("header", "header", inner)

    def breadcrumb(self):
        links = [self.design.link(escape(self.writer.label(1, 1))) for _ in range(self.random.randint(1, 3))]
        if self.random.random() < 0.5:
            return self.design.element("div", "breadcrumb", " › ".join(links))
        return self.design.element("ol", "breadcrumb", "".join(f"<li>{link}</li>" for link in links))

    def consent(self):
        design = self.design
        text = [escape(sentence("consent", self.writer, design.site)) for _ in range(design.choice("consent length", (1, 1, 2, 3, 8)) + self.random.randint(0, 2))]
        tag = design.choice("consent tag", ("p", "p", "div", "li"))
        inner, heading = "", design.choice("consent heading", ("h2", "h3", "strong", "h4", "div"))
        while text:
            if design.chance("consent headings", 0.6):
                inner += f"<{heading}>{escape(self.writer.label(1, 3))}</{heading}>"
            size = self.random.randint(1, 3)
            inner += f"<{tag}>{' '.join(text[:size])}</{tag}>"
            text = text[size:]
        if tag == "li":
            inner = f"<ul>{inner}</ul>"
        for name in labels("accept", self.writer):
            button = design.choice("consent button", ("button", "a href=#", "span"))
            inner += f"<{button}>{escape(name)}</{button.split()[0]}>"
        role = ' role="dialog"' if design.chance("consent dialog", 0.3) else ""
        return f"<div{role}>{design.element('div', 'consent', inner)}</div>"

    def ticker(self, low=4, high=12):
        items = "".join(f"<li><span>{self.writer.hour()}</span> {self.design.link(escape(self.writer.headline()))}</li>" for _ in range(self.random.randint(low, high)))
        return self.design.part("section", "ticker", self._title("most_read", "ticker") + f"<ul>{items}</ul>")

    def numbers(self):
        """Weather, markets, results of the day."""
        rows = "".join(f"<tr><td>{self.writer.place()}</td><td>{self.random.randint(-9, 39)}</td><td>{self.random.random() * 9:.2f} %</td></tr>" for _ in range(self.random.randint(3, 8)))
        return self.design.part("section", "widget", self._title("weather", "numbers") + f"<table>{rows}</table>")

    def events(self):
        items = "".join(f"<li><strong>{self.writer.date()}</strong> {escape(self.writer.words(self.random.randint(3, 9)))}, {self.writer.place()}</li>" for _ in range(self.random.randint(3, 9)))
        return self.design.part("section", "events", self._title("events", "events") + f"<ul>{items}</ul>")

    def about(self):
        """What a site says of itself."""
        return self.design.part("section", "widget", self._title("footer", "about") + self.design.text("summary", self._summary(2, 4)))

    def side(self):
        ways = (lambda: self.related(4, 12, "popular", "most_read"), self.ticker, self.newsletter, self.advert, self.numbers, self.events,
                self.poll, self.appeal, self.about, lambda: self.related(3, 8, "side"), self.player)
        chosen = self.design.choice("side parts", [tuple(sorted(self.random.sample(range(len(ways)), self.random.randint(1, 5)))) for _ in range(9)])
        return self.design.part("aside", "side", "".join(ways[index]() for index in chosen))

    def bottom(self):
        """Rows of other stories under everything."""
        inner = ""
        for row in range(self.design.choice("bottom rows", (1, 1, 2, 3))):
            title = f"<h2>{escape(self.writer.label(1, 2))}</h2>"
            inner += self.design.part("section", "related", title + self._cards(f"bottom {row % 2}", 3, 10, 0.2))
        return f"<div>{inner}</div>"

    def footer(self):
        names = labels("footer", self.writer) + [self.writer.label(1, 2) for _ in range(self.random.randint(0, 5))]
        inner = "<ul>" + "".join(f"<li>{self.design.link(escape(name))}</li>" for name in names) + "</ul>"
        if self.design.chance("footer about", 0.2):
            inner += f"<p>{self._summary(1, 3)}</p>"
        if self.design.chance("footer legal", 0.6):
            inner += self.design.text("legal", self._says("legal", 1, 3))
        inner += self.design.text("legal", f"© {self.random.randint(2021, 2026)} {self.design.site}. {escape(label('rights', self.writer))}")
        return self.design.part("footer", "footer", inner)
