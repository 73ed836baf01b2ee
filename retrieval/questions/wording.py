"""How people put questions about who said what: verbs of saying and forms of words."""

import re

REGULAR = (
    "add announce claim warn state argue explain insist stress emphasise emphasize note promise vow respond reply "
    "answer react comment ask suggest believe want hope expect tweet post declare admit acknowledge deny confirm "
    "reveal call describe demand urge propose predict testify mention talk accuse criticise criticize praise "
    "condemn denounce welcome reject endorse mourn "
    "applaud justify blame complain pledge threaten recommend remark discuss defend support oppose advise refuse agree "
    "disagree conclude maintain assert allege estimate joke quote cite assure inform compare liken slam blast "
    "label"
).split()
SAY = r"sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|sp(?:eak|eaks|oke|oken|eaking)"
IRREGULAR = (
    r"ma(?:ke|kes|de|king)(?: it)? clear|point(?:s|ed|ing)? out|wr(?:ite|ites|ote|itten|iting)|"
    r"stands?(?= (?:on|over)\b)|sp(?:eak|eaks|oke|oken|eaking) out|th(?:ink|inks|ought|inking)|feels?|felt|means?|meant"
)


def _forms(verb: str) -> str:
    """A pattern of the forms of a regular verb; a few that no one writes ("opposeed") do no harm."""
    if verb.endswith("e"):
        return rf"{verb[:-1]}(?:e|es|ed|ing)"
    if verb in ("deny", "reply", "testify", "justify"):
        return rf"{verb[:-1]}(?:y|ies|ied|ying)"
    return rf"{verb}(?:s|es|ed|ned|ling|led|ting|ted|ning|ing)?"


SAYING = rf"(?:{SAY}|{IRREGULAR}|{'|'.join(map(_forms, REGULAR))})"
VERB = re.compile(rf"\b(?P<verb>{SAYING})\b", re.IGNORECASE)
"""Any verb of saying; many of them have other uses, too, and some are nouns."""

CORE_VERB = re.compile(
    rf"(?:{SAY}|think|thinks|thought|believes?|claim(?:s|ed)?|comment(?:s|ed)?|mention(?:s|ed)?)$", re.IGNORECASE
)
"""Verbs that can hardly ask for anything else, and that say nothing of what it is about."""

NEUTRAL_VERB = re.compile(
    r"(?:add|claim|state|argu|explain|insist|stress|emphasi[sz]|not(?:e|ed|es|ing)|remark|declar|conclud|maintain|assert|"
    r"suggest|announc|respond|repl)\w*$|point\w* out$|ma(?:ke|kes|de|king)(?: it)? clear$",
    re.IGNORECASE,
)
"""Verbs of saying that say nothing of what it is about either, but can ask for other things."""

TO_SOMEBODY = re.compile(
    r"(?:t(?:ell|ells|old|elling)|(?:ask|warn|inform|urge|assure|promise|advise|answer)\w*)$", re.IGNORECASE
)
"""Verbs after which the addressee comes without 'to'."""

DOING = re.compile(
    r"(?:wr(?:ite|ites|ote|itten|iting)|support|oppos|defend|post|answer|discuss|agree|disagree|estimat|quot(?!ed))\w*$",
    re.IGNORECASE,
)
"""Verbs that ask for who did something rather than for who said it: "who wrote the song?"."""

STANCE = re.compile(
    r"(?:critici[sz]|condemn|denounc|disagree|agree|oppos|slam|blast|prais|support|defend|welcom|react|reject|endors|"
    r"mourn|applaud|object|protest)\w*$",
    re.IGNORECASE,
)
"""Verbs that ask for everybody's stance on something: their own words need not say what it is."""

REPLYING = re.compile(r"(?:answer|repl|respond|react|counter)", re.IGNORECASE)
"""Verbs that ask for a reply to what was talked about before."""


def _form(*parts: str) -> re.Pattern[str]:
    return re.compile("".join(parts), re.IGNORECASE)


NOUNS = (
    r"(?:responses?|reactions?|reply|replies|answers?|messages?|views?|positions?|stances?|opinions?|takes?|comments?|"
    r"remarks?|statements?|words|quotes?|quotations?|explanations?|arguments?|thoughts|claims?|warnings?|criticisms?|"
    r"promises?|speech(?:es)?|testimony|side|assessment|advice|tweets?|demands?|proposals?)"
)
ABOUT = (
    r"(?:about|on|regarding|concerning|re|over|of|to|toward|towards|for|in response to|with regard to|"
    r"when it comes to|as to)"
)

POLITE = _form(
    r"^(?:(?:hey|hi|hello|ok|okay|so|well|please|pls|and now|bot|btw|um+|now|then)[,!.:]?\s+|",
    r"(?:can|could|would|will) (?:you|u|someone|anyone|anybody) (?:please )?",
    r"(?:tell|show|give|find|remind)(?: me| us)?(?: out)?\s+|",
    r"(?:do|does|did) (?:you|anyone|anybody|u) (?:know|remember|happen to know)(?: if| whether)?\s+|",
    r"(?:tell|show|give|remind|find|get)(?: me| us)\s+|",
    r"(?:i(?:'d| would)? (?:want|need|like|wanna|love) to (?:know|see|hear|read)|",
    r"i wonder|i am wondering|i'm wondering|wondering|i wanna know)(?: about)?\s+|",
    r"what (?:do|can|did) (?:we|you|u|i|they) (?:know|have|tell me|find)(?: about| on| from| of)?\s+|",
    r"(?:is|was) there (?:anything|something)(?: new)?(?: about| on)?\s+|",
    r"(?:got|have) (?:you )?anything(?: about| on)?\s+|",
    r"(?:the |any |some |latest )*(?:news|updates?|headlines?|information|info) (?:on|about|regarding)\s+|",
    r"(?:name|list)(?: me)?(?: all)?(?: the)? (?:those|people|everyone|everybody|anyone|politicians)\s+(?=who\b)|",
    r"(?:please|show|list|find|quote|search(?: for)?)\s+)",
)
POLITE_END = _form(r"[\s,]+(?:please|pls|thanks|thank you|thx|then|exactly)$")
PREPOSED = _form(r"^(?:on|in|at|by|from|to|for|about|with) (?=(?:what|which|whom|how)\b)")
MORE = _form(
    r"(?:(?:show |tell |give )?(?:me |us )?(?:some |any )?more|next|go on|continue|and more|more please|the rest|rest|",
    r"show (?:me )?(?:the )?(?:rest|others)|keep going|what else|anything else|and\??|and then\??|others)[\s?.!]*$",
)

WHO_SAID = _form(
    r"^(?:who(?: else| all| exactly| was it that| is it that| was the one (?:who|that))?",
    r"(?: (?:apart from|other than|besides|except(?: for)?) \S+)?",
    r"(?P<aux>(?: has| have| had| was| is| are| were| ever| also| publicly| been)*)|",
    r"which \w+(?: \w+)?(?: has| have)?|by whom was it|anyone|anybody|",
    r"did anyone|did anybody|has anyone|has anybody|did someone) ",
    rf"(?P<verb>{SAYING}|quoted (?:as )?saying|on record)\b\s*(?P<rest>.*)$",
)
SAID_THAT = _form(
    r"^(?P<rest>.{8,}?)[\"”']?\s*[-–:.,?!]*\s*who (?:said|says|claimed|wrote) (?:that|this|it|these words)$"
)
REPORTED_BY = _form(
    r"^what (?:does|did|do|has|have) (?P<outlet>.{2,40}?) (?:report|write|written|print|publish|cover)(?:s|ed)?",
    r"(?: (?:about|on|of))? (?P<rest>.+)$",
)
PASSIVE = _form(r"\b(?:was|is|are|were|been)\b")
ANYBODY_OF = _form(
    r"^(?:did|has|have|was there|what (?:did|has|have)) (?:any(?:one|body)|some(?:one|body)|people|those) ",
    rf"(?:from|at|in|of|with) (?P<body>.{{2,40}}?) {SAYING}\b\s*(?P<rest>.*)$",
)
WHOSE_WORDS = _form(
    r"^(?:whose (?:words|quote|statement|claim|line) (?:is|are|was|were)|who(?:'s| is) quoted (?:on|about))\s+",
    r"(?P<rest>.+)$",
)
EVERYBODY = _form(
    r"^what (?:(?:is|was|were|are|has been|have been|'s)(?: being| been)?(?: people| everyone| everybody| they all)?|",
    r"(?:did|do|does|have|has) (?:people|everyone|everybody|anyone|anybody|they all|the sources|the articles?|",
    rf"the news|the papers?)) (?P<verb>{SAYING})\s+(?!by\b)(?:{ABOUT}|that)\s+(?P<rest>.+)$",
)
SAID_BY = _form(
    r"^(?:what|anything|everything|something|things)?\s*(?:is|was|were|are|has been|have been)?\s*",
    rf"{SAYING}\s*(?:{ABOUT} (?P<topic>.+?) )?by (?P<speaker>.+?)(?: {ABOUT} (?P<rest>.+))?$",
)
WHO_IS = _form(
    r"^(?:who(?:'s|s| is| was| are| were| exactly is)|",
    r"what (?:is|was)(?= .+'s? (?:role|job|title|position|office)$)) ",
    r"(?:this |the man called |a certain )?(?P<speaker>.+?)(?:'s? (?:role|job|title|position|office))?",
    r"(?: again| anyway| guy| fellow)?$",
)
OFFICE_OF = _form(r"^(?P<speaker>.{2,60}?)(?:'s|s') (?:role|job|title|office)$")
ADDRESSED = _form(r"^(?P<speaker>.{2,40}?) to (?P<rest>.{2,})$")
WHAT_DID = _form(
    r"^(?P<wh>what|how|why|when|where|which|whats|who|whom)(?P<before>.{0,60}?)\s*",
    r"(?:\b(?:did|does|do|has|have|had|is|was|were|are|will|would|might|can|could)(?:n't)?|'s|'d|'ve)\s+",
    r"(?P<clause>.+)$",
)
DID = _form(r"^(?:did|does|do|has|have|had|is|was|were|are|didn't|hasn't|doesn't|isn't)\s+(?P<clause>.+)$")
CLAUSE = _form(r"^(?P<wh>what(?:ever)?|everything|all|all that|things|anything|that|the things)?\s*(?P<clause>.+)$")
ACCORDING = _form(
    r"^(?P<before>.*?)[,\s]*\b(?:according to|in the words of|as per)\s+(?P<speaker>[^,]+?)(?:,\s*(?P<rest>.+))?$"
)
NOUN_OF = _form(
    r"^(?:what (?:is|was|were|are)|what's|whats|is there|are there|was there|any|some|all)?\s*",
    r"(?P<speaker>.{2,60}?)(?:'s?)?\s+",
    r"(?:(?:latest|recent|first|official|public|own|main|full|exact|initial|last|new|other|blunt|actual)\s+)*",
    rf"{NOUNS}(?:\s+{ABOUT}(?:\s+(?P<rest>.+))?)?$",
)
FROM = _form(
    rf"^(?:.{{0,40}}?\b)?(?:{NOUNS}|news|anything|something|everything|all|word|said)",
    rf"(?:\s+{ABOUT}\s+(?P<topic>.+?))?\s+(?:made |given |issued )?(?:from|by|of)\s+(?P<speaker>.+?)",
    rf"(?:\s+{ABOUT}\s+(?P<rest>.+))?$",
)
ON_TOPIC = _form(
    r"^(?:what about |how about )?(?P<speaker>.{2,60}?)\s*(?::|,|\b(?:about|on|regarding|concerning|re|over))\s+",
    r"(?P<rest>.+)$",
)
COMPARE = _form(
    r"^(?:compare|contrast|(?:what(?:'s| is| are)? )?(?:the )?differences? between|how (?:do|does|did)|",
    r"where (?:do|does|did))?\s*(?P<speakers>.+?\s(?:and|vs\.?|versus|with|or|against)\s.+?)(?:'s?)?",
    rf"(?:\s+(?:differ|disagree|agree|compare|{NOUNS}))*(?:\s+{ABOUT}\s+(?P<rest>.+))?$",
)
COMPARES = _form(
    r"^(?:compare|contrast)|\bdifferences? between\b|\b(?:differ|disagree|agree|compare)\b|\s(?:vs\.?|versus)\s"
)
JOINED = _form(r"\s*,\s*(?:and |or )?|\s+(?:and|or|vs\.?|versus|with|against|&)\s+")

FOLLOW_ABOUT = _form(r"^(?:and|but|or|so|ok)?\s*(?:what |how )?(?:about|on|regarding|concerning)\s+(?P<rest>.+)$")
FOLLOW_TO = _form(r"^(?:and|but|or)\s+(?P<rest>(?:to|with) .+)$")
FOLLOW_AND = _form(r"^(?:and|but|or)\s+(?P<rest>.+)$")
PRONOUN = _form(
    r"^(?:he|she|they|him|her|them|it|that|this|this person|that person|the same person|the speaker|this one)$"
)
OF_LAST = _form(
    r"^(?:(?:and )?(?:when|where|why)(?: exactly)? (?:was|is|did|were) (?:that|this|it|these|those|(?:he|she|they) say",
    r"(?: (?:that|this|it|so))?)(?: (?:said|published|printed|from|written|reported|say it|say that|happen|about))?|",
    r"who (?:said|published|printed|wrote|reported) (?:that|this|it)|",
    r"(?:what(?:'s| is) (?:the|your) |your |the )?(?:sources?|links?)|",
    r"(?:on |at )?what (?:day|date)|which (?:paper|outlet|article)|",
    r"(?:can you )?(?:repeat|say)(?: that| it)?(?: again)?|again|",
    r"where (?:did|do) you (?:get|read|have) (?:that|this|it)(?: from)?)",
    r"[\s?.!]*$",
)
LOOSE = _form(r"^(?:it|this|that|these|those|them|the same|the same thing|the same topic|there)$")
COURTESY = frozenset(
    "thanks thank you thx ok okay great cool nice good perfect bye goodbye hello hi hey morning evening day so much "
    "very all bot there and".split()
)
ONLY_TIME = _form(r"^(?:and|but|or|so|what about|how about|,|\s)*$")
PARTS = _form(
    r"(?:[,;]? and |[?;.!] (?:and |so )?)(?=(?:what|who|how|when|where|why|which)(?:'s|"
    r"\b.{0,12}\b(?:did|does|do|has|have|is|are|was|were|will|said|says)\b))"
)
ELSE = _form(r"\b(?:else|add|adds|added|also|further|besides|additionally)\b")
ATTITUDE_ASKED = _form(r"\b(?:think|want|believe|feel|hope|fear|prefer|plan|intend)s?\b")
NEWEST = _form(
    r"\b(?:the |his |her |their )?(?:latest|newest|most recent(?:ly)?|recently|lately|just now|",
    r"last(?= (?:say|said|tell|told|comment|word)))\b",
)

LEADING = _form(
    rf"^(?:(?:{ABOUT}|that|how|if|whether|when asked|asked|the fact|anything|something|is|was|:|,|-|",
    r"the topic of|what|it|",
    r"(?:the |any |some )?(?:questions?|subject|issue|matter|news|reports?|claims?|allegations?|rumou?rs?) ",
    r"(?:of|about|on|that|regarding))\b(?!')\s*)+|^[,:\-–\s]+",
)
FILLERS = _form(
    r"\b(?:exactly|so far|at all|in total|in the (?:article|articles|news|story|interview)|anything|something|",
    r"everything|to the press|to say|here|please|thanks|thank you|really|actually|literally|word for word|verbatim)\b",
)
AROUND_NAME = _form(
    r"^(?:(?:mister|both|exactly|ever|then|people like|that|about|from|by|me|us|else|what|things|quotes?|also|",
    r"even)\s+)+|(?:\s+(?:also|just|ever|really|actually|publicly|then|have|has|had|been|be|not|never|already|once|again|",
    r"himself|herself|themselves|recently|previously|later|currently|is|was|were|are|to|will|would|did))+$",
)
