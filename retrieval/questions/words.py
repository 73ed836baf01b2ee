"""Words of questions and passages: their stems, and which of them carry a topic."""

import re
from collections.abc import Iterable
from functools import lru_cache

import Stemmer  # type: ignore[import-not-found]  # a compiled module without stubs

from corpus.identity.word_forms import words

IRREGULAR_FORMS = """
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
BASE = {form: verb.split()[0] for verb in IRREGULAR_FORMS.replace("\n", " ").split(";") for form in verb.split()[1:]}
"""The base form of each irregular form."""


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
    return [stem(part) for each in words(text) for part in each.split("-")]


def topic_words(text: str) -> list[str]:
    """The words of a text that can carry a topic, each once, in order."""
    kept = (part for each in words(text) for part in each.split("-"))
    return list(dict.fromkeys(word for word in kept if is_content(word)))


def is_content(word: str) -> bool:
    """Whether a folded word is neither a function word nor one that only asks."""
    return word not in FUNCTION_WORDS and word not in QUESTION_WORDS and (len(word) > 1 or word.isdigit())


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The English Snowball stem of one folded word, of an irregular verb or noun that of its base form."""
    return str(_stemmer().stemWord(BASE.get(word, word)))


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


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|dozens?|hundreds?|thousands?|"
    r"millions?|half|third|quarter)\b",
    re.IGNORECASE,
)
DAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:19|20)\d\d\b|\blast (?:week|month|year)|yesterday|today|"
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d",
    re.IGNORECASE,
)
PLACE = re.compile(r"\b(?:[Ii]n|[Aa]t|[Oo]n|[Tt]o|[Nn]ear) (?:the )?[A-Z]")
ASKED_FORMS = (
    (r"how (?:many|much|big|far|long|old|high|large)|what (?:share|percent|number)", NUMBER),
    (r"when|what (?:day|date|year|month|time)", DAY),
    (r"where|which (?:city|country|place)", PLACE),
)


def has_form(question: str, text: str) -> bool:
    """Whether a text has what a question of this form asks for; False where the form asks for nothing in particular."""
    wanted = next((form for asks, form in ASKED_FORMS if re.match(asks, question, re.IGNORECASE)), None)
    return wanted is not None and wanted.search(text) is not None
