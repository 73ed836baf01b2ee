"""Small talk: messages that are no questions, and follow-up or check requests said in a few words. Pure.

A message is small talk only where every word of it is: "thanks, and what did Sullivan say?" is a question.
"""

import re
from enum import StrEnum
from unicodedata import category

MOST_WORDS = 9
"""Longer messages are never small talk."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_STRETCHED = re.compile(r"(.)\1{2,}")
_LAUGHTER = re.compile(r"^a?(?:ha|he|hi|ja|xa){2,}h?$")


class Talk(StrEnum):
    """What a message is that asks for no search."""

    THANKS = "thanks"
    GREETING = "greeting"
    WHO = "who"
    HELP = "help"
    STOP = "stop"
    CHATTER = "chatter"
    CHECK = "check"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FILLERS = _words(
    "a an the so very really much many lot lots you u ya your it that this all everyone everybody guys folks "
    "mate man "
    "dude bro buddy friend friends sir again for to too there here and but oh ah ok okay well just yes yeah "
    "no please "
    "bot record recordbot my dear very one time help info answer quick now then is was are be good great nice i we am"
)
THANKS = _words(
    "thanks thank thx thankyou tnx ty tysm cheers appreciated appreciate grateful danke merci gracias grazie "
    "obrigado "
    "obrigada спасибо дякую teşekkürler teşekkür شكرا متشکرم takk tack dank dziękuję dzięki धन्यवाद terima kasih"
)
GREETINGS = _words(
    "hi hello hey hallo hola bonjour salut ciao howdy greetings hiya yo sup morning evening afternoon night "
    "goodnight "
    "day goodbye bye привет здравствуйте привіт merhaba selam سلام مرحبا olá oi नमस्ते namaste halo"
)
GREETING_FILLERS = FILLERS | _words("how what's whats up doing going how's hows see later everyone welcome back")
CHATTER = _words(
    "lol lmao lmfao rofl haha hahaha hahahaha hehe hehehe xd wow omg omfg ok okay okey k kk cool nice great good "
    "awesome amazing perfect excellent sweet yes yeah yep yup no nope nah sure hmm hm hmmm mhm right true "
    "same wtf brb np gg "
    "indeed exactly agreed agree interesting funny sad damn ouch oof yikes whoa bravo congrats done fine test "
    "testing "
    "ping first facts based cringe wild insane crazy lovely beautiful yay ugh meh welcome sorry oops understood got "
    "gotcha noted alright fair enough love respect well-done bad useless stupid wrong silly boring smart clever"
)
HELP = (
    r"help( me| us| please| pls)*|how (do|can) (i|we) (use|ask)( you| this| it)?( bot| anything| something)?|"
    r"commands?|"
    r"what can (i|we) ask( you)?|how to use( this| it| you)?( bot)?|instructions|menu|options|usage|manual|"
    r"what (should|do) i (do|write|type|say)( now| here)?"
)
WHO = (
    r"(who|what) (are|r) (you|u)( exactly| really| then)?|who is this|what is this( bot| thing)?|what('?s|"
    r" is) your name|"
    r"what (can|do) (you|u) do( here)?|(are|r) (you|u) (a |an )?(real |actual )?"
    r"(bot|robot|human|person|machine|real|ai|chatgpt|there|alive|working)( person| bot)?|"
    r"who (made|created|built|wrote|runs|owns|programmed) (you|u|this( bot)?)|how do (you|u) work|how does (this|"
    r"it) work|"
    r"what do you know|what are you for|what kind of bot (are you|is this)|introduce yourself|about you|"
    r"where (do|did) you get (your|this|these|the) (info|information|data|news|answers|articles)( from)?|"
    r"(do|can) you (speak|understand|know) [a-z]+|are you (an? )?(chat)?gpt"
)
STOP = (
    r"stop( it| that| this| please| now| writing( me)?| messaging( me)?| spamming)*|unsubscribe( me)?|quit|exit|"
    r"cancel|"
    r"shut up( bot)?|be quiet|go away|leave( me alone)?|silence|enough( now)?|no more( messages| please)?|"
    r"mute( yourself)?"
)
CHECK = (
    r"((is|was) (this|that|it) (really |actually |even |also )?(true|real|right|correct|accurate|legit|fake|"
    r"a fake|fake news|"
    r"so|the case|for real)( or (not|fake|false))?|(this|that|it) (is |'s )?(true|real|legit)|true|true or (false|"
    r"not|fake)|"
    r"real or fake|real|legit|fact ?-?check( this| that| it| please| pls)*|check( this| that| it| please| pls|"
    r" claim)*|"
    r"verify( this| that| it| please)*|debunk( this| that)?|is (this|that|he|she) (lying|making (this|that|it) up)|"
    r"did (he|she|they|it|anyone|anybody|someone|somebody) (really |actually |ever )?(say|write|claim|state|tell) "
    r"(this|that|so|it|these words)( at all| like this)?|(did|has) (this|that|it) (really |actually )?(happen|"
    r"happened)|"
    r"who said (this|that|it)|has (anyone|anybody) said (this|that)|was (this|that|it) (really |actually |ever )?"
    r"(said|printed|published|reported|written)|(can|could) (you|someone|anyone) (check|verify|confirm)( this|"
    r" that| it)*|"
    r"what('?s| is) the source( of this| of that| for this)?|any source( for this| for that)?|sources?( for (this|"
    r"that|it))?|"
    r"thoughts on this|what about this( one)?|and this( one)?|is there any truth (to|in) (this|that|it)|seriously|"
    r"really)"
)
HOW_ARE_YOU = (
    r"(how|hows|how's) (are|r) (you|u)( doing| all| today)*|"
    r"how('?s| is) (it|everything)( going)?|what'?s (up|new)( with you)?"
)
_NAMED = re.compile(
    r"(did|has|have) (\S+ ){1,4}?(really |actually |ever )?"
    r"(say|said|write|written|claim|claimed|tweet|tweeted|promise|promised) (this|that|so|it|these words)"
)
_PATTERNS = (
    (Talk.GREETING, re.compile(HOW_ARE_YOU)),
    (Talk.HELP, re.compile(HELP)),
    (Talk.WHO, re.compile(WHO)),
    (Talk.STOP, re.compile(STOP)),
    (Talk.CHECK, re.compile(CHECK)),
)


def small_talk(text: str) -> Talk | None:
    """What the message is; None where it may be a question. A message without letters is CHATTER, a bare '?' "
    "CHECK."""
    words = plain_words(text)
    if not words:
        return Talk.CHECK if text.strip() and not text.strip().strip("?!. ") else Talk.CHATTER
    if len(words) > MOST_WORDS:
        return None
    line = " ".join(words)
    for kind, pattern in _PATTERNS:
        if pattern.fullmatch(line) or pattern.fullmatch(_without_politeness(line)):
            return kind
    said = set(words)
    if said & THANKS and said <= THANKS | FILLERS | CHATTER:
        return Talk.THANKS
    if said & GREETINGS and said <= GREETINGS | GREETING_FILLERS:
        return Talk.GREETING
    return Talk.CHATTER if said & CHATTER and said <= CHATTER | FILLERS else None


def asks_of_named(text: str) -> bool:
    """Whether a text asks if somebody said what it replies to: 'did Brandt say that?'."""
    return _NAMED.fullmatch(" ".join(plain_words(text))) is not None


def plain_words(text: str) -> list[str]:
    """The words in lower case, a letter repeated thrice or more ('sooo', 'hahahaha') written twice or once."""
    line = "".join(" " if category(each).startswith(("S", "C")) else each for each in text.casefold())
    return [_LAUGHTER.sub("haha", _STRETCHED.sub(r"\1", word)).replace("’", "'") for word in _WORD.findall(line)]


def _without_politeness(line: str) -> str:
    line = re.sub(r"^(hey|hi|hello|ok|okay|so|and|but|wait|hmm|well|please|pls|sorry|um|bot) (?=\w)", "", line)
    return re.sub(r" (please|pls|plz|bot|guys|folks|though|tho|lol|now|then|man|dude|bro)$", "", line)


QUESTION_WORDS = _words(
    "what who when where why how which whom whose did does do has have had is are was were will would can "
    "could should "
    "any and anything anyone show tell find quote quotes list more what's whats who's whos has name give also"
)
PERSONAL = _words(
    "i i'm im i'd i've i'll me my mine myself we we're us our ours you're ur you your yourself u lol lmao bro "
    "dude man "
    "imo tbh imho wtf omg haha guys folks everyone y'all"
)
TO_PEOPLE = re.compile(
    r"who (cares|gives|asked)\b|(who|what|why|how) the (hell|heck|fuck|actual)\b|how (dare|convenient|cute|typical)\b|"
    r"(can|could|do|did|does|would|will|are|have|has|were|should) "
    r"(you|u|we|i|anyone|anybody|y'all|people|everyone|any of you)\b"
    r"(?! (please |pls )?(tell|show|find|give|quote|list|look|search|remember|have|know what|know who|know when))|"
    r"(why|how) (would|should|could|do|does|can|is|are|am|did) (anyone|anybody|people|we|i|you|u|y'all|everyone)\b|"
    r"what (do|did|are|would) (you|u|y'all|we) (guys |all |people |even )?(think|doing|mean|want|make|reckon|do)"
)
"""Questions to the people of a chat, whatever they are about."""

RHETORICAL = re.compile(
    r"(who|what) (cares|the (hell|heck|fuck|actual)|else is new|a (joke|shame|surprise|liar|clown|mess|guy))|"
    r"(is|was|isn't|wasn't) (he|she|it|that|this|there) (serious|joking|kidding|drunk|crazy|insane|mad|nuts|even|"
    r"like|just)\b|"
    r"(since|for) (when|how long)$|(right|what|huh|eh|oh really|so what|and)$|how dare|"
    r"how (funny|sad|dumb|stupid|convenient|cute|"
    r"typical)|"
    r"what (now|next|else|then|gives|happened to (you|us))"
)
SAYING = _words(
    "say said says saying tell told tells claim claimed claims state stated states promise promised promises "
    "announce "
    "announced announces deny denied denies warn warned warns quote quoted quotes statement statements "
    "comment commented comments write wrote speak spoke speaks talk talked talks ask asked mention mentioned "
    "think thinks thought call "
    "called describe described respond responded reply replied record criticise criticised criticize "
    "criticized blame "
    "blamed accuse accused argue argued admit admitted confirm confirmed want wants"
)


def is_rhetorical(text: str) -> bool:
    """Whether a question is put to the people of a chat, or to nobody: 'who cares?', 'can you believe this?'."""
    words = plain_words(text)
    line = " ".join(words)
    return bool(TO_PEOPLE.match(line)) or (bool(RHETORICAL.match(line)) and not SAYING & set(words))


def looks_like_question(text: str) -> bool:
    """Whether a text asks something that could be searched for."""
    words = plain_words(text)
    if not words or is_rhetorical(text):
        return False
    asks = text.rstrip().endswith("?") or words[0] in QUESTION_WORDS
    return asks and (bool(SAYING & set(words)) or not PERSONAL & set(words))


def names_saying(text: str) -> bool:
    """Whether a text has a verb of saying, so that it surely asks who said what."""
    return bool(SAYING & set(plain_words(text)))


def is_chat(text: str) -> bool:
    """Whether a text is a remark to people rather than the words of a search: 'I told you so', 'lol what a guy'."""
    words = set(plain_words(text))
    if is_rhetorical(text) or words & CHATTER_MARKS:
        return True
    return bool(words & PERSONAL) and not text.rstrip().endswith("?") and not words & ASKING_VERBS


CHATTER_MARKS = _words("lol lmao rofl omg wtf haha hahaha bro imo imho tbh smh fr ngl ikr lmfao")
ASKING_VERBS = _words("tell show find give list look search")
