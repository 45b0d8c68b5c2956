"""Puts a page together: the article, what stands within and around it, and what its head says."""
import json

from article import Article
from design import Design, escape
from labels import label
from surroundings import Site
from words import Writer

WITHIN = ("also",) * 5 + ("picture",) * 5 + ("advert",) * 4 + ("newsletter", "appeal", "facts", "embed", "player", "poll")
BEHIND = ("tags",) * 3 + ("share",) * 3 + ("bio", "bio", "note", "note", "related", "related", "related", "comments", "newsletter", "appeal", "next_story", "facts", "picture", "also", "player")


def quoted(text):
    return text.replace('"', "&quot;")


class Newsroom:
    def __init__(self, random, language, site):
        self.random = random
        self.writer = Writer(language, random)
        self.design = Design(random, language, site)
        self.within = random.sample(WITHIN, random.choice((0, 1, 1, 2, 2, 3)))
        self.inside = random.sample(BEHIND, random.choice((0, 0, 0, 1, 1, 2)))   # At the end of the very element of the text.
        self.behind = random.sample(BEHIND, random.randint(1, 4))   # After it, within the article or the main column.

    def page(self):
        """HTML and the text that belongs."""
        design, writer = self.design, self.writer
        self.site, self.article = Site(design, writer), Article(design, writer)
        column = self._head() + self._body() + self._parts(self.behind)
        column = design.part("article", "article", column)
        if design.chance("related outside", 0.5):
            column += self.site.related() + (self.site.comments() if design.chance("comments outside", 0.2) else "")
        main = design.part("main", "page", column)
        side = self.site.side() if design.chance("side", 0.7) else ""
        main = side + main if design.chance("side first", 0.25) else main + side
        bottom = self.site.bottom() if design.chance("bottom", 0.45) else ""
        consent = self.site.consent() if design.chance("consent", 0.25) else ""
        before, after = (consent, "") if design.chance("consent first", 0.4) else ("", consent)
        body = before + self.site.header() + f"<div{design.attributes('page')}>{main}{bottom}</div>" + self.site.footer() + after
        return f"<!DOCTYPE html><html lang={design.language}><head>{self._declarations()}</head><body>{body}</body></html>\n", self.article.text()

    def _make(self, name):
        return self.site.bio(self.article.author) if name == "bio" else getattr(self.site, name)()

    def _parts(self, names):
        return "".join(self._make(name) for name in names)

    def _head(self):
        design, writer, article, random = self.design, self.writer, self.article, self.random
        parts = [self.site.breadcrumb()] if design.chance("breadcrumb", 0.4) else []
        if design.chance("kicker", 0.4):
            parts.append(design.element(design.choice("kicker tag", ("span", "div", "p", "a href=/k")).split()[0], "kicker", escape(writer.label(1, 2))))
        parts.append(design.element(design.choice("headline tag", ("h1",) * 9 + ("h2", "div")), "headline", escape(article.headline)))
        tag, by = design.choice("byline tag", ("div", "p", "span", "address")), escape(label("by", writer))
        name = design.link(escape(article.author)) if design.chance("byline link", 0.5) else escape(article.author)
        byline = design.element(tag, "byline", f"{by} {name}")
        byline += design.element(design.choice("dateline tag", ("div", "p", "time", "span")), "date", f"{escape(label('published', writer))} {writer.date()}")
        if design.chance("minutes", 0.2):
            byline += f"<span>{random.randint(1, 12)} {escape(label('minutes', writer))}</span>"
        standfirst = article.standfirst_html() if article.standfirst else ""
        if design.chance("standfirst in body", 0.25):
            self.lead, standfirst = standfirst, ""
        else:
            self.lead = ""
        share = self.site.share() if design.chance("share above", 0.5) else ""
        picture = self.site.picture() if design.chance("picture above", 0.7) else ""
        listen = self.site.player() if design.chance("listen", 0.15) else ""
        by = {"s": standfirst, "b": byline, "h": share, "p": picture, "l": listen}
        parts += [by[letter] for letter in design.choice("head order", ("sbhpl", "bhspl", "pbshl", "spbhl"))]
        return design.part("header", "head", "".join(parts)) if design.chance("head wrapped", 0.6) else "".join(parts)

    def _body(self):
        design, writer, random = self.design, self.writer, self.random
        inner, chunk, room = "", self.lead, 0
        chunked = design.choice("chunks", ("no",) * 7 + ("at noise", "at noise", "each", "each", "some"))

        def closed(chunk):
            if chunked == "no" or not chunk:
                return chunk
            for _ in range(design.choice("chunk depth", (0, 0, 1, 2))):
                chunk = f"<div{design.attributes('chunk')}>{chunk}</div>"
            spoken = f'<div class="visually-hidden">{escape(design.choice("spoken text", (writer.label(1, 2),)))}</div>' if design.chance("spoken", 0.15) else ""
            return design.element(design.choice("chunk tag", ("div", "div", "section")), "paragraph", spoken + chunk)

        often = design.choice("often", (0.05, 0.1, 0.16, 0.25))
        for html, _ in self.article.parts:
            chunk += html
            room += 1
            if chunked == "each" or (chunked == "some" and random.random() < 0.25):
                inner, chunk = inner + closed(chunk), ""
            if self.within and room > 1 and random.random() < often:
                name = random.choice(self.within)
                inner, chunk, room = inner + closed(chunk) + self._make(name), "", 0
        body = inner + closed(chunk) + self._parts(self.inside)
        tag = design.choice("body tag", ("div",) * 8 + ("section", "article", ""))
        if not tag:
            return body
        body = f"<{tag}{design.attributes('body')}{' itemprop=articleBody' if design.chance('itemprop', 0.2) else ''}>{body}</{tag}>"
        if design.chance("old table", 0.05):
            body = f"<table><tr><td>{body}</td><td>{self.site.related(2, 4, 'side')}</td></tr></table>"
        return f"<div>{body}</div>" if design.chance("body wrapped", 0.4) else body

    def _declarations(self):
        design, article = self.design, self.article
        title = escape(article.headline)
        out = f"<meta charset=utf-8><title>{title}{design.choice('title part', (' | ', ' - ', ' – '))}{design.site}</title>"
        if design.chance("og", 0.85):
            out += f'<meta property="og:title" content="{quoted(title)}">'
        if design.chance("description", 0.8):
            text = article.standfirst or (article.text().split("\n")[0] if design.chance("first as description", 0.4) else self.writer.sentence())
            out += f'<meta name=description content="{quoted(escape(text[:180]))}">'
        if design.chance("linked data", 0.6):
            data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": article.headline, "author": {"@type": "Person", "name": article.author}}
            if design.chance("linked body", 0.15):
                data["articleBody"] = article.text()
            out += '<script type="application/ld+json">' + json.dumps(data) + "</script>"
        return out
