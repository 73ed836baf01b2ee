"""Follow-ups that the conversation answers from the answer before, in the words in which people ask for them. Pure."""

import re
from dataclasses import replace
from enum import Enum, auto

from corpus.english.words import fold
from retrieval.answer import Answer, Choice, FindingKind
from retrieval.questions.reading import asks_for_more


class Wish(Enum):
    """What is wanted of the answer before."""

    MORE = auto()
    BACK = auto()
    AROUND = auto()
    CITATION = auto()
    WHO_ELSE = auto()
    DIRECT = auto()
    NEWEST = auto()
    OLDEST = auto()
    OTHER = auto()


SAID = (
    r"(he|she|they|it|this|that|these|those)"
    r"( (say|said|tell|claim|write|mention|state|add))?"
    r"( (that|this|it|so|these|about (it|this|that)))?"
)
WISHES = (
    (Wish.BACK, r"(go )?back|previous( page| one)?|the (page|one) before"),
    (
        Wish.AROUND,
        r"(show |give |tell )?(me |us )?(the |more |some |full |whole )*context|in context|what('?s| was|"
        r" is) the context|"
        r"why|why( \w+)? (did|would|does) (he|she|they|it) (say|think|claim|want) (that|this|so|it)|how come|"
        r"(show |read )?(me |us )?the (whole|full) (thing|article|passage|quote|paragraph)",
    ),
    (
        Wish.CITATION,
        rf"(and )?(when|where|which (paper|outlet|article|newspaper|day|date))( (was|is|did|were) {SAID}( (said|"
        rf"printed|published|"
        rf"written|from))?)?|(when|where) was (that|this|it)|(and )?(the |your |what'?s the |what is the |"
        rf"what's your |any )?"
        r"(source|sources|link|links|url|proof|evidence|citation|date|article|outlet|headline)s?|"
        r"(got|have) (a |any |you (a |any )?)?(source|link|proof)s?|says who|according to (whom|who)|"
        r"who (reported|printed|published|wrote) (that|this|it)|"
        r"where (is|does|did) (that|this|it) (from|come from)|where did (you|u) get (that|this|it)( from)?|"
        r"is (this|that|it) (true|real|right)",
    ),
    (
        Wish.WHO_ELSE,
        r"(and )?(who|anyone|anybody|someone) else|(and )?who else (said|spoke|says|talked|commented)( (that|this|"
        r"so|something|anything|about (it|this|that)|on (it|this|that)))?|"
        r"(did|has) (anyone|anybody|someone|somebody) else (say|said|comment|commented|speak|spoken)( (that|this|"
        r"so|something|on it|about (it|this|that)))?|others",
    ),
    (
        Wish.DIRECT,
        r"(show |give )?(me |us )?(only |just )?(the )?(direct |exact |actual |verbatim |literal )*(quotes|"
        r"quotations|words)( only| please)?|"
        r"(only|just) (direct|verbatim|exact)( speech| ones)?|in (his|her|their) own words|(his|her|their) (exact|"
        r"own|actual) words|direct speech( only)?",
    ),
    (
        Wish.NEWEST,
        r"(the )?(newest|latest|most recent|recent|last)( ones?| first| please)*|sort(ed)? by (date|time)|by date",
    ),
    (Wish.OLDEST, r"(the )?(oldest|earliest|first)( ones?| first| please)*|in order|chronological(ly)?"),
    (
        Wish.OTHER,
        r"(no,? |not (him|her|that one|this one),? |i meant? |wrong (one|guy|person|man|woman),? )*"
        r"(the )?other (one|guy|man|woman|person|name)|"
        r"(the )?other|not (him|her|that one|this one)|wrong (one|guy|person|man|woman|speaker)"),
)  # fmt: skip
_PATTERNS = tuple((wish, re.compile(words)) for wish, words in WISHES)

OWN_WORDS = frozenset({FindingKind.DIRECT, FindingKind.MIXED})
"""Findings with words in quotation marks."""


def plain_wish(words: str) -> str:
    """A message as wishes are compared: lower case, without signs at its ends, politeness, or 'and'."""
    line = " ".join(words.casefold().replace("’", "'").split()).strip(" .!?,;:…-")
    line = re.sub(r"^(ok|okay|so|and|but|please|pls|thanks|great|cool|hey|hm+|well),? (?=\w)", "", line)
    return re.sub(r",? (please|pls|plz|thanks|then|though|now)$", "", line)


def wish_in(words: str) -> Wish | None:
    """The wish that a message is; None where it is none of these, and so a question."""
    line = plain_wish(words)
    if asks_for_more(words) or asks_for_more(line):
        return Wish.MORE
    return next((wish for wish, pattern in _PATTERNS if pattern.fullmatch(line)), None)


def in_own_words(answer: Answer) -> Answer:
    """The findings with words in quotation marks alone, those in quotation marks throughout first."""
    kept = [each for each in answer.findings if each.kind in OWN_WORDS]
    kept.sort(key=lambda each: each.kind is not FindingKind.DIRECT)
    return replace(answer, findings=tuple(kept), shown=len(kept))


def by_date(answer: Answer, *, newest_first: bool) -> Answer:
    """The findings that fit the question by date of publication; undated ones last."""
    fitting, rest = answer.findings[: answer.shown], answer.findings[answer.shown :]
    dated = sorted(
        (each for each in fitting if each.citation.published),
        key=lambda each: (each.citation.published or "")[:10],
        reverse=newest_first,
    )
    undated = [each for each in fitting if not each.citation.published]
    return replace(answer, findings=(*dated, *undated, *rest))


_PICK_FILLERS = frozenset(
    "the one of from who that which is a an i mean meant at with in number no please option".split()
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1, "former": 1, "latter": -1}


def choice_in(choices: tuple[Choice, ...], words: str) -> int | None:
    """The index of the choice that a number or words pick: '2', 'the second', 'Anna', 'the union one'."""
    line = fold(plain_wish(words))
    wanted = [word for word in re.findall(r"[^\W_]+", line) if word not in _PICK_FILLERS]
    if len(wanted) != 1 and not wanted:
        return None
    if len(wanted) == 1:
        number = int(wanted[0]) if wanted[0].isdecimal() and len(wanted[0]) < 4 else _ORDINALS.get(wanted[0])
        if number is not None:
            index = len(choices) - 1 if number == -1 else number - 1
            return index if 0 <= index < len(choices) else None
    fitting = [index for index, choice in enumerate(choices) if _fits(choice, wanted)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(choice: Choice, wanted: list[str]) -> bool:
    """Whether each word is one of the name's or role's, or begins one of them, as 'union' does 'unionist'."""
    own = re.findall(r"[^\W_]+", fold(f"{choice.name} {choice.role or ''}"))
    return all(any(each == word or (len(word) > 3 and each.startswith(word)) for each in own) for word in wanted)
