"""Invented saved pages in the forms of different site systems, and what a reader must get from each."""

import json
from dataclasses import dataclass

HEADLINE = "Talks on maize end without a treaty"
URL = "https://www.thehindu.com/news/maize-talks"
DATE = "2023-03-14T18:40:00+05:30"
STORY = (
    "Kenya and Tanzania failed to agree on a common tariff for maize after two days of talks in Arusha.",
    "“We will not sign a paper that our farmers cannot live with,” Finance Minister Amina Otieno told reporters.",
    "She added that Kenya would keep its silos open until the harvest of the long rains was in.",
    "Her Tanzanian counterpart, Joseph Mrema, left the hall through a side door and declined to comment.",
)
PARAGRAPHS = "".join(f"<p>{line}</p>\n" for line in STORY)
RELATED = ("Maize prices climb again as rains fail", "'This is a war on farmers': Opposition slams tariff")


@dataclass(frozen=True, slots=True)
class Form:
    """One saved page: its bytes, what the server declared, and what must come of it.

    `refused` names the error where it is no article; else the story must be body, `furniture` must not, and the
    other fields must be found (None: not looked at).
    """

    name: str
    page: bytes
    refused: str = ""
    headline: str | None = HEADLINE
    byline: str | None = None
    published: str | None = None
    outlet: str | None = None
    charset: str | None = None
    furniture: tuple[str, ...] = ()


def markup(head: str, body: str) -> str:
    return f"<!DOCTYPE html>\n<html lang='en'><head>{head}</head><body>{body}</body></html>"


def article(inner: str = PARAGRAPHS) -> str:
    return f"<nav><a href='/'>Home</a> <a href='/world'>World</a></nav><article><h1>{HEADLINE}</h1>{inner}</article>"


def page(head: str = "", body: str = "") -> bytes:
    return markup(head, body or article()).encode()


def ld(value: object) -> str:
    return f'<script type="application/ld+json">{value if isinstance(value, str) else json.dumps(value)}</script>'


def node(**more: object) -> dict[str, object]:
    plain = {"@type": "NewsArticle", "headline": HEADLINE, "datePublished": DATE, "author": {"name": "Amina Juma"}}
    return {"@context": "https://schema.org", **plain, **more}


def meta(**fields: str) -> str:
    pairs = ((name.replace("__", ":").replace("_x_", "-"), content) for name, content in fields.items())
    return "".join(f'<meta property="{name}" content="{content}">' for name, content in pairs)


def told(name: str, head: str, body: str = "", **more: object) -> Form:
    """A page that says by whom and when it was published."""
    return Form(name, page(head, body), **{"byline": "Amina Juma", "published": DATE, **more})  # type: ignore[arg-type]


def shown(name: str, body: str, **more: object) -> Form:
    """A page that says nothing beside its text."""
    return Form(name, page("", body), **more)  # type: ignore[arg-type]


def refused(name: str, error: str, whole: bytes) -> Form:
    return Form(name, whole, refused=error)


GRAPH = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "@id": "#us", "name": "The Lakeside Post"},
        {"@type": "Person", "@id": "#aj", "name": "Amina Juma"},
        {"@type": "WebPage", "@id": URL, "name": "A page"},
        {**node(), "author": [{"@id": "#aj"}], "publisher": {"@id": "#us"}},
    ],
}
OTHER = node(
    headline="Another story", url="https://www.thehindu.com/other", author="Tom Abel", datePublished="2020-01-01"
)
OPEN_GRAPH = meta(og__title=HEADLINE, article__published_time=DATE, og__site_name="The Lakeside Post")
LIST = "".join(f"<p>{line}</p>" for line in ("ALSO READ", *RELATED))
LINKS = f"<p>ALSO READ</p><ul>{''.join(f'<li><a href=/x>{line}</a></li>' for line in RELATED)}</ul>"
HEADED = f"<div><h3>Related</h3>{LINKS}</div>"
POST = "<blockquote><p>No deal.</p>&mdash; Post (@post) <a href=/x>May 1, 2020</a></blockquote>"
WALL = "Subscribe to continue reading"
FIRST, REST = f"<p>{STORY[0]}</p>", "".join(f"<p>{line}</p>" for line in STORY[1:])
SOUP = "<br><br>".join((*STORY[:2], "ALSO READ", *RELATED, *STORY[2:]))
CAPTION = "Amina Otieno greets Joseph Mrema in Arusha on Monday. (Photo by Ines Roca / AFP)"
NOTICE = "(This story has not been edited by Lakeside staff and is auto-generated from a syndicated feed.)"

# fmt: off
DESCRIBED = [
    told("one article in JSON-LD", ld(node())),
    told("a graph with references", ld(GRAPH), outlet="The Lakeside Post"),
    told("a list in JSON-LD", ld([{"@type": "BreadcrumbList"}, node()])),
    told("an article inside a page", ld({"@type": "WebPage", "mainEntity": node()})),
    told("several types", ld(node(**{"@type": ["NewsArticle", "ReportageNewsArticle"]}))),
    told("types as addresses", ld(node(**{"@type": "http://schema.org/NewsArticle"}))),
    told("JSON-LD in a comment", ld(f"<!--\n{json.dumps(node())}\n-->")),
    told("JSON-LD in CDATA", ld(f"//<![CDATA[\n{json.dumps(node())}\n//]]>")),
    told("line ends inside strings", ld(json.dumps(node(description="one two")).replace("one two", "one\ntwo"))),
    told("a comma too many", ld(json.dumps(node())[:-1] + ",}")),
    told("two scripts", ld({"@type": "NewsMediaOrganization", "name": "X"}) + ld(node())),
    told("the article at this address among others", f"<link rel=canonical href='{URL}'>" + ld([OTHER, node(url=URL)])),
    told("authors as strings", ld(node(author=["Amina Juma", "Tom Abel"])), byline="Amina Juma, Tom Abel"),
    told(
        "an author who is a link", ld(node(author="https://x.example/aj")) + "<meta name=author content='Amina Juma'>"
    ),
    told("entities in JSON-LD", ld(node(headline="Talks &amp; maize")), headline="Talks & maize"),
    told("a known outlet by its address", f"<link rel=canonical href='{URL}'>" + ld(node()), outlet="The Hindu"),
    told("broken JSON-LD, Open Graph", ld("{oops") + OPEN_GRAPH, byline=None, outlet="The Lakeside Post"),
    told("Open Graph alone", OPEN_GRAPH + "<meta name=author content='Amina Juma'>"),
    told("names of old systems", meta(parsely_x_pub_x_date=DATE, parsely_x_author="Amina Juma")),
    told("Dublin Core", f"<meta name='DC.date.issued' content='{DATE}'><meta name='DC.creator' content='Amina Juma'>"),
    told(
        "seconds in a meta element",
        meta(article__published_time="1678799400"),
        byline=None,
        published="2023-03-14T13:10:00+00:00",
    ),
    told(
        "a zone in one of two dates", meta(datePublished="2023-03-14 18:40", dc_date=DATE), byline=None, published=None
    ),
]
MICRODATA = (
    f"<article itemscope itemtype='http://schema.org/NewsArticle'><h1 itemprop=headline>{HEADLINE}</h1>"
    f"<span itemprop=author itemscope><span itemprop=name>Amina Juma</span></span>"
    f"<meta itemprop=datePublished content='{DATE}'>{PARAGRAPHS}</article>"
)
MARKED = [
    told("microdata", "", MICRODATA),
    told("a time element", "", article(f"<time datetime='{DATE}'>yesterday</time>{PARAGRAPHS}"), byline=None),
    shown("nothing at all", article()),
    Form(
        "a title with the site's name",
        page(f"<title>{HEADLINE} | The Lakeside Post</title>", f"<div>{PARAGRAPHS}</div>"),
    ),
    shown("breaks for paragraphs", f"<div><h1>{HEADLINE}</h1><div>{SOUP}</div></div>", furniture=RELATED),
    shown("a list in plain paragraphs", article(FIRST + LIST + REST), furniture=RELATED),
    shown("a list of links in the body", article(FIRST + LINKS + REST), furniture=RELATED),
    shown(
        "a list in divisions",
        article(FIRST + LIST.replace("<p>", "<div>").replace("</p>", "</div>") + REST),
        furniture=RELATED,
    ),
    shown("a list in an aside", article(f"{FIRST}<aside>{LINKS}</aside>{REST}"), furniture=RELATED),
    shown(
        "a figure",
        article(f"<figure><img src=x><figcaption>{CAPTION}</figcaption></figure>{PARAGRAPHS}"),
        furniture=(CAPTION,),
    ),
    shown("a caption as a paragraph", article(f"<p>{CAPTION}</p>{PARAGRAPHS}"), furniture=(CAPTION,)),
    shown(
        "a newsletter in the body",
        article(f"{FIRST}<p>Sign up for our morning newsletter</p>{REST}"),
        furniture=("Sign up",),
    ),
    shown("an advert in the body", article(f"{FIRST}<p>Advertisement</p>{REST}"), furniture=("Advertisement",)),
    shown("a notice of syndication", article(f"{PARAGRAPHS}<p>{NOTICE}</p>"), furniture=(NOTICE,)),
    shown(
        "comments of readers",
        article() + "<section id=comments><div class=comment><p>I never liked maize.</p></div></section>",
        furniture=("I never liked",),
    ),
    shown(
        "inner elements",
        article(PARAGRAPHS.replace("maize", "<em>maize</em>").replace("Otieno", "<a href=/o>Otieno</a>")),
    ),
    shown(
        "entities and hard spaces",
        article(PARAGRAPHS.replace("’", "&rsquo;").replace("“", "&ldquo;").replace("”", "&#8221;")),
    ),
    shown("no closing elements", f"<div><h1>{HEADLINE}</h1>" + "".join(f"<p>{line}" for line in STORY)),
    shown(
        "tables in tables",
        f"<h1>{HEADLINE}</h1><table><tr><td><table><tr><td>{PARAGRAPHS}</td></tr></table></td></tr></table>",
    ),
    shown(
        "a page set in a table",
        f"<table><tr><td><a href=/>Home</a><br><a href=/s>Sport</a></td><td><font size=5><b>{HEADLINE}</b></font><br>"
        f"<i>By Amina Juma</i>{''.join(f'<p>{line}' for line in STORY)}</td></tr></table>",
        headline=None,
    ),
    shown("a heading over a list in the body", article(FIRST + HEADED + REST), furniture=RELATED),
    shown(
        "marker and link on one line",
        article(f"{FIRST}<p><b>ALSO READ: <a href=/x>{RELATED[0]}</a></b></p>{REST}"),
        furniture=RELATED[:1],
    ),
    shown(
        "a post of a social network",
        article(FIRST + POST + REST),
        furniture=("@post",),
        published=None,
    ),
    told(
        "a teaser before a wall",
        ld(node(isAccessibleForFree=False)),
        article(f"{PARAGRAPHS}<p>{WALL}</p>"),
        furniture=(WALL,),
    ),
    shown("two thousand elements deep", "<div>" * 2000 + article() + "</div>" * 2000),
    told(
        "a live blog",
        ld(node(**{"@type": "LiveBlogPosting"})),
        article("".join(f"<div class=post><time>18:4{at}</time><p>{line}</p></div>" for at, line in enumerate(STORY))),
    ),
    told(
        "AMP",
        ld(node()) + "<script async src=https://cdn.example/v0.js></script>",
        article(f"<amp-img src=x></amp-img>{PARAGRAPHS}<amp-ad></amp-ad>"),
    ),
    told("paid for, but whole", ld(node(isAccessibleForFree=False))),
    told("filled by scripts, the body in JSON-LD", ld(node(articleBody="\n".join(STORY))), "<div id=app></div>"),
    Form("ten megabytes", page("", article(PARAGRAPHS + f"<div hidden>{'<span>x</span>' * 700_000}</div>"))),
    Form("XHTML", f"<?xml version='1.0' encoding='UTF-8'?>\n{markup('', article())}".encode()),
]
ACCENTS = article(PARAGRAPHS + "<p>The café “Ördög” in the hall closed early, its owner Zoë Müller said.</p>")
CHARSETS = [
    Form("UTF-8 declared as Latin-1", page("<meta charset=iso-8859-1>", ACCENTS)),
    Form("Windows-1252 declared as UTF-8", markup("<meta charset=utf-8>", ACCENTS).encode("windows-1252")),
    Form("Windows-1252 undeclared", markup("", ACCENTS).encode("windows-1252")),
    Form("a charset only the server knows", markup("", ACCENTS).encode("cp1250", "replace"), charset="windows-1250"),
    Form("a charset nobody knows", page("<meta charset=klingon>", ACCENTS), charset="x-unknown"),
    Form("UTF-16", markup("", ACCENTS).encode("utf-16")),
    Form("a byte order mark", b"\xef\xbb\xbf" + page("", ACCENTS)),
]
REFUSED = [
    refused(
        "paid for, no teaser",
        "PaidArticle",
        page(ld(node(isAccessibleForFree="False")), "<div id=wall>Subscribe to read</div>"),
    ),
    refused(
        "filled by scripts",
        "EmptyExtract",
        page("<script src=a.js></script>", "<div id=root></div><script>boot()</script>"),
    ),
    refused("a redirection", "EmptyExtract", page("<meta http-equiv=refresh content='0; url=/x'>", " ")),
    refused(
        "frames",
        "EmptyExtract",
        b"<html><frameset cols='20%,80%'><frame src=a.html><frame src=b.html></frameset></html>",
    ),
    refused(
        "consent only",
        "WalledPage",
        page("", "<main><p>We use cookies to make this site better for you. Accept all cookies?</p></main>"),
    ),
    refused(
        "a list of headlines",
        "NoArticle",
        page("", "<main><ul>" + f"<li><a href=/x>{RELATED[0]}</a></li>" * 40 + "</ul></main>"),
    ),
    refused("an error page", "WalledPage", page("<title>404</title>", "<h1>Page not found</h1><p>Go home.</p>")),
    refused("nothing", "EmptyPage", b"  \n "),
    refused("a picture", "BinaryPage", b"<html>" + bytes(range(32)) * 60),
]
# fmt: on
FORMS = [*DESCRIBED, *MARKED, *CHARSETS, *REFUSED]
