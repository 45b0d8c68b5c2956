"""What belongs: standfirst, paragraphs, subheadings, lists, quotes, interviews, tables and live entries, each as (HTML, lines of text)."""
from design import escape

KINDS = ("news",) * 9 + ("tabloid",) * 3 + ("feature",) * 4 + ("interview", "interview", "list", "list", "live", "results", "steps", "steps", "short", "short", "service", "service")


class Article:
    def __init__(self, design, writer):
        self.design, self.writer, self.random = design, writer, writer.random
        self.kind = self.random.choice(KINDS)
        self.headline = writer.headline()
        self.author = writer.name()
        self.standfirst = self._standfirst()
        self.parts = list(self._parts())

    def _standfirst(self):
        if not self.design.chance("standfirst", 0.55):
            return None
        return " ".join(self.writer.sentence(8, 26) for _ in range(self.random.choice((1, 1, 2, 3))))

    def standfirst_html(self):
        design = self.design
        tag = design.choice("standfirst tag", ("p", "p", "h2", "div", "p strong", "div p", "span", "h3"))
        outer, _, inner = tag.partition(" ")
        text = escape(self.standfirst)
        return design.element(outer, "standfirst", f"<{inner}>{text}</{inner}>" if inner else text)

    def _paragraph(self, text, inner=None):
        """`inner`: the same text with inline marks."""
        inner = inner or self._marked(text)
        kind = self.design.paragraph
        if kind == "br":
            return f"{inner}<br><br>\n", [text]
        if kind == "span":
            return f"<p{self.design.attributes('paragraph')}><span>{inner}</span></p>", [text]
        if kind == "section":
            return f"<section{self.design.attributes('paragraph')}><p>{inner}</p></section>", [text]
        return self.design.element(kind, "paragraph", inner), [text]

    def _marked(self, text):
        """Links and bold words as paragraphs have them."""
        words, roll = [escape(word) for word in text.split()], self.random.random()
        if len(words) < 5:
            return " ".join(words)
        for _ in range(0 if roll < 0.6 else 1 if roll < 0.85 else 2):
            size = self.random.randint(1, min(6, len(words) - 2))
            at = self.random.randrange(len(words) - size)
            if "<" in "".join(words[at:at + size]):
                continue
            words[at] = ('<a href="/topic">' if self.random.random() < 0.75 else "<strong>") + words[at]
            words[at + size - 1] += "</a>" if "<a" in words[at] else "</strong>"
        return " ".join(words)

    def _lines(self, count, sentences):
        for _ in range(count):
            yield self._paragraph(" ".join(self.writer.sentence() for _ in range(self.random.choice(sentences))))

    def _subheading(self):
        text = self.writer.words(self.random.randint(2, 9)) + ("?" if self.random.random() < 0.15 else "")
        tag = self.design.heading
        if tag in ("strong", "b"):
            return f"<p><{tag}>{escape(text)}</{tag}></p>", [text]
        return self.design.element(tag, "sub", escape(text)), [text]

    def _items(self, low=3, high=8, tag=None):
        long = self.random.random() < 0.6
        lines = [self.writer.sentence(5, 30) if long else self.writer.words(self.random.randint(2, 9)) for _ in range(self.random.randint(low, high))]
        items = "".join(f"<li>{self._marked(line)}</li>" for line in lines)
        tag = tag or self.random.choice(("ul", "ul", "ol"))
        return f"<{tag}>{items}</{tag}>", lines

    def _quote(self):
        text = self.writer.quoted(" ".join(self.writer.sentence(6, 20) for _ in range(self.random.choice((1, 2)))))
        inner = f"<p>{escape(text)}</p>" if self.random.random() < 0.6 else escape(text)
        return f"<blockquote{self.design.attributes('quote') if self.random.random() < 0.3 else ''}>{inner}</blockquote>", [text]

    def _rare(self):
        """Text that is easily lost."""
        roll = self.random.random()
        if roll < 0.2:  # A paragraph that is one link.
            text = self.writer.sentence(8, 20)
            return self._paragraph(text, self.design.link(escape(text)))
        if roll < 0.4:  # The editors' word within the text.
            text = f"({self.writer.sentence(6, 18)})"
            return self._paragraph(text, f"<em>{escape(text)}</em>")
        if roll < 0.6:  # Dialogue.
            text = self.random.choice(("– ", "— ", "")) + self.writer.words(self.random.randint(2, 8)) + "."
            return self._paragraph(text)
        if roll < 0.8:  # A bold lead-in.
            lead, text = self.writer.words(self.random.randint(2, 5)) + ":", self.writer.sentence()
            return self._paragraph(f"{lead} {text}", f"<strong>{escape(lead)}</strong> {self._marked(text)}")
        text = self.writer.words(self.random.randint(4, 9)) + ":"
        html, lines = self._items(3, 6)
        first, own = self._paragraph(text)
        return first + html, own + lines

    def _parts(self):
        yield from getattr(self, "_" + self.kind)()

    def _news(self, low=6, high=22, sentences=(1, 1, 2, 2, 3), headings=0.16, rare=0.12):
        first = self.writer.paragraph(self.random.choice((1, 1, 2)))
        if self.random.random() < 0.2:
            place = self.writer.place()
            lead = self.random.choice((place.upper() + " – ", place + ". ", place + " (dpa) - "))
            yield self._paragraph(lead + first, escape(lead + first) if self.random.random() < 0.5 else f"<strong>{escape(lead.strip())}</strong> {escape(first)}")
        else:
            yield self._paragraph(first, f"<strong>{escape(first)}</strong>" if self.design.chance("bold lead", 0.12) else None)
        with_headings = self.random.random() < 0.6
        for index in range(self.random.randint(low, high)):
            if with_headings and index > 1 and self.random.random() < headings:
                yield self._subheading()
            roll = self.random.random()
            if roll < rare:
                yield self._rare()
            elif roll < rare + 0.03:
                yield self._quote()
            elif roll < rare + 0.05:
                yield self._items()
            yield from self._lines(1, sentences)

    def _tabloid(self):
        yield from self._news(8, 24, (1, 1, 1, 2), 0.1, 0.15)

    def _feature(self):
        yield from self._news(10, 34, (2, 3, 4, 5), 0.14, 0.06)

    def _short(self):
        yield from self._news(1, 4, (1, 2, 2, 3), 0, 0.05)

    def _interview(self):
        yield from self._lines(self.random.randint(1, 4), (2, 3))
        style, questioner = self.random.choice(("strong", "strong", "b", "em", "h3")), self.random.choice(("", "", f"{self.design.site}: "))
        answerer = self.random.choice(("", f"{self.writer.name().split()[-1]}: "))
        for _ in range(self.random.randint(5, 14)):
            question = questioner + self.writer.words(self.random.randint(4, 16)) + "?"
            if style == "h3":
                yield f"<h3>{escape(question)}</h3>", [question]
            else:
                yield self._paragraph(question, f"<{style}>{escape(question)}</{style}>")
            yield from self._lines(self.random.choice((0, 0, 1)), (1, 2, 3))
            yield self._paragraph(answerer + self.writer.paragraph())

    def _list(self):
        yield from self._lines(self.random.randint(2, 4), (2, 3))
        priced = self.random.random() < 0.3
        for number in range(1, self.random.randint(5, 16)):
            text = f"{number}. {self.writer.words(self.random.randint(2, 6))}"
            yield f"<{self.design.heading}>{escape(text)}</{self.design.heading}>", [text]
            yield from self._lines(self.random.randint(1, 4), (1, 2, 3, 4))
            if priced:
                yield self._items(2, 4)

    def _steps(self):
        yield from self._lines(self.random.randint(1, 3), (2, 3))
        for _ in range(self.random.randint(1, 3)):
            yield self._subheading()
            yield self._items(4, 10)
            yield from self._lines(1, (1, 2))

    def _live(self):
        yield from self._lines(self.random.randint(0, 2), (2, 3))
        for _ in range(self.random.randint(5, 14)):
            title = self.writer.headline()
            lines = [self.writer.paragraph(self.random.choice((1, 2))) for _ in range(self.random.randint(1, 4))]
            inner = f"<time>{self.writer.hour()}</time><h3>{escape(title)}</h3>" + "".join(f"<p>{self._marked(line)}</p>" for line in lines)
            yield self.design.element("div", "live", inner), [title, *lines]

    def _service(self):
        """Dates, places, prices, questions and answers."""
        yield from self._lines(self.random.randint(1, 4), (1, 2, 3))
        for _ in range(self.random.randint(1, 4)):
            if self.random.random() < 0.5:
                yield self._subheading()
            roll = self.random.random()
            if roll < 0.4:
                for _ in range(self.random.randint(2, 6)):
                    yield self._paragraph(self.random.choice((f"{self.writer.noun().capitalize()}: {self.writer.date()}", f"{self.writer.place()}, {self.writer.words(3)} {self.random.randint(1, 99)}",
                                                              f"{self.writer.words(self.random.randint(2, 5))}: {self.random.randint(2, 900)} Euro")))
            elif roll < 0.7:
                for _ in range(self.random.randint(2, 5)):
                    yield self._paragraph(self.writer.words(self.random.randint(4, 12)) + "?")
                    yield from self._lines(1, (1, 2))
            else:
                yield self._items(3, 9)
            yield from self._lines(self.random.randint(0, 3), (1, 2, 3))

    def _results(self):
        yield from self._lines(self.random.randint(3, 7), (1, 2, 3))
        rows = [f"{self.writer.place()} – {self.writer.place()} {self.random.randint(0, 5)}:{self.random.randint(0, 5)}" for _ in range(self.random.randint(4, 9))]
        if self.random.random() < 0.5:
            yield "<ul>" + "".join(f"<li>{row}</li>" for row in rows) + "</ul>", rows
        else:
            yield "".join(f"<p>{row}</p>" for row in rows), rows
        yield from self._lines(self.random.randint(1, 5), (1, 2))

    def text(self):
        lines = [self.standfirst] if self.standfirst else []
        return "\n".join(lines + [line for _, own in self.parts for line in own])

