"""Roles: the office or calling that an article prints beside a person's name."""

import re

from corpus.article import Span
from corpus.english.lexicon import words

OFFICES, MODIFIERS = words("offices"), words("office modifiers")
CALLINGS = words("callings")
KIN = words("kin")
NO_PERSONS = words("bodies") | words("writings")
CALLING_ENDINGS = ("er", "or", "ist", "ian", "man", "ant", "ent", "eer", "master")
FUNCTION_WORDS, HONORIFICS = words("function words"), words("honorifics")
VERBS = words("verbs of speech") | words("other verbs") | words("auxiliaries") | words("adverbs before verbs")
OWNER = re.compile(r"[^ ]+(?:['’]s|s['’]) ")
CAPITAL = re.compile(r"[^\W\d_a-z]")
WORDS_BEFORE = 8
REACH = 120  # characters
WORD = re.compile(r"[^\s,;:()\"“”—–]+")
APPOSITION = re.compile(
    r"(?: \([^)]{1,30}\))?,? ?(?:, |who (?:is|was|has been) |— |– |-- )(?:\d\d, )?(?:(?:the|an?|his|her|its|their) )?"
    r"(?P<role>[^\s,;:.!?()\"“”—–](?:[^,;:!?()\"“”—–.]|\.(?=\w|[^\W\d_]\.| [a-z])){2,100})"
)
CUT = re.compile(
    r" (?:who|which|that|where|when|while|said|says|told|tells|added|has|had|have|is|was|were|will|would|and his|"
    r"and her|in an?|in his|in her|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b.*"
)
OF_BEFORE = re.compile(r"(?P<office>[^\W\d_]+) of (?:the )?[A-Z]\w+(?: (?:and )?[A-Z]\w+){0,2} \Z")
BY_OWNER = re.compile(r".*\bby (?:the|an?|his|her|its|their) ")
NP_BEFORE = re.compile(
    r"(?:^|[\s(\"“])(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)|[^\s,;:]{2,30}(?:['’]s|s['’])) "
    r"(?P<role>[^,;:.!?()\"“”]{3,80}), \Z"
)


def role_of(text: str, name: Span, home: Span) -> Span | None:
    """The role printed beside a name, within its sentence `home`: before it, after it, or as "who is"."""
    before = _before(text, name, home) or _of_before(text, name, home)
    return before or _after(text, name, home) or _apposed_before(text, name, home)


def head_noun(role: str) -> str:
    """The noun that says what somebody is: "adviser" of "national security adviser to the president"."""
    front = re.split(r" (?:of|for|to|at|in|on|with|from|and|who)\b", role)[0]
    words = WORD.findall(front)
    return words[-1].lower().rstrip(".") if words else ""


def is_office(word: str) -> bool:
    """Whether a word names what somebody is or does."""
    word = word.lower().rstrip(".")
    return word in OFFICES or word.endswith(("ologist", "woman", "sman", "eman", "person", "-general", "-elect"))


def is_calling(word: str) -> bool:
    """Whether a word of which a person is expected may name what somebody does, by its ending."""
    word = word.lower()
    return is_office(word) or word in CALLINGS or word.endswith(CALLING_ENDINGS)


def _before(text: str, name: Span, home: Span) -> Span | None:
    """The words right before a name, back to where the noun phrase begins; the last one must be an office."""
    start = max(home.start, name.start - REACH)
    words = list(WORD.finditer(text, start, name.start))[-WORDS_BEFORE:]
    if start > home.start and words:
        words.pop(0)
    first = name.start
    if words and words[-1][0].lower().rstrip(".") in HONORIFICS:
        first = words.pop().start()
    last = first
    for number, word in enumerate(reversed(words)):
        if text[word.end() : first].strip() or not _may_be_in_role(word[0], number):
            break
        first = word.start()
    while owner := OWNER.match(text, first, last):
        first = owner.end()
    role = text[first:last].rstrip()
    return Span(first, first + len(role)) if role and is_office(role.split()[-1]) else None


def _of_before(text: str, name: Span, home: Span) -> Span | None:
    """ "US Secretary of State NAME", "Minister of Health NAME"."""
    found = OF_BEFORE.search(text[max(home.start, name.start - REACH) : name.start])
    if found is None or not is_office(found["office"]):
        return None
    tail = len(found[0]) - len(found["office"])
    role = _before(text, Span(name.start - tail + 1, name.end), home)
    return Span(role.start, name.start - 1) if role else None


def _may_be_in_role(word: str, number: int) -> bool:
    if word.lower() in FUNCTION_WORDS:
        return False
    if number == 0:
        return is_office(word)
    plain = word.lower().strip(".'’")
    described = plain.endswith(("al", "an", "ese", "ish", "ic", "ive")) or (number == 1 and _is_noun(plain))
    return CAPITAL.match(word) is not None or plain in MODIFIERS or described or is_office(plain)


def _is_noun(word: str) -> bool:
    """Whether a word right before an office may belong to it ("union leader"): no verb ("met leader ...")."""
    return word.isalpha() and word not in VERBS and not word.endswith(("ed", "ing", "ly", "s"))


def _after(text: str, name: Span, home: Span) -> Span | None:
    match = APPOSITION.match(text, name.end, min(home.end, name.end + 2 * REACH))
    if match is None:
        return None
    role = CUT.sub("", match["role"]).rstrip()
    if role.partition(" ")[0] in VERBS or not is_calling(head_noun(role)):
        return None
    return Span(match.start("role"), match.start("role") + len(role))


def _apposed_before(text: str, name: Span, home: Span) -> Span | None:
    """ "The party's chairman, NAME,": a noun phrase between an article and a comma, right before the name."""
    start = max(home.start, name.start - REACH)
    match = NP_BEFORE.search(text[start : name.start])
    head = head_noun(match["role"]) if match else ""
    if match is None or not (is_office(head) or head in KIN) or " who " in match["role"]:
        return None
    role = Span(start + match.start("role"), start + match.end("role"))
    led_by = BY_OWNER.search(role.of(text))
    return Span(role.start + led_by.end(), role.end) if led_by else role
