"""Speakers: who the source of a statement is."""

import re
from dataclasses import dataclass

from corpus.article import Span
from corpus.attribution.cast import Cast
from corpus.attribution.coreference import Antecedents
from corpus.attribution.groups import Organisations, group_of
from corpus.attribution.layout import Layout
from corpus.attribution.lexicon import alternatives, words
from corpus.attribution.mentions import TITLES, Mention
from corpus.attribution.roles import CALLINGS, head_noun, is_office
from corpus.statement import Speaker

PERSONAL = re.compile(r"(?:he|she|his|her|him)(?: (?:himself|herself|also|then|later|both))?\W*", re.IGNORECASE)
IMPERSONAL = words("impersonal pronouns")
WHO = frozenset(("who", "whom", "whose"))
WHO_GAP = re.compile(
    r"(?:['’]s)?(?: \([^)]{1,40}\))?(?:,? \d\d)?(?:,? (?:(?:is|was) )?(?:an?|the|now|of|his|her|one) [^;:]{1,70})?"
    r",?(?: [—–-]+)? "
)
POSSESSED = re.compile(r"(?:['’]s|(?<=s)['’]) \w")
PREPOSITIONS = words("prepositions")
ARTICLES = frozenset(("the", "a", "an", "his", "her", "their", "its", "former", "ex"))
NOUN_NEXT = re.compile(
    r" (?!(?:and|or|of|who|whom|in|on|at|from|for|himself|herself|also|jr|sr|"
    rf"{alternatives('letters after names')})\b)\w",
    re.IGNORECASE,
)
JOINED = re.compile(r"(?:^|[ ,])(?:and|&|or) [^,;:]{0,80}\Z|\A, (?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\. )?\Z")
UNJOINED = re.compile(r"\b(?:who|for|of|with|to|about|by|that|against)\b")
BEFORE_WHO = 120  # characters
BORN = re.compile(
    r"\d{1,3}-year-old(?: \w+)?|[A-Z]\w+(?:an|ese|ish|ch|man|woman|i|er)|Argentine|Briton|Scot|Dane|Swede|Finn|Pole|"
    r"Turk|Greek|Swiss|Serb|Croat|Slovak|Slovene|Spaniard|Thai|Aussie|Filipin[ao]|Kazakh|Uzbek"
)  # what people are called by birth
DESCRIPTION_END = re.compile(r", | who\b| \(")
LONGEST_DESCRIPTION = 4  # words


@dataclass(frozen=True, slots=True)
class Scene:
    """All that resolving needs of one article."""

    layout: Layout
    cast: Cast
    antecedents: Antecedents
    organisations: Organisations


def speakers_of(scene: Scene, source: Span) -> tuple[Speaker, ...]:
    """Who a source is: a person, joint speakers, an organisation or a group; empty where it is not known."""
    word = source.of(scene.layout.text).lower().strip(" ,.")
    members = members_of(scene, source)
    if members:
        return tuple(scene.cast.members[member].speaker() for member in members)
    if word in WHO or word in IMPERSONAL or PERSONAL.fullmatch(word):
        return ()
    group = group_of(scene.layout.text, source, scene.organisations)
    return (group,) if group else ()


def members_of(scene: Scene, source: Span) -> list[int]:
    """The numbers of the cast members whom a source means."""
    word = source.of(scene.layout.text).lower().strip(" ,.")
    if PERSONAL.fullmatch(word):
        return _only(scene.antecedents.of(source.start))
    if word in WHO:
        return _only(_before_who(scene, source))
    if word in IMPERSONAL:
        return []
    return named_members(scene, source) or _only(_described(scene, source))


def named_members(scene: Scene, source: Span) -> list[int]:
    """The persons whom a source names as its head: not an owner, not the object of a preposition, not a modifier."""
    text = scene.layout.text
    heads: list[tuple[Mention, int]] = []
    governed: Mention | None = None
    for mention, member in scene.cast.named_in(source):
        if governed and not heads and text[governed.span.end : mention.span.start] in (" and ", " or ", " & "):
            governed = mention
        elif _is_head(text, source, mention, bool(heads)):
            if heads and not _are_joined(text, heads[-1][0], mention):
                break
            heads.append((mention, member))
        elif _is_object(text[source.start : mention.span.start]):
            governed = mention
    return list(dict.fromkeys(member for _, member in heads))


def _only(member: int | None) -> list[int]:
    return [] if member is None else [member]


def _is_head(text: str, source: Span, mention: Mention, later: bool) -> bool:
    end = mention.span.end
    if end < source.end and (POSSESSED.match(text, end, source.end) or NOUN_NEXT.match(text, end, source.end)):
        return False
    before = text[source.start : mention.span.start]
    return not before.endswith("-") and (later or not _is_object(before))


def _is_object(before: str) -> bool:
    """Whether a preposition governs the name after these words; titles and articles in between are part of the name."""
    words = before.split()
    while words and (words[-1].lower().strip(".") in TITLES | ARTICLES or is_office(words[-1])):
        words.pop()
    return bool(words) and words[-1].lower() in PREPOSITIONS


def _are_joined(text: str, one: Mention, other: Mention) -> bool:
    between = text[one.span.end : other.span.start]
    return JOINED.search(between) is not None and UNJOINED.search(between) is None


def _before_who(scene: Scene, source: Span) -> int | None:
    """The person right before "who", brackets, an age and an apposition aside."""
    nearest = scene.cast.before(source.start, 2)
    for mention, member in reversed(nearest):
        between = scene.layout.text[mention.span.end : source.start]
        if len(between) < BEFORE_WHO and WHO_GAP.fullmatch(between):
            return member
    return None


def _described(scene: Scene, source: Span) -> int | None:
    """Whom a short description means: "the adviser" by role; "the 34-year-old", "the striker" as the only one near."""
    article, _, words = DESCRIPTION_END.split(source.of(scene.layout.text))[0].rstrip(" ,").partition(" ")
    if article.lower() != "the" or len(words.split()) > LONGEST_DESCRIPTION:
        return None
    by_role = scene.cast.descriptions.meant(words, source.start)
    if by_role is not None or not (BORN.fullmatch(words) or head_noun(words) in CALLINGS):
        return by_role
    return _only_one(scene, source)


def _only_one(scene: Scene, source: Span) -> int | None:
    """The one person in mind in a paragraph before a source; where nobody is, the one of the paragraph before it."""
    number = scene.layout.paragraph(source.start) or 0
    for paragraph in reversed(scene.layout.paragraphs[max(0, number - 1) : number + 1]):
        before = Span(paragraph.start, min(paragraph.end, source.start)) if source.start > paragraph.start else None
        in_mind = _in_mind(scene, before) if before else set()
        if in_mind:
            return in_mind.pop() if len(in_mind) == 1 else None
    return None


def _in_mind(scene: Scene, span: Span) -> set[int]:
    """Who is named or meant in a span, outside of quotations."""
    named = (member for mention, member in scene.cast.named_in(span) if not scene.layout.quotation(mention.span.start))
    return {*named, *scene.antecedents.within(span)}
