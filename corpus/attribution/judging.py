"""What kind of statement a found attribution is: said, thought, or nothing of the kind; and whether it happened.

The tagger marks whatever is built like an attribution. "The court sentenced him", "he is expected to win" and "the scan
showed a tear" are built like one, but nobody said anything. A logistic regression tells them apart, by what the
tagger's encoder holds of the cue and the content, and by the words that `clues` names; MODEL_CARD.md says what it
learnt from.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from corpus.bundled import bundled
from corpus.english.lexicon import OTHER, classes, lemma, matcher, words
from corpus.statement import Statement, StatementKind, StatementType
from corpus.tagging.tags import Signs

# Log-odds from which on a statement is nothing, or an attitude. Chosen by cross-validation over labelled articles.
NOTHING_FROM, ATTITUDE_FROM = 1.05, 0.0
# Clues that leave no doubt: of 96 labelled attributions with one of them, nobody said or thought anything in 93.
SURE = frozenset(("evidence shows", "deed", "performed", "as is told", "asked of", "no mouth", "is named"))
BIAS = "(bias)"

WORD = re.compile(r"(?<![a-z])(?!won['’]t)[a-z][a-z-]*")  # "won't" is no form of "win"
TOKEN = re.compile(r"\w+|[^\w\s]")
PASSIVE = re.compile(r"\b(?:is|are|was|were|been|be|being|got)\b.*(?:ed|en|wn|ld|ht|id)\b(?! by$)", re.DOTALL)
FINITE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|should|must"
    r"|\w+n['’]t|\w{3,}ed|said|made|took|went|came|got)\b"
)
MODIFIER = re.compile(r"\b(?:of|from|by|in|published)\b|,")
NOUN = re.compile(r"(?:tion|ment|ance|ence|sal|ort|ition|s of|ism|reports|rumou?rs|fears|hopes|plans|calls|concerns)$")
MODAL = frozenset("would could may might can should will must".split())
OPENINGS = (
    ("that", frozenset(["that"])),
    ("infinitive", frozenset(["to"])),
    ("question", frozenset("what who how why whether if when where".split())),
    ("clause", frozenset("it he she they there we i you this these those".split())),
    ("phrase", frozenset("a an the his her its their all any no some".split())),
)
NAMING = frozenset("know call name title dub appoint elect nominate describe regard".split())
BARE = frozenset("reported alleged known reportedly proposed suspected accused".split())
NO_MOUTHS = frozenset(("the", "a", "news", "rumors", "rumours", "speculation", "factors", "agreement"))
HEARSAY = frozenset(("reportedly", "allegedly", "supposedly", "purportedly", "apparently"))
QUOTED = re.compile(r"[\"“”]")
ASKED = re.compile(r"(?:[Aa]sked|[Ss]peaking|[Tt]alking|[Qq]uestioned)(?: \w+)? (?:about|on|of)")
STATE = re.compile(
    r"\b(?:state of|day of|emergency|calamity|mourning|war|martial law|holiday|winner|bankruptcy|ceasefire|curfew)\b"
)
STRONG = 2.0  # of a clue that is rare in what was learnt from, and sure


def judged(text: str, statements: Iterable[Statement], signs: Signs | None) -> Iterator[Statement]:
    """The statements in which somebody says or thinks something, each with its type and whether it happened.

    Without signs, which only the trained tagger has, nothing is left out and all are assertions; so is what has no cue.
    """
    for statement in statements:
        found = replace(statement, actual=happened(text, statement))
        if signs is None or statement.cue is None:  # told by its place: a turn of a transcript, a floating quotation
            yield found
            continue
        told = clues(text, statement)
        nothing, attitude = log_odds(told, statement, signs)
        if nothing < NOTHING_FROM and SURE.isdisjoint(told):
            yield replace(found, type=StatementType.ATTITUDE) if attitude >= ATTITUDE_FROM else found


def log_odds(told: dict[str, float], statement: Statement, signs: Signs) -> tuple[float, float]:
    """How surely nothing was said or thought, and how surely it is an attitude if anything was."""
    weights = _weights()
    nothing, attitude = weights[BIAS]
    for clue, strength in told.items():
        more = weights.get(clue, (0.0, 0.0))
        nothing, attitude = nothing + strength * more[0], attitude + strength * more[1]
    cue = signs.of([statement.cue] if statement.cue else [])
    content = signs.of(statement.content)
    return nothing + float(cue[0] + content[1]), attitude + float(cue[2] + content[3])


@cache
def _weights() -> dict[str, tuple[float, float]]:
    """What each clue adds to the two log-odds."""
    table = bundled("judging.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines())
    return {clue: (float(nothing), float(attitude)) for clue, nothing, attitude in rows}


def clues(text: str, statement: Statement) -> dict[str, float]:
    """What its words tell of a statement: names of clues, and how strong each is."""
    cue = statement.cue.of(text) if statement.cue else ""
    source = statement.source.of(text) if statement.source else ""
    content = statement.content[0].of(text)
    verbs = WORD.findall(cue.lower())
    lemmas = [lemma(verb) for verb in verbs]
    main = next((each for each in lemmas if each in classes()), lemmas[-1] if lemmas else "-")
    passive = PASSIVE.search(cue) is not None
    measured = _is_evidence(source)
    found = {"passive": passive, "source": bool(source), "passive without source": passive and not source}
    found |= {"evidence": measured, f"kind {statement.kind.value}": True, f"verb {main}": True}
    found |= dict.fromkeys((f"holds {classes()[each]}" for each in lemmas if each in classes()), True)
    of_class = {f"passive {passive}", f"kind {statement.kind.value}", f"source {bool(source)}", f"evidence {measured}"}
    of_class |= {f"opens {_opening(content)}", f"finite {FINITE.search(content) is not None}", ""}
    of_class |= {"before"} if statement.cue and statement.content[0].start > statement.cue.start else set()
    main_class = classes().get(main, OTHER)
    found |= dict.fromkeys((f"{main_class} {each}".strip() for each in of_class), True)
    found |= dict.fromkeys(of_class, True)
    return {clue: 1.0 for clue, holds in found.items() if holds and clue} | dict(
        _strong_clues(cue, verbs, main, source, content)
    )


def _strong_clues(cue: str, verbs: list[str], main: str, source: str, content: str) -> Iterator[tuple[str, float]]:
    passive = PASSIVE.search(cue) is not None
    strong = {
        "evidence shows": _shows(main, source),
        "deed": main in words("deeds") and _is_thing(content),
        "performed": main in ("declare", "proclaim", "order") and STATE.search(content) is not None,
        "no mouth": source.lower().removeprefix("the ") in NO_MOUTHS,
        "as is told": bool(verbs) and not ({*verbs} - HEARSAY),
        "asked of": not source and ASKED.fullmatch(cue) is not None,
        "appears or is done": main in ("seem", "appear") or (passive and not source),
        "is named": passive and main in NAMING,
        "bare participle": len(verbs) == 1 and not source and verbs[0] in BARE,
    }
    yield from ((clue, STRONG) for clue, holds in strong.items() if holds)
    weak = {
        "no cue": not cue,
        "noun": len(verbs) in (1, 2) and NOUN.search(verbs[-1]) is not None,
        "participle": bool(verbs) and verbs[0].endswith("ing"),
        "infinitive": verbs[:1] == ["to"],
        "modal": not MODAL.isdisjoint(verbs),
        "colon": ":" in cue,
        "according": "according" in verbs,
    }
    yield from ((clue, 1.0) for clue, holds in weak.items() if holds)
    length = len(TOKEN.findall(content))
    yield from {"length": min(length, 24) / 12, "cue's length": min(len(verbs), 6) / 3}.items()
    if length <= 3:
        yield "short", 1.0


def _shows(verb: str, source: str) -> bool:
    """Whether data show something. What a study reveals or suggests, its authors say."""
    verb_class = classes().get(verb, OTHER)
    is_study = not words("studies").isdisjoint(_unmodified(source))
    return _is_evidence(source) and (verb_class == "evidence" or ("evidence" in verb_class and not is_study))


def _is_thing(content: str) -> bool:
    """Whether a content is a noun phrase in the writer's words, and no clause."""
    return not QUOTED.search(content) and _opening(content) in ("phrase", OTHER) and not FINITE.search(content)


def _is_evidence(source: str) -> bool:
    """Whether a source is no mouth but data: "the X-ray", "footage from the scene"."""
    return not words("evidence").isdisjoint(_unmodified(source))


def _unmodified(source: str) -> list[str]:
    """The words of a source, without what says more of it: "the data" of "the data published by the ministry"."""
    return re.findall(r"[a-z-]+", MODIFIER.split(source, maxsplit=1)[0].lower())


def _opening(content: str) -> str:
    first = next(iter(TOKEN.findall(content[:40].lower())), "")
    if first.endswith("ing"):
        return "gerund"
    return next((name for name, listed in OPENINGS if first in listed), OTHER)


NOBODY = matcher("nobody")
NEGATED = matcher("negated")
WITHHELD = matcher("withheld")
SUPPOSED = matcher("supposed")
LIKING = matcher("liking")
RECORDED = matcher("recorded")
COMING = matcher("to come")
WILL = matcher("future")
PREPARED = matcher("prepared")
DOUBTED = matcher("doubted")
DENIED = matcher("denied")
BEFORE = 40  # characters before a statement's source or cue that may put it in doubt


def happened(text: str, statement: Statement) -> bool:
    """Whether the words were said, or the thought was held, as far as the sentence tells.

    What is denied, supposed, asked about, withheld or to come was not. "Does not think" is a thought. Words printed in
    quotation marks that somebody "will say" are a speech handed out in advance; a voice that "can be heard" was heard.
    """
    if statement.cue is None:
        return True
    cue = statement.cue.of(text)
    first = min(statement.cue, statement.source or statement.cue)
    before = text[max(0, first.start - BEFORE) : first.start]
    beside = text[max(0, statement.cue.start - BEFORE) : statement.cue.start]
    source = statement.source.of(text) if statement.source else ""
    thought = "thought" in _class_of(cue)
    if NOBODY.match(source) or DOUBTED.search(before) or DENIED.search(before) or WITHHELD.search(cue):
        return False
    if _is_asked(text, statement, source):
        return False
    if _is_prepared(cue, statement):
        return True
    if COMING.search(beside) or (WILL.search(cue) and not thought):
        return False
    if RECORDED.search(cue) and not NEGATED.search(cue):
        return True
    return thought or LIKING.search(cue) is not None or not (NEGATED.search(cue) or SUPPOSED.search(cue))


def _is_prepared(cue: str, statement: Statement) -> bool:
    """Whether a speech yet to be held is quoted: "will tell members that the cut is “unfair”"."""
    coming = PREPARED.match(cue)
    quoted = statement.kind is not StatementKind.INDIRECT and statement.source is not None
    spoken = coming is not None and "speech" in classes().get(lemma(coming["verb"].lower()), OTHER)
    return quoted and spoken and not NEGATED.search(cue)


def _class_of(cue: str) -> str:
    return next((classes()[each] for each in map(lemma, WORD.findall(cue.lower())) if each in classes()), OTHER)


ASKED_OF = matcher("question")
SENTENCE = 300  # characters within which a question ends


def _is_asked(text: str, statement: Statement, source: str) -> bool:
    """Whether its sentence asks the person spoken to, or asks whether it was said."""
    if statement.kind is StatementKind.DIRECT:
        return False
    end = max(span.end for span in (*statement.content, statement.cue or statement.content[0]))
    rest = re.match(r"[^.!?\n\"”]*\?", text[end : end + SENTENCE])
    if rest is None or not source:
        return False
    opening = text[statement.extent.start : statement.extent.start + BEFORE].lstrip('(WN) "“')
    return source.lower() in ("you", "your") or ASKED_OF.match(opening) is not None
