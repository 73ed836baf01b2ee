"""Words by class, as the tables in data/ list them, and the base forms of words.

words.tsv has the closed classes, each a heading and words in lower case, but for those that are told by their capital.
rules.tsv has the forms in which English reports speech, a row for each way: a regular expression in which {class}
stands for the words of a class, an example with what must be matched in square brackets, and one that must not match.
verbs.tsv has the lemmas of verbs, each once, by class: "speech", "thought", "evidence" or "act", or several of them
joined by "+", for one may accept a gift or a claim.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import Stemmer  # type: ignore[import-not-found]  # a compiled module without stubs


def words(heading: str) -> frozenset[str]:
    """The words under a heading; KeyError where there is none of this name."""
    return _lexicon()[heading]


def alternatives(*headings: str) -> str:
    """The words under these headings as alternatives of a regular expression, longest first."""
    together = frozenset().union(*map(words, headings))
    return "|".join(map(re.escape, sorted(together, key=lambda word: (-len(word), word))))


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which a form is told; `example` has what the pattern matches in square brackets."""

    form: str
    pattern: str
    example: str
    counterexample: str


CLASS = re.compile(r"\{([a-z][a-z ,]*)\}")


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order of the table."""
    lines = (files("corpus") / "data" / "rules.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(Rule(*line.split("\t")) for line in lines[1:])


def matcher(form: str) -> re.Pattern[str]:
    """A regular expression that matches a form in any of its ways, tried in order; KeyError where there is none."""
    ways = [compiled(rule).pattern for rule in rules() if rule.form == form]
    if not ways:
        raise KeyError(form)
    return re.compile("|".join(ways))


def compiled(rule: Rule) -> re.Pattern[str]:
    """The regular expression of one rule."""
    return re.compile(CLASS.sub(lambda found: alternatives(*found[1].split(", ")), rule.pattern))


@cache
def _lexicon() -> dict[str, frozenset[str]]:
    table = (files("corpus") / "data" / "words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines())
    return {heading: frozenset(listed.split()) for heading, listed in rows}


OTHER = "other"  # the class of what the table does not list
# How inflected forms end, and what they may stand for; tried in order.
ENDINGS = (
    ("ies", ("y",)),
    ("ied", ("y",)),
    ("ying", ("y", "ie")),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
)


def classes() -> dict[str, str]:
    """The class of each lemma."""
    return _table()[0]


@cache
def lemma(word: str) -> str:
    """The lemma of a verb in lower case; the word itself where the table has none for it."""
    known, irregular = _table()
    if word in irregular or word in known:
        return irregular.get(word, word)
    for ending, stands_for in ENDINGS:
        if word.endswith(ending):
            bare = word.removesuffix(ending)
            found = next((bare + tail for tail in stands_for if bare + tail in known), None)
            if found or (bare[-1:] == bare[-2:-1] and bare[:-1] in known):
                return found or bare[:-1]
    return word


@cache
def _table() -> tuple[dict[str, str], dict[str, str]]:
    """The class of each lemma, and the lemma of each irregular form."""
    text = (files("corpus") / "data" / "verbs.tsv").read_text(encoding="utf-8")
    rows = {heading: listed.split() for heading, listed in (line.split("\t") for line in text.splitlines())}
    irregular = dict(pair.split("=") for pair in rows.pop("irregular"))
    return {verb: heading for heading, listed in rows.items() for verb in listed}, irregular


FORMS = """
arise arose arisen; bear bore borne; beat beaten; become became; begin began begun; bend bent; bind bound; bite bit
bitten; bleed bled; blow blew blown; break broke broken; bring brought; build built; burn burnt; buy bought; catch
caught; choose chose chosen; come came; cling clung; creep crept; deal dealt; dig dug; draw drew drawn; drink drank
drunk; drive drove driven; eat ate eaten; fall fell fallen; feed fed; feel felt; fight fought; find found; flee fled;
fly flew flown; forbid forbade forbidden; forget forgot forgotten; forgive forgave forgiven; freeze froze frozen; give
gave given; go went gone; grow grew grown; hang hung; hear heard; hide hid hidden; hold held; keep kept; know knew
known; lay laid; lead led; learn learnt; leave left; lend lent; lie lay lain; lose lost; make made; mean meant; meet
met; mistake mistook mistaken; overcome overcame; overthrow overthrew overthrown; pay paid; ride rode ridden; ring
rang rung; rise rose risen; run ran; seek sought; sell sold; send sent; shake shook shaken; shine shone; shoot shot;
show shown; shrink shrank shrunk; sing sang sung; sink sank sunk; sit sat; sleep slept; speak spoke spoken; spend
spent; spin spun; spring sprang sprung; stand stood; steal stole stolen; stick stuck; strike struck stricken; swear
swore sworn; sweep swept; swim swam swum; swing swung; take took taken; teach taught; tear tore torn; tell told; think
thought; throw threw thrown; undergo underwent undergone; understand understood; undertake undertook undertaken;
uphold upheld; wake woke woken; wear wore worn; weep wept; win won; wind wound; withdraw withdrew withdrawn; write
wrote written; man men; woman women; child children; foot feet; person people; life lives; wife wives; leaf leaves;
thief thieves
"""
BASE = {form: verb.split()[0] for verb in FORMS.replace("\n", " ").split(";") for form in verb.split()[1:]}
"""The base form of each irregular form."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The English Snowball stem of one folded word, of an irregular verb or noun that of its base form.

    What is no text (half of a surrogate pair) stays as it is.
    """
    return str(_stemmer().stemWord(BASE.get(word, word))) if word.isprintable() else word


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")
