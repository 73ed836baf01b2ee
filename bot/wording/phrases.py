"""The fixed words of the conversation."""

from collections.abc import Sequence
from difflib import get_close_matches

from bot.checking import ClaimVerdict
from bot.dispatch.small_talk import Talk
from retrieval.answer import Verdict
from retrieval.claims import DifferenceKind

PREVIOUS = "◀ Previous"
MORE = "More ▶"
CONTEXT = "Context"
COPY = "Copy"
COPY_LINK = "Copy link"
BACK = "◀ Back"
GOOD, BAD = "👍", "👎"
THANKS = "Thank you, that is noted: what was shown and your verdict, and nothing of you."

THANKS_WHY = "Thank you, that is noted."
WHY_BAD = (
    "What was wrong: another speaker, not on the question, something else? One message is enough; it is kept for "
    "whoever runs me, without your name."
)
WHY_NOTED = "Noted, thank you."

ON_RECORD = "On the record"
THE_ARTICLE = "the article"
UNTITLED = "An article without a headline"

GROUP_COMMANDS = (
    ("ask", "Ask who said what"),
    ("check", "Was this printed? As a reply to a message"),
    ("timeline", "What somebody said, over time"),
    ("follow", "Be told of new statements"),
    ("following", "Whom this chat follows"),
    ("unfollow", "Follow somebody no longer"),
    ("help", "What I can do"),
    ("settings", "What is set for this chat"),
    ("privacy", "What is kept"),
)
PRIVATE_COMMANDS = (
    *GROUP_COMMANDS,
    ("sources", "Which outlets I have read"),
    ("speakers", "Who is on record most"),
    ("latest", "The newest articles"),
    ("about", "How much I hold"),
    ("forget", "Remove what is kept of you"),
)

ABOUT_ME = {
    "": (
        "Who said what in the news, in the words that were printed, with who said them, where and when.\n\n"
        "Ask in English: What did Sullivan say about Ukraine?\n"
        "Or forward a message, and I look up whether it was printed. I write nothing of my own.",
        "Who said what in the news: the words as printed, with their source.",
    ),
    "de": (
        "Wer hat was gesagt? Ich zeige den Wortlaut aus englischsprachigen Nachrichten: wer es gesagt hat, "
        "wo und wann es "
        "gedruckt wurde.\n\nFragen bitte auf Englisch: What did Sullivan say about Ukraine?\n"
        "Oder eine Nachricht weiterleiten: Ich schlage nach, ob sie so gedruckt wurde. Eigene Sätze schreibe "
        "ich nicht.",
        "Wer was gesagt hat: der gedruckte Wortlaut mit Quelle.",
    ),
    "es": (
        "¿Quién dijo qué? Muestro las palabras tal como se publicaron en la prensa en inglés, con su autor, "
        "el medio y la "
        "fecha.\n\nPregunte en inglés: What did Sullivan say about Ukraine?\n"
        "O reenvíe un mensaje y busco si se publicó así. No escribo nada mío.",
        "Quién dijo qué: las palabras publicadas, con su fuente.",
    ),
    "fr": (
        "Qui a dit quoi ? Je montre les propos tels qu’ils ont été imprimés dans la presse anglophone, avec "
        "leur auteur, le "
        "média et la date.\n\nPosez vos questions en anglais : What did Sullivan say about Ukraine?\n"
        "Ou transférez un message : je cherche s’il a été imprimé ainsi. Je n’écris rien moi-même.",
        "Qui a dit quoi : les propos imprimés, avec leur source.",
    ),
    "ru": (
        "Кто что сказал? Я показываю слова так, как они напечатаны в англоязычной прессе: кто сказал, где и "
        "когда.\n\n"
        "Спрашивайте по-английски: What did Sullivan say about Ukraine?\n"
        "Или перешлите сообщение, и я проверю, было ли оно напечатано. От себя я ничего не пишу.",
        "Кто что сказал: напечатанные слова с источником.",
    ),
}
"""The profile's text and short text, by the language of a person's Telegram; '' for all others."""

COMMANDS_IN = {
    "de": {
        "ask": "Fragen, wer was gesagt hat (auf Englisch)",
        "check": "Wurde das gedruckt? Als Antwort auf eine Nachricht",
        "timeline": "Was jemand im Lauf der Zeit gesagt hat", "follow": "Neue Äußerungen melden lassen",
        "following": "Wem dieser Chat folgt", "unfollow": "Jemandem nicht mehr folgen", "help": "Was ich kann",
        "settings": "Einstellungen dieses Chats", "privacy": "Was gespeichert wird",
        "sources": "Welche Medien ich kenne",
        "speakers": "Wer am häufigsten zitiert ist", "latest": "Die neuesten Artikel", "about": "Wie viel ich habe",
        "forget": "Löschen, was ich über Sie speichere",
    },
    "es": {
        "ask": "Preguntar quién dijo qué (en inglés)", "check": "¿Se publicó? Respondiendo a un mensaje",
        "timeline": "Lo que alguien dijo a lo largo del tiempo", "follow": "Avisar de nuevas declaraciones",
        "following": "A quién sigue este chat", "unfollow": "Dejar de seguir", "help": "Qué sé hacer",
        "settings": "Ajustes de este chat", "privacy": "Qué se guarda", "sources": "Qué medios he leído",
        "speakers": "Los más citados", "latest": "Los artículos más recientes", "about": "Cuánto tengo",
        "forget": "Borrar lo que guardo de usted",
    },
    "fr": {
        "ask": "Demander qui a dit quoi (en anglais)", "check": "Est-ce imprimé ? En réponse à un message",
        "timeline": "Les propos de quelqu’un dans le temps", "follow": "Être averti de nouveaux propos",
        "following": "Qui ce groupe suit", "unfollow": "Ne plus suivre", "help": "Ce que je sais faire",
        "settings": "Réglages de ce chat", "privacy": "Ce qui est conservé", "sources": "Les médias que j’ai lus",
        "speakers": "Les plus cités", "latest": "Les derniers articles", "about": "Ce que je possède",
        "forget": "Effacer ce que je garde de vous",
    },
    "ru": {
        "ask": "Спросить, кто что сказал (по-английски)", "check": "Было ли это напечатано? Ответом на сообщение",
        "timeline": "Что кто-то говорил с течением времени", "follow": "Сообщать о новых высказываниях",
        "following": "За кем следит этот чат", "unfollow": "Больше не следить", "help": "Что я умею",
        "settings": "Настройки этого чата", "privacy": "Что хранится", "sources": "Какие издания я читал",
        "speakers": "Кого цитируют чаще всего", "latest": "Новые статьи", "about": "Сколько у меня есть",
        "forget": "Удалить то, что я храню о вас",
    },
}  # fmt: skip

START = (
    "I answer who said what, in the words that were printed.\n\n"
    "Ask me in plain words: What did Sullivan say about Ukraine? Then go on: and about sanctions? more\n\n"
    "/help shows what else I can do."
)

HELP = (
    "Write a question, for example: What did Sullivan say? Who spoke about sanctions?\n"
    "Follow it up with: and about Ukraine? · more · context\n\n"
    "Send me words in quotation marks, or forward a message, and I look up whether they were printed.\n\n"
    "In a group, write /ask and the question, mention me, or reply to one of my answers. "
    "/ask as a reply to somebody's message takes that message as the question. In any chat, my name with @ "
    "and then a "
    "speaker and a topic offers what there is to post.\n\n"
    "Reply with /check to somebody's message, or name me in a reply and ask “is this true?”: I show what was "
    "printed of "
    "it.\n\n"
    "/timeline Sullivan Ukraine draws what somebody said over time, by outlet.\n\n"
    "/follow Sullivan Ukraine tells this chat when something new is added, gathered into one message at most "
    "every ten "
    "minutes; in a group its admins may. It takes a topic alone, too, and words in quotation marks. "
    "/following lists, /unfollow ends.\n\n"
    "/sources, /speakers and /latest show what I have read; /about, how much. /privacy says what is kept, /forget "
    "removes it. /settings shows what answers in this chat are confined to and how long they are; its admins "
    "change it."
    "\n\n"
    "What stands in the grey block is the article's own text. Bold words answer the question, or stood in "
    "quotation marks there. "
    "What I add myself is in square brackets. 'via' names the person who passed the words on."
)

PRIVACY = (
    "I keep a question only until it is answered; traces of it in my files are wiped within the hour. For two days I "
    "keep what a follow-up needs: names and topic of your last question, and which passages I showed you. "
    "I log no questions. In groups I keep nothing of what is not addressed to me. Of a chat I keep what its admins "
    "chose with /settings, until I am removed from it, and whom it follows, until that is ended. Where "
    "you press 👍 or 👎, I keep for whoever runs me which passages were shown and your verdict, but not who or where "
    "you are, nor what you asked.\n\n"
    "/forget removes what I keep of you at once, and with it your questions that are not answered yet."
)
FORGOTTEN = (
    "Done: I keep nothing of our conversations any more, nor whom you follow here. What you asked before and "
    "I had not "
    "answered yet is dropped, and buttons of my earlier answers no longer work."
)

GREETING = (
    "Good day. I answer who said what, in the words that were printed: /ask What did Sullivan "
    "say?\n\n/settings shows "
    "what answers here are confined to, how long they are, and how often I give one; admins of this group change it."
)
PRIVACY_MODE = (
    "\n\nI am in privacy mode: I get commands and replies to me, and nothing else that is written here. "
    "Reply with /check "
    "to a message, and I look up whether it was printed."
)
NOT_ALLOWED = "I am set up for certain chats only and this is none of them, so I am leaving. Ask whoever runs me."

COMMANDS = {"start": START, "help": HELP, "privacy": PRIVACY, "forget": FORGOTTEN}

SETTINGS = "Settings of this chat"
OUTLETS, LANGUAGES, LENGTH = "Outlets and agencies", "Languages", "Answers"
COOLDOWN, ANSWERING = "Pause between answers", "I answer"
ALL, MUTED, WHEN_ASKED = "all", "not at all (muted)", "when I am asked"
UNKNOWN_LANGUAGE = "not given"
LENGTHS = {"short": "short, one passage", "long": "long, up to three passages"}
LENGTH_NAMES = {"short": "Short", "long": "Long"}
OUTLETS_BUTTON, LANGUAGES_BUTTON = "Outlets …", "Languages …"
ALL_OUTLETS, ALL_LANGUAGES = "All outlets", "All languages"
MUTE, UNMUTE, RESET = "Mute", "Unmute", "As usual"
HOW_TO_SET = (
    "Admins of this chat change them with the buttons, or in words: /settings short · long · cooldown 30 · "
    "outlets NAME, NAME · language en · outlets all · mute · unmute · reset"
)
ADMINS_ONLY = "Only admins of this chat change its settings. Everybody may look at them: /settings"
UNKNOWN_SETTING = (
    "I don't know that setting. There are: short, long, cooldown SECONDS, outlets NAME, NAME, language CODE, mute, "
    "unmute, reset."
)
OUTLET_GONE = "That outlet is no longer among the articles I have. Please open /settings again."

SOURCES = "Outlets I have read"
SPEAKERS = "On record most often"
LATEST = "Published last"
ABOUT = (
    "I show only what was printed, word for word, with its source; I sum nothing up and have no opinion. "
    "/sources, /speakers and /latest show what there is."
)
EMPTY_ARCHIVE = "I have read no articles yet."
UNKNOWN_OUTLET = "outlet not known"
UNKNOWN_NAME = "name not known"
OTHER_OUTLETS = "other outlets"
UNDATED = "no date"
TIMELINE = "Timeline"
TIMELINE_OF_WHOM = "Write a speaker after /timeline, and a topic if you like, for example: /timeline Sullivan Ukraine"
NO_PICTURE = "I can draw no pictures here; whoever runs me can install ontherecord[timeline]. This is the list alone."
NO_DATES = "None of these articles gives a date, so there is no picture."

FOLLOW_WHOM = "Write a speaker after /follow, and a topic if you like, for example: /follow Sullivan Ukraine"
FOLLOW_UNKNOWN = (
    "I know nobody of that name who is on record, so there is nobody to follow yet. /speakers shows who is on record."
)
FOLLOWS_FULL = "This chat follows as many as I can take. /following lists them, each with a button that ends it."
FOLLOW_PACE = (
    "I tell you here when something new of theirs is added, gathered into one message at most every ten minutes. "
    "/following lists whom you follow, /unfollow ends it."
)
FOLLOWING = "Followed here"
FOLLOWING_NOBODY = "Nobody is followed here. /follow Sullivan Ukraine would be a beginning."
NOT_FOLLOWED = "That one is not followed here. /following lists who is."
ADMINS_FOLLOW = "In a group its admins decide whom I follow, since all of you read what I tell."
NEWS = "New on record: "
ENDED = "No longer followed."

PRINTED_SO = "Yes, these words were printed:"
PRINTED_OTHERWISE = "Not so: it was printed otherwise, where the words are bold."
NOT_PRINTED_SHORT = "I have nothing like this in print."
PRINTED_NEARLY = "Nearly: something like it was printed, in other words where they are bold."
NOT_PRINTED = (
    "I have nothing printed with these words, nor nearly with them. That does not mean that nobody said them. To ask "
    "about them, write a question without quotation marks."
)
CLAIM_VERDICTS = {
    ClaimVerdict.PRINTED: PRINTED_SO,
    ClaimVerdict.SAID: "Yes, that is on record, in these words:",
    ClaimVerdict.NEARLY: PRINTED_NEARLY,
    ClaimVerdict.OTHERWISE: PRINTED_OTHERWISE,
}
CLAIM_BY_OTHERS = "I find that said, but by somebody else:"
CONTRASTS = {
    DifferenceKind.NEGATION: "turned round",
    DifferenceKind.NUMBER: "another number",
    DifferenceKind.NAME: "another name",
    DifferenceKind.OPPOSITE: "the opposite",
    DifferenceKind.CERTAINTY: "more or less certain",
    DifferenceKind.QUANTITY: "more or fewer",
    DifferenceKind.TIME: "another time",
    DifferenceKind.ORDER: "the other way round",
    DifferenceKind.CONDITION: "a condition left out",
    DifferenceKind.ADDED: "not in print",
    DifferenceKind.OMITTED: "left out",
}
PRINTED = "printed: "
QUOTED = "quoted: "
NOTHING_THERE = "(nothing)"

CHECK_WHAT = (
    "Forward me the message, paste its words, or reply to it with “is this true?”, and I "
    "look up whether it was printed."
)
CHECK_WHAT_IN_GROUP = "Reply to the message in question with /check, and I look up whether its words were printed."
WATCHING = "I will tell you here, once, when there is something. /following lists it."
ANYBODY_ON = "anybody on "
IN_PRINT = "” in print"
SMALL_TALK = {
    Talk.THANKS: "You're welcome.",
    Talk.GREETING: "Hello! Ask me who said what, for example: What did Sullivan say?",
    Talk.WHO: (
        "I am a bot that looks up who said what in the news. I show the words as they were printed, with who "
        "said them "
        "and where; I write nothing of my own. /help shows how to ask."
    ),
    Talk.STOP: (
        "I write only when you ask or follow somebody. /unfollow all ends what you follow, /forget removes "
        "what I keep "
        "of you."
    ),
    Talk.CHATTER: "Ask on whenever you like.",
}
REACTIONS = {Talk.THANKS: "👍", Talk.GREETING: "👍", Talk.STOP: "👌"}
"""What small talk in a group gets instead of a message; what is not here gets nothing."""

ATTACHMENTS = {
    "voice": "I can't listen to voice messages. Write your question, or paste the words you want checked.",
    "audio": "I can't listen to recordings. Write your question, or paste the words you want checked.",
    "video_note": "I can't watch videos. Write your question, or paste the words you want checked.",
    "video": "I can't watch videos. Write your question, or paste the words you want checked.",
    "animation": "I can't watch videos. Write your question, or paste the words you want checked.",
    "photo": "I can't read pictures. Type or paste the words you want checked.",
    "sticker": "I read words only. Ask me who said what, for example: What did Sullivan say?",
    "document": "I don't open files in a chat. Paste the words you want checked, or write your question.",
}
OTHER_ATTACHMENT = "I read words only. Ask me who said what, for example: What did Sullivan say?"
ADMIN_DOCUMENT = "Send the file again with the caption /add, or reply to it with /add, and I add the articles in it."
ADD_IT = "➕ Add it"
PASTED_ARTICLE = "That looks like an article. Shall I add it to what I have read?"
PAGE_WITHOUT_WORDS = "I have read that page, but nobody is quoted in it."
PAGE_NOT_HELD = "I have not read that page, so I can't tell who is on record in it."
NOT_ALLOWED_PRIVATE = "I am set up for certain people and groups only. Ask whoever runs me to let you in."
READS_ENGLISH = {
    "de": "Ich lese englische Artikel und verstehe Fragen auf Englisch, zum Beispiel:",
    "fr": "Je lis des articles en anglais et je comprends les questions en anglais, par exemple :",
    "es": "Leo artículos en inglés y entiendo preguntas en inglés, por ejemplo:",
    "it": "Leggo articoli in inglese e capisco domande in inglese, per esempio:",
    "pt": "Leio artigos em inglês e entendo perguntas em inglês, por exemplo:",
    "nl": "Ik lees Engelse artikelen en begrijp vragen in het Engels, bijvoorbeeld:",
    "pl": "Czytam artykuły po angielsku i rozumiem pytania po angielsku, na przykład:",
    "tr": "İngilizce haberleri okuyorum ve İngilizce soruları anlıyorum, örneğin:",
    "id": "Saya membaca artikel berbahasa Inggris dan memahami pertanyaan dalam bahasa Inggris, misalnya:",
    "ru": "Я читаю статьи на английском и понимаю вопросы на английском, например:",
    "uk": "Я читаю статті англійською і розумію запитання англійською, наприклад:",
    "ar": "أقرأ مقالات بالإنجليزية وأفهم الأسئلة بالإنجليزية، مثلاً:",
    "fa": "من مقاله‌های انگلیسی را می‌خوانم و پرسش‌های انگلیسی را می‌فهمم، مثلاً:",
    "hi": "मैं अंग्रेज़ी लेख पढ़ता हूँ और अंग्रेज़ी में सवाल समझता हूँ, जैसे:",
    "zh": "我阅读英文文章，请用英文提问，例如：",
    "ja": "私は英語の記事を読みます。英語で質問してください。例：",
}
ASK_WHAT = "Write the question after /ask, for example: /ask What did Sullivan say?"
NOTHING = "Nobody is on record with that in the articles I have."
MOST_ON_RECORD = " Most on record: "
NEAREST = "Not in these words; nearest:"
VERDICTS = {
    Verdict.SAID: "Yes, that is on record:",
    Verdict.CONTRARY: "The record says otherwise.",
    Verdict.NOT_FOUND: "I don't find that said. The nearest there is:",
}
ATTITUDE = "their view or intention, not an announcement"
PRINTED_IN = "Printed in:"
NONE_IN_OWN_WORDS = "None of these words stand in quotation marks; they are all in the reporter's words."
NOBODY_ELSE = "I find nobody else on record on that."
WHO_ELSE_ON_WHAT = "Who else on what? Ask, for example: Who spoke about sanctions?"
TELL_ME = "🔔 Tell me when there is something"
NO_MORE = "That is all I have on this question."
WITHDRAWN = "That passage is no longer here: the article was corrected or taken down, or my answer is too old."
OUTAGE = "Search is out of order just now, so I can't tell whether anybody is on record. Please ask again later."
FAILED = "Something went wrong with this question; it has been noted. Please put it in other words."
TOO_FAST = "That is more than I can answer at once. Please give me a minute, then ask on."
TOO_LONG = "That is longer than I can take as a question. Please ask in a sentence or two."
ASK_IN_PRIVATE = "Ask me in private"
NOBODY_ON_RECORD = "Nobody is on record with that. Ask me in private"
OUT_OF_ORDER = "Search is out of order just now"
IN_ITS_ARTICLE = "In its article"
WHICH = "Several speakers have that name. Which one?"
UNKNOWN_COMMAND = "I don't know that command. /help shows what I can do."


def reads_english(language: str) -> str:
    """In a language, that questions are understood in English, with an example."""
    return f"{READS_ENGLISH[language]} What did Sullivan say?"


def unknown_command(name: str) -> str:
    """That there is no such command, and which was meant where it is a slip of one."""
    known = [command for command, _ in PRIVATE_COMMANDS]
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    return (
        f"I don't know /{name[:32]}. Did you mean /{near[0]}? /help shows what I can do." if near else UNKNOWN_COMMAND
    )


def statements(count: int) -> str:
    """'1 statement', '12 statements'."""
    return f"{count:,} statement" if count == 1 else f"{count:,} statements"


def all_statements(count: int) -> str:
    """'All 12 statements', on a button."""
    return f"All {statements(count)} ▶" if count > 1 else "The statement ▶"


def articles(count: int) -> str:
    """'1 article', '12 articles'."""
    return f"{count:,} article" if count == 1 else f"{count:,} articles"


def and_more(count: int) -> str:
    """'and 12 more'."""
    return f"and {count:,} more"


def holdings(article_count: int, statement_count: int, speaker_count: int) -> str:
    """'I hold 2 articles with 7 statements of 5 speakers.'"""
    speakers = f"{speaker_count:,} speaker" if speaker_count == 1 else f"{speaker_count:,} speakers"
    return f"I hold {articles(article_count)} with {statements(statement_count)} of {speakers}."


def pause(seconds: int) -> str:
    """'none', '30 s', '5 min'."""
    if not seconds:
        return "none"
    return f"{seconds // 60} min" if seconds % 60 == 0 else f"{seconds} s"


def unknown_outlet(name: str, near: Sequence[str]) -> str:
    """That no article is from an outlet or agency of this name, and which names there are."""
    first = f"I have no article of “{name[:60]}”." if name else "Name one or more outlets, with commas, or: all."
    return f"{first} There is, for example: {', '.join(each[:60] for each in near)}." if near else first


def too_many_outlets(limit: int) -> str:
    """That a chat can't be confined to so many outlets."""
    return f"That is more than the {limit} outlets that can be chosen; for more, choose all."


def unknown_language(known: Sequence[str]) -> str:
    """That no article is in this language, and which languages there are."""
    return f"I have no article in that language. There are: {', '.join(each[:20] for each in known[:30])}, or: all."


def wrong_cooldown(longest: int) -> str:
    """That this is no pause."""
    return f"The pause is a number of seconds from 0 to {longest}, for example: /settings cooldown 30"


def pausing(seconds: int) -> str:
    """That this chat has chosen a pause between two answers."""
    return f"This chat has chosen a pause of {pause(seconds)} between two answers. Please ask again a little later."
