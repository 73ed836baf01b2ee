"""A small invented corpus, its statements marked by hand: tests of asking should not depend on the tagger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fakes import MemoryIndex, MemoryStore

from corpus.article import Article, Block, BlockKind, Published, Span, article_id
from corpus.statement import Speaker, SpeakerKind, Statement, StatementKind, StatementType
from retrieval.asking import Newsroom

TODAY = date(2024, 3, 20)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of an article and who is on record with it: names and roles as they are printed in it."""

    sentence: str
    speaker: str
    role: str | None = None
    via: str | None = None
    kind: SpeakerKind = SpeakerKind.PERSON
    words: StatementKind = StatementKind.INDIRECT
    content: str | None = None
    type: StatementType = StatementType.ASSERTION
    actual: bool = True


@dataclass(frozen=True, slots=True)
class Story:
    """An article: a headline, paragraphs, and perhaps a list of related headlines that stands among them."""

    headline: str
    paragraphs: Sequence[str]
    said: Sequence[Said] = ()
    related: Sequence[str] = ()
    outlet: str = "Harbour Herald"
    published: str = "2024-03-14"


def put(store: MemoryStore, story: Story) -> Article:
    """Add a story to a store, a passage for each paragraph."""
    parts = [(BlockKind.HEADLINE, story.headline), *((BlockKind.BODY, each) for each in story.paragraphs)]
    parts[2:2] = [(BlockKind.RELATED, each) for each in story.related]
    text, blocks = "", []
    for kind, words in parts:
        blocks.append(Block(kind, Span(len(text), len(text) + len(words) + 1)))
        text += words + "\n"
    passages = [Span(block.span.start, block.span.end - 1) for block in blocks if block.kind is BlockKind.BODY]
    origin = f"{story.outlet} {story.published}"
    published = Published(f"{story.published}T09:00:00+00:00", story.published)
    article = Article(
        article_id(origin, text),
        origin,
        text,
        tuple(blocks),
        story.outlet,
        headline=story.headline,
        published=published,
    )
    store.add(article, passages, [_statement(text, each) for each in story.said])
    return article


def newsroom(*stories: Story) -> Newsroom:
    """What answers questions about these stories."""
    store = MemoryStore()
    for story in stories:
        put(store, story)
    index = MemoryIndex(store)
    return Newsroom(store, lambda: index, lambda: TODAY)


def _statement(text: str, said: Said) -> Statement:
    start = text.index(said.sentence)
    extent = Span(start, start + len(said.sentence))
    role = _printed(text, said.role) if said.role else None
    speaker = Speaker(_printed(text, said.speaker), role, said.kind)
    via = Speaker(_printed(text, said.via), None, SpeakerKind.PERSON) if said.via else None
    content = _printed(text, said.content) if said.content else extent
    return Statement(None, None, (content,), said.words, (speaker,), via, extent, said.type, said.actual)


def _printed(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


FERRY = "Ferries will sail again on Monday, Transport Minister Ilse Maren said."
TOLLS = "Maren added that bridge tolls would stay as they are until the summer."
TIDE = "“The tide will not wait for a committee,” harbour pilot Tomas Rehn told Maren."
PUMPS = "Governor Pavel Orsk wants new pumps for the low streets, according to his aide Rosa Lind."
CREWS = "Harbour officials said that crews had worked through the night."

STRIKE = Story(
    "Ferry strike ends after nine days",
    [FERRY, TIDE, TOLLS, PUMPS, CREWS],
    [
        Said(FERRY, "Ilse Maren", "Transport Minister"),
        Said(TIDE, "Tomas Rehn", "harbour pilot", words=StatementKind.DIRECT),
        Said(TOLLS, "Ilse Maren", "Transport Minister"),
        Said(PUMPS, "Pavel Orsk", "Governor", via="Rosa Lind"),
        Said(CREWS, "Harbour officials", kind=SpeakerKind.GROUP),
    ],
    related=["Actor Nora Quist 'delighted' with new tram line"],
)
SNOW = "Schools stay open in spite of the snow, Ilse Maren said on Friday."
WINTER = Story(
    "Snow closes the northern passes",
    [SNOW, "Ploughs cleared 40 kilometres of road before dawn on Friday. Lena Sand drove the first of them."],
    [Said(SNOW, "Ilse Maren")],
    outlet="Northern Courier",
    published="2024-01-12",
)
