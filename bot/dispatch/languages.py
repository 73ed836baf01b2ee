"""The language of a question, as far as it is surely not English. Pure."""

import re
from collections import Counter

WORDS = {
    "de": (
        "was wer wie wo wann warum hat haben ist sind und der die das den dem ein eine nicht über gesagt "
        "sagte zu von mit für "
        "sagt bei auch noch mal bitte kann kannst du ich sie er es im am zum zur"
    ),
    "fr": (
        "qu'est que qui quoi quand où pourquoi comment est sont et le la les des un une du dit a t il elle "
        "sur dans pas avec "
        "pour ce cette ces au aux ont-ils qu'a dit-il bonjour je tu vous nous"
    ),
    "es": (
        "qué quién quien cuándo dónde cómo por dijo ha dicho el la los las un una de del sobre en no con "
        "para y es son se lo "
        "al su sus que hola me puedes"
    ),
    "it": (
        "che cosa chi quando dove perché come ha detto il lo la gli le un una di del della su in non con per "
        "e è sono cosa ciao "
        "mi puoi dal nel"
    ),
    "pt": (
        "o que quem quando onde por quê como disse os as um uma de do da dos das sobre em não com para e é "
        "são no na ele ela "
        "você me pode"
    ),
    "nl": (
        "wat wie waar wanneer waarom hoe heeft is zijn en de het een niet over gezegd zei van met voor op in "
        "bij ook kun je ik"
    ),
    "pl": ("co kto kiedy gdzie dlaczego jak powiedział powiedziała jest są i w na z do nie o się czy że to mi proszę"),
    "tr": ("ne kim nerede zaman neden nasıl dedi söyledi ve bir bu için ile hakkında mı mi mu mü değil var yok bana"),
    "id": (
        "apa siapa kapan mana mengapa bagaimana yang dan di ke dari untuk dengan tentang kata tidak ini itu "
        "adalah oleh tolong"
    ),
}
"""Words that make a sentence one of a language; one that is English, too, counts for nothing."""

ENGLISH = frozenset(
    "a an the is are was were be been do does did has have had what who when where why how which say "
    "said says tell told about "
    "on in of to for from with by and or not no it he she they we you i that this any all show find me more of "
    "at as".split()
)
SCRIPTS = (
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("fa", re.compile(r"[پچژگ]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("uk", re.compile(r"[іїєґ]", re.IGNORECASE)),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
)
"""Scripts that are not English; of those that fit, the last."""

LEAST_SHARE = 0.4
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def foreign_language(text: str) -> str:
    """The code of a question's language; '' where it may be English, as a name or two words in another "
    "script may."""
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(text)]
    if len(words) < 2:
        return ""
    letters = "".join(words)
    for code, pattern in reversed(SCRIPTS):
        if pattern.search(letters) and sum(not each.isascii() for each in letters) > len(letters) / 2:
            return code
    known = Counter(code for word in words for code, own in _OWN.items() if word in own)
    english = sum(word in ENGLISH for word in words)
    if not known:
        return ""
    code, count = known.most_common(1)[0]
    return code if count >= 2 and count > english and count >= LEAST_SHARE * len(words) else ""


_OWN = {code: frozenset(words.split()) - ENGLISH for code, words in WORDS.items()}
