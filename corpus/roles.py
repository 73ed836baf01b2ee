"""Roles: the office or calling that an article prints beside a person's name."""

import re

from corpus.article import Span

OFFICES = frozenset(
    """president premier chancellor minister secretary adviser advisor ambassador governor senator congressman
    congresswoman representative mayor councillor councilman councilwoman commissioner director chief chairman chairwoman
    chair head leader boss executive officer spokesman spokeswoman spokesperson manager strategist pollster aide
    deputy undersecretary envoy diplomat consul general admiral commander colonel major captain lieutenant sergeant
    detective inspector constable superintendent sheriff judge justice magistrate prosecutor attorney lawyer solicitor
    barrister counsel coroner professor lecturer scientist researcher economist analyst historian biologist physicist
    chemist geologist astronomer ecologist epidemiologist virologist doctor surgeon physician nurse psychologist
    psychiatrist engineer architect designer founder co-founder cofounder owner partner president-elect nominee candidate
    lawmaker legislator parliamentarian mp mep msp peer whip speaker treasurer auditor ombudsman regulator trustee
    coach trainer captain striker goalkeeper defender midfielder winger batsman bowler batter pitcher quarterback
    player driver jockey swimmer sprinter athlete champion umpire referee selector skipper
    author writer novelist poet playwright columnist editor reporter correspondent journalist presenter anchor host
    producer publisher actor actress singer musician composer conductor artist painter sculptor filmmaker comedian
    bishop archbishop pope cardinal priest rabbi imam pastor reverend vicar king queen prince princess duke duchess
    farmer fisherman teacher headteacher headmaster headmistress principal student pupil resident organiser organizer
    activist campaigner volunteer worker trader broker banker investor entrepreneur businessman businesswoman billionaire
    developer consultant specialist expert official inspector-general controller comptroller warden curator librarian
    meteorologist seismologist firefighter paramedic pilot skipper fellow scholar dean provost rector
    vice-president vice-chancellor ceo cfo coo cto md chairperson congressperson defendant plaintiff witness widow
    sen rep gov dr prof gen col capt lt sgt adm rev sec atty supt insp cllr""".split()
)
MODIFIERS = frozenset(
    """foreign prime vice deputy assistant associate acting interim former ex chief senior junior lead head co national
    international federal regional local state city county public private general executive managing non-executive
    presidential vice-presidential political military naval economic financial medical legal criminal democratic
    republican conservative labour liberal independent lawn press policy campaign communications security defence
    defense finance health education interior home justice trade energy transport environment climate agriculture
    opposition party house senate league club team retired late research science sports news art music film company
    central bank police fire army navy air force high supreme district appeals crown defense-team tax budget housing
    human rights labor labor-market market football cricket rugby tennis hockey basketball baseball golf assistant-head
    longtime veteran top star first second third marine plant wildlife weather flood rescue project programme program
    operations marketing sales technology investment fund hedge real estate school university college hospital
    outgoing incoming incumbent founding honorary""".split()
)
CAPITAL = re.compile(r"[^\W\d_a-z]")
WORDS_BEFORE = 8
REACH = 120
WORD = re.compile(r"[^\s,;:()\"“”—–]+")
FUNCTION_WORDS = frozenset(
    """the a an and or but of for to in on at by with from as than that this these those his her their its my our your
    when while after before if because so then yet said says told with where who whom whose which though although
    since until against between under over into about like not also both mr mrs ms miss sir""".split()
)
APPOSITION = re.compile(
    r"(?: \([^)]{1,30}\))?,? ?(?:, |who (?:is|was|has been) |— |– |-- )(?:\d\d, )?(?:(?:the|an?|his|her|its|their) )?"
    r"(?P<role>[^\s,;:.!?()\"“”—–](?:[^,;:!?()\"“”—–.]|\.(?=\w|[^\W\d_]\.| [a-z])){2,100})"
)
CUT = re.compile(
    r" (?:who|which|that|where|when|while|said|says|told|tells|added|has|had|have|is|was|were|will|would|and his|and her|"
    r"in an?|in his|in her|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b.*"
)
NP_BEFORE = re.compile(r"(?:^|[\s(\"“])(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) ([^,;:.!?()\"“”]{3,80}), \Z")


def role_of(text: str, name: Span, home: Span) -> Span | None:
    """The role printed beside a name, within its sentence `home`: before it, after it, or as "who is"."""
    return _before(text, name, home) or _after(text, name, home) or _apposed_before(text, name, home)


def head_noun(role: str) -> str:
    """The noun that says what somebody is: "adviser" of "national security adviser to the president"."""
    front = re.split(r" (?:of|for|to|at|in|on|with|from|and|who)\b", role)[0]
    words = WORD.findall(front)
    return words[-1].lower().rstrip(".") if words else ""


def is_office(word: str) -> bool:
    """Whether a word names what somebody is or does."""
    word = word.lower().rstrip(".")
    return word in OFFICES or word.endswith(("ologist", "woman", "sman", "person", "-general", "-elect"))


def _before(text: str, name: Span, home: Span) -> Span | None:
    """The words right before a name, back to where the noun phrase begins; the last one must be an office."""
    start = max(home.start, name.start - REACH)
    words = list(WORD.finditer(text, start, name.start))[-WORDS_BEFORE:]
    if start > home.start and words:
        words.pop(0)
    first = name.start
    for number, word in enumerate(reversed(words)):
        if text[word.end() : first].strip() or not _may_be_in_role(word[0], number):
            break
        first = word.start()
    while first < name.start and text[first : name.start].split(" ")[0].endswith(("'s", "’s", "s'", "s’")):
        first += len(text[first : name.start].split(" ")[0]) + 1
    role = text[first : name.start].rstrip()
    return Span(first, first + len(role)) if role and is_office(role.split()[-1]) else None


def _may_be_in_role(word: str, number: int) -> bool:
    if word.lower() in FUNCTION_WORDS:
        return False
    if number == 0:
        return is_office(word)
    plain = word.lower().strip(".'’")
    described = plain.endswith(("al", "an", "ese", "ish", "ic", "ive"))
    return CAPITAL.match(word) is not None or plain in MODIFIERS or described or is_office(plain)


def _after(text: str, name: Span, home: Span) -> Span | None:
    match = APPOSITION.match(text, name.end, min(home.end, name.end + 2 * REACH))
    if match is None:
        return None
    role = CUT.sub("", match["role"]).rstrip()
    if not any(is_office(word) for word in role.split()[:8]) or not is_office(head_noun(role)):
        return None
    return Span(match.start("role"), match.start("role") + len(role))


def _apposed_before(text: str, name: Span, home: Span) -> Span | None:
    """"The party's chairman, NAME,": a noun phrase between an article and a comma, right before the name."""
    start = max(home.start, name.start - REACH)
    match = NP_BEFORE.search(text[start : name.start])
    if match is None or not is_office(head_noun(match[1])) or " who " in match[1]:
        return None
    return Span(start + match.start(1), start + match.end(1))
