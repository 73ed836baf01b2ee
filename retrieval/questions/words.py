"""Words of questions and passages: their stems, and which of them carry a topic."""

from collections.abc import Iterable

from corpus.english.lexicon import stem
from corpus.english.words import words

FUNCTION_WORDS = frozenset(
    "a an the and or but if of to in on at by for from with about as into over under after before between "
    "through during against is are was were be been being am do does did done have has had having will would "
    "can could should may might must shall not no nor so than too very just also only even still ever already "
    "yet now then there here this that these those it its he him his she her hers they them their theirs we "
    "our ours you your yours i me my mine who whom whose what which when where why how all any both each few "
    "more most other some such own same up down out off again further once because while until us's s t don "
    "doesn didn isn wasn aren weren won re ve ll d m o else one something anything everything thing things "
    "someone anyone somebody anybody people please tell".split()
)
QUESTION_WORDS = frozenset(
    "say says said saying told tells telling ask asks asked comment comments commented mention mentions "
    "mentioned statement statements quote quotes quoted regarding concerning according report reports "
    "reported article articles news many much long often happen happened happens latest recent recently kind "
    "type know known get got take takes took taken taking place hold holds held make makes made give gives "
    "gave go goes went going come comes came want wants wanted".split()
)
SHARED_BEGINNING = 5  # "kenya" and "kenyan", "ukrain" and "ukrainian", "adviser" and "advisor"


def stems(text: str) -> list[str]:
    """The stems of the words of a text, in order, function words included."""
    return [stem(word) for word in words(text)]


def topic_words(text: str) -> list[str]:
    """The words of a text that can carry a topic, each once, in order."""
    return list(dict.fromkeys(word for word in words(text) if is_content(word)))


def is_content(word: str) -> bool:
    """Whether a folded word is neither a function word nor one that only asks."""
    return word not in FUNCTION_WORDS and word not in QUESTION_WORDS and (len(word) > 1 or word.isdigit())


def alike(one: str, other: str) -> bool:
    """Whether two stems are of one family: equal, or the same but for their ends ("kenya" and "kenyan")."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    shared = max(SHARED_BEGINNING, len(longer) - 3)
    return len(shorter) >= shared - 1 and len(shorter) >= SHARED_BEGINNING and longer.startswith(shorter[:shared])


def any_alike(word: str, among: Iterable[str]) -> bool:
    """Whether one of these stems is of the same family as this one."""
    return any(alike(word, each) for each in among)
