"""How people put questions about who said what: the forms of words, as patterns. All are applied to short, folded text."""

import re


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


REGULAR = (
    "add announce claim warn state argue explain insist stress emphasise emphasize note promise vow respond reply answer "
    "react comment ask suggest believe want hope expect tweet post declare admit acknowledge deny confirm reveal call "
    "describe demand urge propose predict testify mention talk accuse criticise criticize praise condemn blame complain "
    "pledge threaten recommend remark discuss defend support oppose advise refuse agree disagree conclude "
    "maintain assert allege estimate joke quote cite assure inform compare liken slam blast label"
).split()
SAY = r"sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|sp(?:eak|eaks|oke|oken|eaking)"
OTHER = r"wr(?:ite|ites|ote|itten|iting)|th(?:ink|inks|ought|inking)|feels?|felt|means?|meant|" + "|".join(
    rf"{verb[:-1]}(?:e|es|ed|ing)"
    if verb.endswith("e")
    else rf"{verb[:-1]}(?:y|ies|ied|ying)"
    if verb in ("deny", "reply", "testify")
    else rf"{verb}(?:s|es|ed|ned|ling|led|ting|ted|ning|ing)?"
    for verb in REGULAR
)
SAYING = rf"(?:{SAY}|{OTHER})"
VERB = _pattern(rf"\b(?P<verb>{SAYING})\b")
CORE_VERB = _pattern(rf"(?:{SAY}|think|thinks|thought|believes?|claim(?:s|ed)?|comment(?:s|ed)?|mention(?:s|ed)?)$")
TO_SOMEBODY = _pattern(r"(?:t(?:ell|ells|old|elling)|(?:ask|warn|inform|urge|assure|promise|advise|answer)\w*)$")

NOUNS = (
    r"(?:responses?|reactions?|reply|replies|answers?|messages?|views?|positions?|stances?|opinions?|takes?|comments?|"
    r"remarks?|statements?|words|quotes?|quotations?|explanations?|arguments?|thoughts|claims?|warnings?|criticisms?|"
    r"promises?|speech(?:es)?|testimony|side|assessment|advice|tweets?|demands?|proposals?)"
)
ABOUT = r"(?:about|on|regarding|concerning|re|over|of|to|toward|towards|for|in response to|with regard to|when it comes to|as to)"

POLITE = _pattern(
    r"^(?:(?:hey|hi|hello|ok|okay|so|well|please|pls|and now|bot|btw|um+|now|then)[,!.:]?\s+|"
    r"(?:can|could|would|will) (?:you|u|someone|anyone|anybody) (?:please )?(?:tell|show|give|find|remind)(?: me| us)?(?: out)?\s+|"
    r"(?:do|does|did) (?:you|anyone|anybody|u) (?:know|remember|happen to know)(?: if| whether)?\s+|"
    r"(?:tell|show|give|remind|find|get)(?: me| us)\s+|(?:i(?:'d| would)? (?:want|need|like|wanna|love) to (?:know|see|hear|read)|"
    r"i wonder|i am wondering|i'm wondering|wondering|i wanna know)(?: about)?\s+|(?:please|show|list|find|quote|search(?: for)?)\s+)"
)
MORE = _pattern(
    r"(?:(?:show |tell |give )?(?:me |us )?(?:some |any )?more|next|go on|continue|and more|more please|the rest|rest|"
    r"show (?:me )?(?:the )?(?:rest|others)|keep going|what else|anything else|and\??|and then\??|others)[\s?.!]*$"
)
WHO_SAID = _pattern(
    rf"^(?:who(?: else| all| exactly| was it that| is it that| was the one (?:who|that))?(?: has| have| had| was| is| are| were| ever| also| publicly| been)*"
    rf"|which \w+(?: \w+)? (?:has |have )?|by whom was it|anyone|anybody|did anyone|did anybody|has anyone|has anybody|did someone) "
    rf"(?P<verb>{SAYING}|quoted (?:as )?saying|on record)\b\s*(?P<rest>.*)$"
)
WHOSE_WORDS = _pattern(r"^(?:whose (?:words|quote|statement|claim|line) (?:is|are|was|were)|who(?:'s| is) quoted (?:on|about))\s+(?P<rest>.+)$")
EVERYBODY = _pattern(
    rf"^what (?:(?:is|was|were|are|has been|have been|'s)(?: being| been)?(?: people| everyone| everybody| they all)?|"
    rf"(?:did|do|does|have|has) (?:people|everyone|everybody|anyone|anybody|they all|the sources|the articles?|the news|the papers?)) "
    rf"(?P<verb>{SAYING})\s+(?!by\b)(?:{ABOUT}|that)\s+(?P<rest>.+)$"
)
SAID_BY = _pattern(
    rf"^(?:what|anything|everything|something|things)?\s*(?:is|was|were|are|has been|have been)?\s*{SAYING}\s*(?:{ABOUT} (?P<topic>.+?) )?by (?P<speaker>.+?)"
    rf"(?: {ABOUT} (?P<rest>.+))?$"
)
WHO_IS = _pattern(
    r"^(?:who(?:'s|s| is| was| are| were| exactly is)|what (?:is|was)(?= .+'s? (?:role|job|title|position|office)$)) "
    r"(?:this |the man called |a certain )?(?P<speaker>.+?)(?:'s? (?:role|job|title|position|office))?(?: again| anyway)?$"
)
WHAT_DID = _pattern(
    r"^(?P<wh>what|how|why|when|where|which|whats|who|whom)(?P<before>.{0,60}?)\s*(?:\b(?:did|does|do|has|have|had|is|was|were|are|will|would|might|can|could)|'s|'d|'ve)\s+(?P<clause>.+)$"
)
DID = _pattern(
    r"^(?:did|does|do|has|have|had|is|was|were|are|didn't|hasn't|doesn't|isn't)\s+(?P<clause>.+)$"
)
CLAUSE = _pattern(r"^(?P<wh>what(?:ever)?|everything|all|all that|things|anything|that|the things)?\s*(?P<clause>.+)$")
NOUN_OF = _pattern(
    rf"^(?:what (?:is|was|were|are)|what's|whats|is there|are there|was there|any|some|all)?\s*(?P<speaker>.{{2,60}}?)(?:'s?)?\s+"
    rf"(?:(?:latest|recent|first|official|public|own|main|full|exact|initial|last|new|other|blunt|actual)\s+)*{NOUNS}"
    rf"(?:\s+{ABOUT}\s+(?P<rest>.+))?$"
)
FROM = _pattern(
    rf"^(?:.{{0,40}}?\b)?(?:{NOUNS}|news|anything|something|everything|all|word|said)(?:\s+{ABOUT}\s+(?P<topic>.+?))?\s+(?:made |given |issued )?(?:from|by|of)\s+(?P<speaker>.+?)(?:\s+{ABOUT}\s+(?P<rest>.+))?$"
)
ACCORDING = _pattern(r"^(?P<before>.*?)[,\s]*\b(?:according to|in the words of|as per)\s+(?P<speaker>[^,]+?)(?:,\s*(?P<rest>.+))?$")
ON_TOPIC = _pattern(rf"^(?:what about |how about )?(?P<speaker>.{{2,60}}?)\s*(?::|,|\b(?:about|on|regarding|concerning|re|over))\s+(?P<rest>.+)$")
COMPARE = _pattern(
    r"^(?:compare|contrast|(?:what(?:'s| is| are)? )?(?:the )?differences? between|how (?:do|does|did)|where (?:do|does|did))?\s*(?P<speakers>.+?\s(?:and|vs\.?|versus|with|or|against)\s.+?)"
    rf"(?:'s?)?(?:\s+(?:differ|disagree|agree|compare|{NOUNS}))*(?:\s+{ABOUT}\s+(?P<rest>.+))?$"
)
COMPARES = _pattern(r"^(?:compare|contrast)|\bdifferences? between\b|\b(?:differ|disagree|agree|compare)\b|\s(?:vs\.?|versus)\s")
JOINED = _pattern(r"\s*,\s*(?:and |or )?|\s+(?:and|or|vs\.?|versus|with|against|&)\s+")

FOLLOW_ABOUT = _pattern(r"^(?:and|but|or|so|ok)?\s*(?:what |how )?(?:about|on|regarding|concerning)\s+(?P<rest>.+)$")
FOLLOW_AND = _pattern(r"^(?:and|but|or)\s+(?P<rest>.+)$")
PRONOUN = _pattern(r"^(?:he|she|they|him|her|them|it|this person|that person|the same person|the speaker|this one)$")
LOOSE = _pattern(r"^(?:it|this|that|these|those|them|the same|the same thing|the same topic|there)$")
ELSE = _pattern(r"\b(?:else|add|adds|added|also|further|besides|additionally)\b")

NEWEST = _pattern(r"\b(?:the |his |her |their )?(?:latest|newest|most recent(?:ly)?|recently|lately|just now|last(?= (?:say|said|tell|told|comment|word)))\b")
LEADING = _pattern(rf"^(?:(?:{ABOUT}|that|how|if|whether|when asked|asked|the fact|anything|something|is|was|:|,|-|the topic of|what|it)\b\s*)+|^[,:\-–\s]+")
FILLERS = _pattern(
    r"\b(?:exactly|so far|at all|in total|in the (?:article|articles|news|story|interview)|anything|something|everything|to the press|to say|here|please|thanks|thank you|really|actually|literally|word for word|verbatim)\b"
)
AROUND_NAME = _pattern(
    r"^(?:(?:mister|both|exactly|ever|then|people like|that|about|from|by|me|us|else|what|things|quotes?|also|even)\s+)+|"
    r"(?:\s+(?:also|just|ever|really|actually|publicly|then|have|has|had|been|be|not|never|already|once|again|himself|herself|themselves|recently|previously|later|currently|is|was|were|are|to|will|would|did))+$"
)
