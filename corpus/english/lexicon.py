"""Words by class, as the tables in data/ list them, and the base forms of words.

words.tsv has the closed classes, each a heading and words in lower case, but for those that are told by their capital;
of verbs it lists lemmas, and which of their forms belong to the class.
rules.tsv has the forms in which English reports speech, a row for each way: a regular expression in which {class}
stands for the words of a class, an example with what must be matched in square brackets, and one that must not match.
verbs.tsv has the lemmas of verbs, each once, by class: "speech", "thought", "evidence" or "act", or several of them
joined by "+", for one may accept a gift or a claim. irregular.tsv has the forms of irregular verbs and nouns.
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
    return tuple(Rule(*row) for row in rows("rules.tsv")[1:])


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
    found = {}
    for heading, listed, *forms in rows("words.tsv"):
        inflect = forms[0].split() if forms else ["base"]
        found[heading] = frozenset(
            form for word in listed.split() for kind in inflect for form in inflected(word, kind)
        )
    return found


def inflected(verb: str, kind: str) -> list[str]:
    """The forms of a verb of one kind: "base", "present" (third person), "past", "participle" (past) or "gerund"."""
    mute, turns = verb.endswith("e"), verb.endswith("y") and verb[-2:-1] not in VOWELS
    irregular = _irregular("verb").get(verb)
    match kind:
        case "base":
            return [verb]
        case "present":
            hisses = verb.endswith(("s", "sh", "ch", "x", "z", "o"))
            return [f"{verb[:-1]}ies" if turns else f"{verb}es" if hisses else f"{verb}s"]
        case "gerund":
            return [f"{verb[:-1] if mute and verb[-2:] != 'ee' else verb}ing"]
    if irregular:
        return irregular[:1] if kind == "past" else irregular[1:]
    return [f"{verb}d" if mute else f"{verb[:-1]}ied" if turns else f"{verb}ed"]


VOWELS = "aeiou"
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


@cache
def classes() -> dict[str, str]:
    """The class of each lemma."""
    return {verb: heading for heading, listed in rows("verbs.tsv") for verb in listed.split()}


@cache
def lemma(word: str) -> str:
    """The lemma of a verb in lower case; the word itself where the table has none for it."""
    known, irregular = classes(), _base_forms("verb")
    if word in irregular or word in known:
        return irregular.get(word, word)
    for ending, stands_for in ENDINGS:
        if word.endswith(ending):
            bare = word.removesuffix(ending)
            found = next((bare + tail for tail in stands_for if bare + tail in known), None)
            if found or (bare[-1:] == bare[-2:-1] and bare[:-1] in known):
                return found or bare[:-1]
    return word


def rows(table: str) -> list[list[str]]:
    """The cells of each line of a table in data/."""
    return [line.split("\t") for line in (files("corpus") / "data" / table).read_text(encoding="utf-8").splitlines()]


@cache
def _irregular(kind: str) -> dict[str, list[str]]:
    """The forms of each irregular verb (past, participle and others), or plurals of each irregular noun."""
    return {word: forms.split() for each, word, forms in rows("irregular.tsv") if each == kind}


@cache
def base_forms() -> dict[str, str]:
    """The base form of each irregular form of a verb or noun."""
    return _base_forms("noun") | _base_forms("verb")


@cache
def _base_forms(kind: str) -> dict[str, str]:
    return {form: word for word, forms in _irregular(kind).items() for form in forms}


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The English Snowball stem of one folded word, of an irregular verb or noun that of its base form.

    What is no text (half of a surrogate pair) stays as it is.
    """
    return str(_stemmer().stemWord(base_forms().get(word, word))) if word.isprintable() else word


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")
