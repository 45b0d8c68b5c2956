"""How one newsroom's system builds its pages: what it calls its parts, which elements it uses, how deep it nests them."""
import html
import string

# What systems call their parts when the name tells.
TELLING = {
    "page": "site-wrapper container layout page-wrap wrapper",
    "header": "site-header masthead header top-bar page-header",
    "nav": "main-nav menu nav-primary navbar navigation",
    "breadcrumb": "breadcrumb breadcrumbs crumbs",
    "article": "article post entry story single-post article-page node-article",
    "body": "article-body entry-content post-content story-body content-body field-body td-post-content body-text rich-text article__content",
    "head": "article-header entry-header post-header story-head",
    "headline": "article-title entry-title headline post-title",
    "kicker": "kicker category-label overline section-label",
    "standfirst": "standfirst lead excerpt article-intro subtitle dek summary",
    "byline": "byline author-name article-author post-author",
    "date": "date published timestamp entry-date post-meta article-meta",
    "share": "share social-share share-buttons sharing sharedaddy",
    "figure": "wp-block-image article-image media picture image-wrapper",
    "caption": "caption wp-caption-text image-caption media-caption credit",
    "also": "read-also related-link inline-related promo more-on linkbox recirc",
    "related": "related related-posts recommended more-stories related-articles recirculation",
    "card": "card teaser story-card post-item article-teaser list-item tile",
    "summary": "teaser-text excerpt card-text summary description",
    "comments": "comments comment-list disqus discussion comments-area",
    "comment": "comment comment-body comment-item",
    "consent": "cookie-banner consent cookie-notice gdpr modal",
    "newsletter": "newsletter newsletter-signup subscribe-box mailchimp",
    "subscribe": "paywall subscription premium-offer regwall",
    "author": "author-box author-bio about-author vcard",
    "tags": "tags post-tags topics tag-list",
    "advert": "ad advert ad-slot banner advertisement",
    "side": "sidebar rail widget-area secondary aside",
    "widget": "widget sidebar-module box",
    "popular": "most-read popular trending top-stories",
    "ticker": "ticker latest live-feed breaking",
    "footer": "site-footer footer colophon",
    "legal": "legal copyright disclaimer imprint",
    "player": "video-player player media-embed podcast audio-player",
    "poll": "poll survey vote",
    "events": "events calendar event-list",
    "facts": "factbox infobox box inset highlight",
    "quote": "pullquote quote blockquote",
    "embed": "twitter-tweet embed social-embed oembed",
    "next": "next-article infinite-scroll next-story up-next",
    "note": "editor-note correction note",
    "live": "live-entry live-blog-post update entry",
    "paragraph": "paragraph text p article-paragraph",
    "chunk": "content-group block text-block article-content component-text",
    "sub": "subheading section-title heading",
}
# What they call them when it does not: names of layout, or words of the site's own language or team.
DULL = (
    "box row col-md-8 col block inner outer item group module wrap container text flex grid unit part region zone "
    "section content element component area field layout cell stack holder frame sheet veja-mais les-ogsa cuerpo "
    "corps artikkel brodtekst tresc noticia-detalle kirjutis obsah nota detail detalj uutinen"
).split()
UTILITY = (
    "flex mt-4 mb-6 px-2 text-lg font-serif leading-7 w-full md:w-2/3 border-t grid gap-4 text-sm text-gray-700 "
    "font-bold max-w-prose mx-auto lg:col-span-8 hidden-print"
).split()
STYLES = ("telling", "telling", "telling", "joined", "modules", "modules", "hashed", "hashed", "utility", "dull", "dull", "none", "none", "wrong")


class Design:
    """Names and elements of one publisher: what was drawn once stays for all its pages."""

    def __init__(self, random, language, site):
        self.random, self.language, self.site = random, language, site
        self.style, self.prefix = random.choice(STYLES), random.choice(("c", "nw", "o", "m", "td", "ds", site.lower()[:4]))
        self.semantic = random.choice((0.0, 0.3, 0.7, 1.0))
        self.paragraph = random.choice(("p",) * 16 + ("div", "br", "br", "span", "section"))
        self.nesting = random.choice((0, 1, 1, 2, 3, 4))
        self.heading = random.choice(("h2", "h2", "h2", "h3", "h3", "strong", "b", "h4"))
        self._names, self._tags, self._choices = {}, {}, {}

    def choice(self, name, options):
        """The design's own choice of a way to do `name`."""
        if name not in self._choices:
            self._choices[name] = self.random.choice(options)
        return self._choices[name]

    def chance(self, name, share):
        """Whether the design does `name` at all."""
        if name not in self._choices:
            self._choices[name] = self.random.random() < share
        return self._choices[name]

    def _hash(self, length=5):
        return "".join(self.random.choice(string.ascii_letters + string.digits) for _ in range(length))

    def _name(self, role):
        random, told = self.random, self.random.choice(TELLING[role].split())
        style = self.style if random.random() < 0.8 else random.choice(STYLES)
        if style == "telling":
            return told if random.random() < 0.7 else f"{told} {told}--{random.choice(DULL)}"
        if style == "joined":
            return f"{self.prefix}-{told}__{random.choice(DULL)}"
        if style == "modules":
            if random.random() < 0.6:
                name = "".join(part.capitalize() for part in told.replace("_", "-").split("-"))
            else:
                name = random.choice(DULL).capitalize()
            return f"{name}_{random.choice(('root', 'wrapper', 'inner', 'item'))}__{self._hash()}"
        if style == "hashed":
            return random.choice((f"css-{self._hash(6).lower()}", f"sc-{self._hash()} {self._hash()}", f"_{self._hash()}"))
        if style == "utility":
            return " ".join(random.sample(UTILITY, random.randint(2, 5)))
        if style == "dull":
            return random.choice(DULL) + random.choice(("", "", f"-{random.randint(1, 40)}"))
        if style == "wrong":
            return random.choice(TELLING[random.choice(list(TELLING))].split())
        return ""

    def attributes(self, role):
        if role not in self._names:
            name = self._name(role) if role != "paragraph" or self.random.random() < 0.25 else ""
            self._names[role] = f' {"class" if self.random.random() < 0.93 else "id"}="{name}"' if name else ""
        return self._names[role]

    def tag(self, name):
        """The semantic element, or a div where this newsroom does not care."""
        if name not in self._tags:
            self._tags[name] = name if self.random.random() < self.semantic else "div"
        return self._tags[name]

    def element(self, tag, role, inner):
        return f"<{tag}{self.attributes(role)}>{inner}</{tag}>"

    def part(self, tag, role, inner):
        """A container; deep designs wrap it some more."""
        inner = self.element(self.tag(tag), role, inner)
        for _ in range(self.choice(f"wrap {role}", range(self.nesting + 1)) if self.nesting else 0):
            inner = f"<div{self.attributes('page') if self.random.random() < 0.3 else ''}>{inner}</div>"
        return inner

    def text(self, role, text, share=0.7):
        """A paragraph of furniture: most often a p, else a div or span in a div."""
        tag = self.choice(f"text {role}", ("p", "p", "p", "div", "span") if share > 0.5 else ("div", "span", "p"))
        return f"<div>{self.element('span', role, text)}</div>" if tag == "span" else self.element(tag, role, text)

    def link(self, text):
        return f'<a href="/{self._hash(8)}.html">{text}</a>'


def escape(text):
    return html.escape(text, quote=False)
