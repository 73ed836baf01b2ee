"""Did they say this? A quotation that somebody brings along, compared with what was printed, word by word."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from corpus.article import Span
from corpus.english.contrasts import contrasting
from corpus.english.words import name_words, words
from corpus.store import KnownSpeaker, StoredStatement
from retrieval.answer import Finding, Verdict
from retrieval.claims import NOTHING_ALIKE, Comparison, DifferenceKind, Relation, compare, moved, rank
from retrieval.finding.passages import near_passages
from retrieval.finding.relevance import Scored
from retrieval.finding.snapshot import Snapshot
from retrieval.finding.statements import statements_about, statements_by_anybody, statements_of
from retrieval.questions.name_parts import surname
from retrieval.questions.question import Kind, Question
from retrieval.questions.reading import tidy
from retrieval.questions.wording import CORE_VERB, NEUTRAL_VERB, VERB
from retrieval.questions.words import topic_words

TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|[^\w\s]")
MARKS = frozenset("\"“”„‟«»‘’'`‹›")
MARKS_BUT_APOSTROPHES = MARKS - {"’", "'"}
LEAST_WORDS = 4
NEAR = 0.7  # share of the words of both sides that agree, in order
MOST_COMPARED, OTHERS_COMPARED = 60, 20  # statements that a claim is compared with
BEFORE = 300  # characters before a statement that say what it is about
LEAST_TOLD = 3  # words of content from which it is told who else said something
_Compared = tuple[Scored, Comparison]
AROUND = 3  # words beyond the quotation's length in which its other end is looked for


class Match(StrEnum):
    """How a quotation or claim agrees with what was printed.

    EXACT but for case, white space and quotation marks; NEAR in other words, none of which turns it; CONTRARY where
    print has the opposite, another number, name or time, or leaves it less certain; BY_ANOTHER where it is printed, but
    not of whom the claim names.
    """

    EXACT = "exact"
    NEAR = "near"
    CONTRARY = "contrary"
    BY_ANOTHER = "by_another"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Difference:
    """Where they differ: the words as printed (None: nothing is printed there), and as quoted ("": left out)."""

    printed: Span | None
    quoted: str
    kind: DifferenceKind = DifferenceKind.WORDING


@dataclass(frozen=True, slots=True)
class Checked:
    """What a quotation was found to be; `span` is where in the article of the finding it is printed.

    `claimed` is whom the claim names as its speaker, in its own words; None where it names nobody.
    """

    match: Match
    finding: Finding | None = None
    span: Span | None = None
    differences: tuple[Difference, ...] = ()
    share: float = 0.0
    claimed: str | None = None


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or a sign, folded, and where it stands."""

    folded: str
    span: Span


def quoted_words(text: str) -> str | None:
    """What is within quotation marks where all of the text is, and it has words enough to be told from others."""
    whole = text.strip()
    inner = whole[1:-1]
    if not whole or whole[0] not in MARKS or whole[-1] not in MARKS or MARKS_BUT_APOSTROPHES & set(inner):
        return None
    return inner if has_words_enough(inner) else None


def has_words_enough(text: str) -> bool:
    """Whether a text is long enough to be looked up as a quotation."""
    return len(_words(text)) >= LEAST_WORDS


def beside(claim: str, finding: Finding, around: str = "") -> Checked | None:
    """A claim beside the words of one finding; None where these neither say nor contradict it."""
    return _beside(claim, finding, moved(compare(claim, finding.text, around), finding.span.start))


def _beside(claim: str, finding: Finding, compared: Comparison) -> Checked | None:
    if compared.relation is Relation.OTHER:
        return None
    if compared.relation is Relation.CONTRARY:
        differences = [
            Difference(each.printed, each.claimed.of(claim) if each.claimed else "", each.kind)
            for each in compared.differences
        ]
        return Checked(Match.CONTRARY, finding, compared.printed, _telling(differences, finding), compared.agreement)
    exact, near = _exactly(claim, finding), _nearly(claim, finding)
    return exact or near or Checked(Match.NEAR, finding, compared.printed, (), compared.agreement)


def _telling(differences: Sequence[Difference], finding: Finding) -> tuple[Difference, ...]:
    """Each difference once; the words that a "not" turns only where the "not" itself is none of them."""
    unique, start = list(dict.fromkeys(differences)), finding.span.start
    worded = {
        each: finding.text[each.printed.start - start : each.printed.end - start] if each.printed else ""
        for each in unique
    }
    seen = [each for each in unique if worded[each].casefold() != each.quoted.casefold()]
    return tuple(seen or unique)


def _exactly(quotation: str, finding: Finding) -> Checked | None:
    wanted = [token.folded for token in _trimmed(_tokens(quotation))]
    if not wanted:
        return None
    printed = _tokens(finding.text)
    there = [token.folded for token in printed]
    for at in range(len(there) - len(wanted) + 1):
        if there[at : at + len(wanted)] == wanted:
            return Checked(Match.EXACT, finding, _span(finding, printed[at : at + len(wanted)]), share=1.0)
    return None


def _nearly(quotation: str, finding: Finding) -> Checked | None:
    wanted, printed = _words(quotation), _words(finding.text)
    window = _window([each.folded for each in wanted], printed)
    matcher = SequenceMatcher(None, [each.folded for each in wanted], [each.folded for each in window], autojunk=False)
    if not window or matcher.ratio() < NEAR:
        return None
    differences = tuple(
        Difference(
            _span(finding, window[two:three]) if two < three else None,
            quotation[wanted[one].span.start : wanted[end - 1].span.end] if one < end else "",
        )
        for tag, one, end, two, three in matcher.get_opcodes()
        if tag != "equal"
    )
    return Checked(Match.NEAR, finding, _span(finding, window), differences, matcher.ratio())


def _window(wanted: list[str], printed: list[_Token]) -> list[_Token]:
    """The printed words around the longest stretch that both share, from the first to the last that is shared."""
    folded = [each.folded for each in printed]
    longest = SequenceMatcher(None, wanted, folded, autojunk=False).find_longest_match()
    start = max(0, longest.b - longest.a - AROUND)
    end = longest.b - longest.a + len(wanted) + AROUND
    blocks = SequenceMatcher(None, wanted, folded[start:end], autojunk=False).get_matching_blocks()[:-1]
    return printed[start + blocks[0].b : start + blocks[-1].b + blocks[-1].size] if blocks else []


def _tokens(text: str) -> list[_Token]:
    found = (_Token(each[0].casefold().replace("’", "'"), Span(*each.span())) for each in TOKEN.finditer(text))
    return [token for token in found if token.folded not in MARKS]


def _words(text: str) -> list[_Token]:
    return [token for token in _tokens(text) if token.folded[0].isalnum()]


def _trimmed(tokens: list[_Token]) -> list[_Token]:
    """Without the signs at both ends: a comma before 'he said' is the printer's."""
    worded = [at for at, token in enumerate(tokens) if token.folded[0].isalnum()]
    return tokens[worded[0] : worded[-1] + 1] if worded else []


def _span(finding: Finding, tokens: Sequence[_Token]) -> Span:
    return Span(finding.span.start + tokens[0].span.start, finding.span.start + tokens[-1].span.end)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a speaker's statements say to "did X say Y?", and the statements that show it, first what decides.

    `compared` is the claim beside the first statement, with spans into `claim` and into that statement's article.
    `others` have what was claimed from somebody else, where the verdict is NOT_FOUND.
    """

    verdict: Verdict
    statements: tuple[Scored, ...]
    claim: str
    compared: Comparison = NOTHING_ALIKE
    others: tuple[Scored, ...] = ()


def judge(snapshot: Snapshot, question: Question, ranked: Sequence[Scored], speakers: Sequence[KnownSpeaker]) -> Judged:
    """Whether what a question claims is among these speakers' statements, which are ranked by how well they fit it."""
    claim = claim_in(question)
    compared = [(each, best_beside(snapshot, claim, each.stored, speakers)) for each in ranked[:MOST_COMPARED]]
    for verdict, relation in ((Verdict.SAID, Relation.SAME), (Verdict.CONTRARY, Relation.CONTRARY)):
        deciding = [pair for pair in compared if pair[1].relation is relation]
        if deciding and not (verdict is Verdict.SAID and _outdone(deciding, compared)):
            deciding.sort(key=lambda pair: (-_agreement(pair[1]), -pair[0].score))
            statements = _first([each for each, _ in deciding], ranked)
            return Judged(verdict, statements, claim, deciding[0][1])
    others = said_by_others(snapshot, question, claim, [speaker.id for speaker in speakers])
    return Judged(Verdict.NOT_FOUND, tuple(ranked), claim, others=others)


def said_by_others(snapshot: Snapshot, question: Question, claim: str, speakers: Collection[int]) -> tuple[Scored, ...]:
    """Statements of others, whose names are known, that say what is claimed, best first."""
    if len(topic_words(claim)) < LEAST_TOLD:
        return ()
    anybody = statements_by_anybody(snapshot, replace(question, topic=claim, period=None))[:OTHERS_COMPARED]
    names = [asked.words for asked in question.speakers]
    others = [
        each
        for each in anybody
        if each.stored.speaker_ids and not any(_is_of(snapshot, each.stored, set(speakers), name) for name in names)
    ]
    return tuple(each for each in others if comparison(snapshot, claim, each.stored, ()).relation is Relation.SAME)


def best_beside(
    snapshot: Snapshot, claim: str, stored: StoredStatement, speakers: Sequence[KnownSpeaker]
) -> Comparison:
    """A claim beside these speakers' statements in the sentences of one of them, which are shown as one."""
    ids = {speaker.id for speaker in speakers}
    own = [each for each in snapshot.candidates.beside(stored) if ids & {*each.speaker_ids, each.via_id}]
    return max((comparison(snapshot, claim, each, speakers) for each in own or [stored]), key=rank)


def comparison(snapshot: Snapshot, claim: str, stored: StoredStatement, speakers: Iterable[KnownSpeaker]) -> Comparison:
    """A claim beside the content of a statement, its spans in the article."""
    text = snapshot.shown.article(stored.article_id).text
    statement = stored.statement
    names = [name for speaker in speakers for name in (speaker.name, *speaker.aliases)]
    before = text[max(0, statement.extent.start - BEFORE) : statement.extent.end]
    around = f"{snapshot.headline(stored.article_id)}. {before}"
    cue = words(statement.cue.of(text)) if statement.cue else []
    denied = any(word in contrasting("negating verbs") for word in cue)
    spans = statement.content if len(statement.content) == 1 else (*statement.content, statement.extent)
    found = (moved(compare(claim, span.of(text), around, names, denied), span.start) for span in spans)
    return max(found, key=rank, default=NOTHING_ALIKE)


def claim_in(question: Question) -> str:
    """What "did X say Y?" claims: its words after the verb of saying, and that verb where it says more than that."""
    text = tidy(question.text)
    after = max((text.lower().rfind(each.words.lower()) + len(each.words) for each in question.speakers), default=0)
    verb = VERB.search(text, max(after, 0))
    if verb is None:
        return question.topic
    plain = CORE_VERB.match(verb[0]) or NEUTRAL_VERB.match(verb[0])
    return text[verb.end() if plain else verb.start() :].strip(" ,:?")


def _outdone(deciding: Sequence[_Compared], compared: Sequence[_Compared]) -> bool:
    """Whether another statement turns the claim round in more of its own words than any of these has."""
    turned = [found for _, found in compared if found.relation is Relation.CONTRARY]
    return max(map(_agreement, turned), default=0.0) > max(_agreement(found) for _, found in deciding)


def _agreement(found: Comparison) -> float:
    return round(found.agreement, 1) + found.verbatim


def _first(deciding: Sequence[Scored], ranked: Sequence[Scored]) -> tuple[Scored, ...]:
    chosen = {each.stored.id for each in deciding}
    return (*deciding, *(each for each in ranked if each.stored.id not in chosen))


NAME = r"(?P<name>[^\W\d_a-z][\w.'’-]+(?: [^\W\d_a-z][\w.'’-]+){0,4})"
SAYS = r"(?:said|says|told [\w ]{1,20}|wrote|tweeted|claimed|claims|stated|declared|announced|warned|insisted)"
NAMED_CLAIMS = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        rf"[Aa]ccording to {NAME}[,:] (?P<said>.+)$",
        rf"{NAME} {SAYS}(?: that|:|,)? (?P<said>.+)$",
        rf"(?:[Hh]e|[Ss]he|[Tt]hey)(?: (?:always|just|also|once|often|has|had))? {SAYS}(?: that|:|,)? (?P<said>.+)$",
        rf"{NAME}: (?P<said>[\"“'‘].+)$",
        rf"[\"“'‘](?P<said>.+?)[,.]?[\"”'’],? ?(?:{SAYS} |[-–—]+ ?){NAME}\W*$",
        rf"[\"“'‘](?P<said>.+?)[,.]?[\"”'’],? {NAME} {SAYS}\W*$",
        rf"(?P<said>.+), {NAME} {SAYS}\W*$",
    )
)
"""Sentences that say whose words they are: a name and what it is said to have said."""
SPELLED_ALIKE = 0.75  # of two surnames that may be one
LONGEST_CLAIM = 800  # characters
LEAST_CLAIMED = 2  # words of content


@dataclass(frozen=True, slots=True)
class NamedClaim:
    """What a sentence claims, and of whom in its own words; None where it names nobody."""

    said: str
    name: str | None


def named_claim(sentence: str) -> NamedClaim:
    """A sentence without the name and verb of saying that it may have around what is claimed."""
    plain = " ".join(sentence.split())[:LONGEST_CLAIM]
    found = next(filter(None, (form.match(plain) for form in NAMED_CLAIMS)), None)
    return NamedClaim(found["said"], found.groupdict().get("name")) if found else NamedClaim(plain, None)


def check_claim(snapshot: Snapshot, sentence: str, read: Callable[[str], Question]) -> Checked:
    """What is printed of one sentence that somebody brings along, by whom it says, or by anybody where it names nobody.

    `read` understands a question within what answers are confined to.
    """
    claim = named_claim(sentence)
    if len(topic_words(claim.said)) < LEAST_CLAIMED:
        return Checked(Match.NOT_FOUND, claimed=claim.name)
    question = replace(read(claim.said), kind=Kind.WHO_SAID, topic=claim.said, speakers=(), addressee=None, period=None)
    asked = read(f"what did {claim.name} say?").speakers if claim.name else ()
    speakers = snapshot.names.those([each for one in asked for each in one.fits])
    ids = {speaker.id for speaker in speakers}
    near = list(_said_near(snapshot, question, speakers, claim.said))
    own = [each for each in near if claim.name is None or _is_of(snapshot, each[1], ids, claim.name)]
    for relation in (Relation.SAME, Relation.CONTRARY):
        fitting = [each for each in own if each[0].relation is relation]
        if fitting:
            return _checked(snapshot, claim, max(fitting, key=lambda each: _agreement(each[0])), by_another=False)
    others = [each for each in near if each[0].relation is Relation.SAME and each[1].speaker_ids and each not in own]
    if others:
        return _checked(snapshot, claim, max(others, key=lambda each: _agreement(each[0])), by_another=True)
    return Checked(Match.NOT_FOUND, claimed=claim.name) if claim.name else _in_passages(snapshot, claim, question)


def _said_near(
    snapshot: Snapshot, question: Question, speakers: Sequence[KnownSpeaker], claim: str
) -> Iterator[tuple[Comparison, StoredStatement]]:
    """The statements near to a claim beside it: those of these speakers, and of anybody."""
    anybody = statements_by_anybody(snapshot, question)[:MOST_COMPARED]
    own = (
        statements_about(snapshot, question, statements_of(snapshot, question, speakers), speakers) if speakers else []
    )
    stored = {each.stored.id: each.stored for each in (*own[:MOST_COMPARED], *anybody)}
    beside = {one.id: one for each in stored.values() for one in snapshot.candidates.beside(each)}
    for each in beside.values():
        if each.statement.actual and snapshot.shown.may_show(each.article_id, each.statement.extent):
            yield comparison(snapshot, claim, each, speakers), each


def _checked(
    snapshot: Snapshot, claim: NamedClaim, best: tuple[Comparison, StoredStatement], by_another: bool
) -> Checked:
    compared, stored = best
    finding = snapshot.shown.statement(stored, None, compared.agreement)
    found = _beside(claim.said, finding, compared) or Checked(Match.NOT_FOUND)
    return replace(found, match=Match.BY_ANOTHER if by_another else found.match, claimed=claim.name)


def _is_of(snapshot: Snapshot, stored: StoredStatement, speakers: set[int], name: str) -> bool:
    text = snapshot.shown.article(stored.article_id).text
    return bool(speakers & {*stored.speaker_ids, stored.via_id}) or _may_be(name, stored, text)


def _may_be(name: str, stored: StoredStatement, text: str) -> bool:
    """Whether a statement's speaker has a name that is this one in another spelling (Saree, Sarea)."""
    surnames = [surname(name_words(each.full_name(text))) for each in stored.statement.speakers]
    wanted = surname(name_words(name))
    return any(SequenceMatcher(None, wanted, each).ratio() >= SPELLED_ALIKE for each in surnames)


def _in_passages(snapshot: Snapshot, claim: NamedClaim, question: Question) -> Checked:
    """The same for a claim that names nobody, where no statement says it: what passages print."""
    for each in near_passages(snapshot, question, snapshot.scope.passages(question))[:OTHERS_COMPARED]:
        finding = snapshot.shown.passage(each.passage, each.score)
        found = beside(claim.said, finding, snapshot.headline(each.passage.article_id))
        if found is not None:
            return found
    return Checked(Match.NOT_FOUND)
