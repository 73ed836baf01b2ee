"""Speakers: who the source of a statement is, a person, a body or a group."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.article import Span
from corpus.attribution.cast import Cast, Organisations
from corpus.attribution.coreference import Antecedents
from corpus.attribution.layout import Layout
from corpus.attribution.linking import Attribution
from corpus.attribution.persons import TITLES, Mention
from corpus.attribution.roles import CALLINGS, NO_PERSONS, head_noun, is_office
from corpus.english.lexicon import alternatives, words
from corpus.english.names import Gender
from corpus.statement import Speaker, SpeakerKind

DETERMINER = re.compile(
    r"(?:the|an?|one(?= (?!of\b))|another|some|many|several|these|those|other|most|both|all|its|his|her|their|my|our) ",
    re.IGNORECASE,
)
TAIL = re.compile(
    r"(?:,| on [MTWFS]\w{2,5}day\b| in \d{4}\b| who\b| that\b| which\b| \(|"
    r" (?:published|released|conducted|commissioned|issued|obtained|seen|based|speaking|led)\b|"
    r"[\"“—–;:]).*",
    re.DOTALL,
)
PLURAL = re.compile(
    r"(?:\A|-)(?:[^\W\d_]{2,}(?<!s)s|people|police|women|men|[a-z]+men|children|staff|personnel|media)\Z"
)
SINGULAR_S = re.compile(r"(?:news|times|politics|series|press|congress|[^\W\d_]{2,}(?:us|is|ss|ics))\Z", re.IGNORECASE)
NO_NOUNS = words("function words")
PREPOSITION = re.compile(r" (?:of|for|at|in|from|with|on|to|and|near|against|about|familiar|close)\b")
PARTICIPLE = re.compile(r"(?<=\w) (?:[a-z]{3,}ed|[a-z]{3,}ing|known|close)\b")  # "banker involved in the talks"
SPOKESPERSON = re.compile(
    r"(?:an?|the|another|its) (?:[\w-]+ )?spokes(?:man|woman|person) (?:for|of|at) ", re.IGNORECASE
)
CALLED = re.compile(
    r"(?:[\w’'&.-]+ ){0,4}?(?P<body>[a-z-]+|[A-Z][a-z]+(?<!ent)er)(?:,? )"  # "Publisher NAME", not "Center NAME"
    r"(?P<name>[^\W\d_a-z][\w’'&.-]*(?: (?:of |for |and |& |the )?[^\W\d_a-z][\w’'&-]*){0,4})(?=,?\Z|, )"
)
PERSONS = (
    words("unnamed persons") | words("ranks") | words("kin") | words("male nouns") | words("female nouns") | CALLINGS
)
NOBODY = frozenset("man woman boy girl person husband wife son daughter someone".split())
FAMILIES = frozenset("family household couple pair duo".split())
CALLED_BY_TRADE = ("ist", "woman", "person", "man")
DAYS = frozenset(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
LONGEST = 9  # words


def group_of(text: str, source: Span, organisations: Organisations) -> Speaker | None:
    """The organisation or group that a source is, under the words printed, less article and what follows a comma.

    A spokesperson for an organisation speaks as it. None for other unnamed individuals.
    """
    spoken_for = SPOKESPERSON.match(text, source.start, source.end)
    name = _name(text, Span(spoken_for.end(), source.end) if spoken_for and spoken_for.end() < source.end else source)
    if name is None:
        return None
    called = _called(text, name, source.end, organisations)
    if called:
        return Speaker(called, None, SpeakerKind.ORGANISATION)
    marked, words = organisations.at(name), name.of(text)
    head = PREPOSITION.split(words)[0].split()[-1]
    if any(each.covers(name) for each in marked) or organisations.is_one(words):
        return Speaker(name, None, SpeakerKind.ORGANISATION)
    if PLURAL.search(head) and not SINGULAR_S.search(head):
        return Speaker(name, None, SpeakerKind.GROUP)
    acronym = len(head) > 1 and head.isupper() and head.isalpha()
    named = any(each.end == name.end for each in marked) or _is_proper(words)
    if head.lower() in NO_PERSONS or acronym or (named and not is_office(head)):
        return Speaker(name, None, SpeakerKind.ORGANISATION)
    return None


def is_person(noun: str) -> bool:
    """Whether a noun in lower case says what a person, or a family, is."""
    if not noun.islower() or noun in NO_PERSONS:
        return False
    return is_office(noun) or noun in PERSONS | FAMILIES or noun.endswith(CALLED_BY_TRADE)


def firms_of(text: str, people: Sequence[Span]) -> list[Span]:
    """The names of firms that are two surnames with "&" between them, where both were marked as persons."""
    return [
        Span(one.start, other.end)
        for one, other in pairwise(people)
        if text[one.end : other.start] == " & " and " " not in one.of(text) + other.of(text)
    ]


def _called(text: str, name: Span, end: int, organisations: Organisations) -> Span | None:
    """The name after what an organisation is: "industry body NAME", "the regulator, NAME,"; marked, after any noun."""
    match = CALLED.match(text, name.start, end)
    if match is None or match["name"].split()[0] in DAYS or match["body"].lower() in NO_NOUNS:
        return None
    called = Span(*match.span("name"))
    is_marked = any(each.start == called.start for each in organisations.at(called))
    return called if is_marked or match["body"].lower() in NO_PERSONS else None


def _is_proper(name: str) -> bool:
    """Whether several capitalised words make up a name: one of a person would have been known."""
    words = name.split()
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _name(text: str, source: Span) -> Span | None:
    start = source.start
    while determiner := DETERMINER.match(text, start, source.end):
        start = determiner.end()
    words = TAIL.sub("", text[start : source.end]).rstrip(" .")
    if not words or not words[0].isalnum() or len(words.split()) > LONGEST:
        return None
    return Span(start, start + len(words))


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
    r" (?!(?:and|or|of|who|whom|in|on|at|from|for|himself|herself|also|each|both|all|jointly|together|jr|sr|"
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
OWNED = re.compile(r"(?:the |its |their )?[\w’'.& -]{2,40}['’]s [\w-]+\Z", re.IGNORECASE)
MOTHER_OF = re.compile(r"(?:mother|father|grandmother|grandfather)(?: of \w+| -of-\w+)?")
LEADERS = frozenset("boss chief head leader executive".split())
ANYBODY = frozenset("official politician veteran figure expert specialist former economist".split())
GENDERED = dict.fromkeys(words("male nouns"), Gender.MALE) | dict.fromkeys(words("female nouns"), Gender.FEMALE)
DESCRIPTION_END = re.compile(r", | who\b| \(")
LONGEST_DESCRIPTION = 4  # words


@dataclass(frozen=True, slots=True)
class Scene:
    """All that resolving needs of one article; `has_singular_they` is whether it says that somebody is "they"."""

    layout: Layout
    cast: Cast
    antecedents: Antecedents
    organisations: Organisations
    has_singular_they: bool


def speakers_of(scene: Scene, source: Span) -> tuple[Speaker, ...]:
    """Who a source is: a person, joint speakers, an organisation or a group; empty where it is not known."""
    word = _plain(source.of(scene.layout.text))
    members = members_of(scene, source)
    if members:
        return tuple(scene.cast.members[member].speaker() for member in members)
    if word in WHO or word in IMPERSONAL or PERSONAL.fullmatch(word):
        return ()
    found = group_of(scene.layout.text, source, scene.organisations) or described_speaker(scene, source)
    return (found,) if found else ()


def described_speaker(scene: Scene, source: Span) -> Speaker | None:
    """Somebody without a name as a speaker, under the description printed: "Western diplomat", "driver's sister".

    None for a description that fits anybody ("the man", "a spokesman"), and for one that somebody named may be.
    """
    text = scene.layout.text
    name = _name(text, source)
    if name is None:
        return None
    described = PREPOSITION.split(PARTICIPLE.split(name.of(text))[0])[0]
    head = described.split()[-1]
    definite = text[source.start : source.start + 4].lower() == "the "
    if not is_person(head) or (described == head and (definite or head in NOBODY or head.startswith("spokes"))):
        return None
    taken = scene.cast.descriptions.knows(head) or (head in CALLINGS and scene.cast.members)
    return None if definite and taken else Speaker(name, None, SpeakerKind.GROUP)


def _plain(source: str) -> str:
    """The source in lower case, to be compared with pronouns: WHO, the body, and IT, the trade, are none."""
    stripped = source.strip(" ,.")
    return stripped if len(stripped) > 1 and stripped.isupper() else stripped.lower()


def members_of(scene: Scene, source: Span) -> list[int]:
    """The numbers of the cast members whom a source means."""
    word = _plain(source.of(scene.layout.text))
    if PERSONAL.fullmatch(word):
        return _only(scene.antecedents.of(source.start))
    if word in WHO:
        return _only(_before_who(scene, source))
    if word in IMPERSONAL:
        return []
    if word in ("the former", "the latter"):
        return _only(_of_two(scene, source, ("the former", "the latter").index(word)))
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


def _of_two(scene: Scene, source: Span, place: int) -> int | None:
    """The first or second of the last two persons that one sentence names together before a source."""
    last = scene.layout.sentence(source.start)
    for sentence in reversed(scene.layout.sentences[max(0, last - LATTER) : last + 1]):
        named = [member for mention, member in scene.cast.named_in(sentence) if mention.span.end < source.start]
        two = list(dict.fromkeys(named))
        if len(two) > 1:
            return two[place] if len(two) == len(("former", "latter")) else None
    return None


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
    owned = OWNED.match(f"{article} {words}")
    if (article.lower() != "the" and not owned) or len(words.split()) > LONGEST_DESCRIPTION:
        return None
    by_role = scene.cast.descriptions.meant(words, source.start)
    head = head_noun(words)
    if by_role is not None or (owned and head not in LEADERS):
        return by_role
    if head in FAMILIES or not (BORN.fullmatch(words) or MOTHER_OF.fullmatch(words) or is_person(head)):
        return None
    only = _only_one(scene, source)
    return only if only is not None and _may_be(scene, only, head) else None


def _may_be(scene: Scene, member: int, head: str) -> bool:
    """Whether a person may be described so: no other gender, and no other trade unless the word fits anybody."""
    known = scene.cast.members[member]
    if not GENDERED.get(head, Gender.UNKNOWN).agrees(known.gender):
        return False
    role = head_noun(known.role.of(scene.layout.text)) if known.role else ""
    return not role or role == head or head in LEADERS | ANYBODY or BORN.match(head) is not None or not is_office(head)


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
    return _named_outside(scene, span) | scene.antecedents.within(span)


def _named_outside(scene: Scene, span: Span) -> set[int]:
    return {member for mention, member in scene.cast.named_in(span) if not scene.layout.quotation(mention.span.start)}


IT = re.compile(r"(?:it|its)\W*", re.IGNORECASE)
THEY = re.compile(r"(?:they|their|them|both)\W*", re.IGNORECASE)
SINGULAR_THEY = re.compile(r"\bthey/them\b|\bnon-?binary\b", re.IGNORECASE)
HEARS = re.compile(
    r"(?:has |had |have |also |later )?(?:heard|hears|(?:was|were|is|are) told)(?: (?:on|how)\b.*)?", re.DOTALL
)
COMMON = re.compile(r"[a-z-]+")
REACH, LATTER = 2, 4  # sentences
SUBJECT = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")
CLOSES = re.compile(r"[^\"“”]+[\"”]")
SHORTEST, NEXT = 12, 60  # characters

Speakers = tuple[Speaker, ...]


def speakers_in_turn(scene: Scene, attributions: Sequence[Attribution]) -> Iterator[Speakers]:
    """The speakers of each attribution; attributions are in the order of the text."""
    last: Speakers = ()
    speakers: Speakers = ()
    heard: list[Speaker] = []
    sentence = 0
    before: Attribution | None = None
    for each in attributions:
        if not each.goes_on:
            speakers = _whose(scene, each, last, sentence, before) or _again(scene, each.source, heard)
            speakers = () if _hears(scene, each.cue, speakers) else speakers
            speakers = tuple(_in_full(scene, speaker, heard) for speaker in speakers)
            heard += [speaker for speaker in speakers if speaker.kind is not SpeakerKind.PERSON]
        yield speakers
        before = each
        if speakers and not each.source:
            last = speakers
        if each.source and not scene.layout.quotation(each.source.start):
            last, sentence = speakers, scene.layout.sentence(each.span.end - 1)


def _whose(scene: Scene, each: Attribution, last: Speakers, sentence: int, before: Attribution | None) -> Speakers:
    """The speakers by the source; else by where the speaker is named; else of a quotation that stands on its own."""
    if each.source:
        return _speakers(scene, each.source, last, sentence)
    if each.named:
        return _introduced(scene, each.named)
    return _floating(scene, each, last, before) if each.cue is None else ()


def _introduced(scene: Scene, named: Span) -> Speakers:
    """Whom an introduction names most often, or first."""
    counted = Counter(member for _, member in scene.cast.named_in(named))
    return (scene.cast.members[counted.most_common(1)[0][0]].speaker(),) if counted else ()


def _floating(scene: Scene, each: Attribution, last: Speakers, before: Attribution | None) -> Speakers:
    """Who speaks in a quotation without source and cue: who acts beside it, else the last speaker, else the one named.

    Nobody where the paragraph before it leaves open which of several it is.
    """
    layout, content = scene.layout, each.content[0]
    quotation, number = layout.quotation(content.start), layout.paragraph(content.start)
    if before and number and _is_open(layout, before, number):
        return last
    if quotation is None or number is None or not _is_sentence(layout, content):
        return ()
    paragraph = layout.paragraphs[number]
    beside = _only_in(scene, _sentence_before(layout, content)) or _only_in(scene, _sentence_after(layout, content))
    if beside or content.start > paragraph.start + 1 or number == 0:
        return beside
    if before and last and layout.paragraph(before.content[-1].end - 1) == number - 1:
        return last if _still_speaks(scene, before, last, number) else ()
    return _only_in(scene, layout.paragraphs[number - 1])


def _is_open(layout: Layout, before: Attribution, number: int) -> bool:
    """Whether the paragraph before left a quotation open, which this one closes without having opened it."""
    opened = layout.quotation(before.content[-1].start)
    is_next = layout.paragraph(before.content[-1].end - 1) == number - 1
    return (
        is_next
        and opened is not None
        and not opened.closed
        and bool(CLOSES.match(layout.paragraphs[number].of(layout.text)))
    )


def _is_sentence(layout: Layout, content: Span) -> bool:
    words_ = content.of(layout.text).strip("\"“”„«»‘’' ")
    return bool(words_) and not words_[0].islower() and words_[-1] in ".!?…" and content.end - content.start > SHORTEST


def _sentence_before(layout: Layout, content: Span) -> Span | None:
    """The rest of the paragraph's last sentence before a quotation that does not open it."""
    number = layout.paragraph(content.start) or 0
    start = max(layout.paragraphs[number].start, layout.sentences[max(0, layout.sentence(content.start) - 1)].start)
    return Span(start, content.start) if start < content.start else None


def _sentence_after(layout: Layout, content: Span) -> Span | None:
    number = layout.paragraph(content.start) or 0
    end = min(layout.paragraphs[number].end, content.end + NEXT)
    return Span(content.end, end) if end > content.end + 2 else None


def _only_in(scene: Scene, span: Span | None) -> Speakers:
    """The one person named or meant in a span, outside of quotations."""
    if span is None:
        return ()
    named = _named_outside(scene, span)
    has_pronoun = SUBJECT.search(scene.layout.text, span.start, span.end) is not None
    in_mind = _in_mind(scene, span) if has_pronoun or len(named) != 1 else named  # "His granddaughter NAME shrugs."
    return (scene.cast.members[in_mind.pop()].speaker(),) if len(in_mind) == 1 else ()


def _still_speaks(scene: Scene, before: Attribution, last: Speakers, number: int) -> bool:
    """Whether nobody else is named in the paragraph after what the last speaker said."""
    start, end = before.span.end, scene.layout.paragraphs[number - 1].end
    after = _in_mind(scene, Span(start, end)) if start < end else set()
    return all(scene.cast.members[member].speaker() in last for member in after)


def _hears(scene: Scene, cue: Span | None, speakers: Speakers) -> bool:
    """Whether the source is a court or the like that hears what somebody says."""
    bodies = all(speaker.kind is not SpeakerKind.PERSON for speaker in speakers)
    return cue is not None and bodies and HEARS.fullmatch(cue.of(scene.layout.text)) is not None


def _again(scene: Scene, source: Span | None, heard: Sequence[Speaker]) -> Speakers:
    """Somebody described before, as "the" and the last word of the description: "the diplomat"."""
    words_ = source.of(scene.layout.text).lower().rstrip(" ,") if source else ""
    head = words_.removeprefix("the ")
    if head == words_ or not is_person(head):
        return ()
    known = {speaker for speaker in heard if _head(scene, speaker) == head}
    return tuple(known) if len(known) == 1 else ()


def _head(scene: Scene, speaker: Speaker) -> str:
    return PREPOSITION.split(speaker.name.of(scene.layout.text))[0].split()[-1]


def _in_full(scene: Scene, speaker: Speaker, heard: Sequence[Speaker]) -> Speaker:
    """A body of one common word under its full name: the only one that is known before with this word at its end."""
    text = scene.layout.text
    word = speaker.name.of(text)
    if speaker.kind is not SpeakerKind.ORGANISATION or not COMMON.fullmatch(word):
        return speaker
    named = [*(each.name for each in heard), *scene.organisations.before(speaker.name.start)]
    full = {name.lower(): span for span in reversed(named) if (name := span.of(text)).lower().endswith(f" {word}")}
    longest = max(full, key=len, default="")
    is_only_one = all(longest.endswith(name) for name in full)
    return Speaker(full[longest], None, SpeakerKind.ORGANISATION) if full and is_only_one else speaker


def _speakers(scene: Scene, source: Span, last: Speakers, sentence: int) -> Speakers:
    word = source.of(scene.layout.text)
    near = scene.layout.sentence(source.start) - sentence <= REACH and not scene.layout.quotation(source.start)
    if near and IT.fullmatch(word):
        return last if len(last) == 1 and last[0].kind is SpeakerKind.ORGANISATION else ()
    if near and THEY.fullmatch(word):
        is_one_person = len(last) == 1 and last[0].kind is SpeakerKind.PERSON
        return () if is_one_person and not scene.has_singular_they else last
    return speakers_of(scene, source)
