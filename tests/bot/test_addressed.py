"""Was the bot spoken to, and what was it asked?"""

from dataclasses import replace

import pytest

from bot.chat import ChatKind, Command, Me, Replied, Spoken
from bot.dispatch.addressed import Request, Wanted, command, request
from bot.dispatch.languages import foreign_language
from bot.dispatch.small_talk import Talk, is_chat, looks_like_question, small_talk

ME = Me(42, "RecordBot", hears_all=False)
GROUP = Spoken(-1, ChatKind.SUPERGROUP, 5, 7, "What did Sullivan say?")
PRIVATE = replace(GROUP, kind=ChatKind.PRIVATE)


def question(spoken: Spoken, me: Me) -> str | None:
    """The words of the question that is put to the bot; None where it is none."""
    found = request(spoken, me)
    return found.words if found is not None and found.wanted is Wanted.QUESTION else None


def in_private(text: str, **more: object) -> Request | None:
    return request(replace(PRIVATE, text=text, **more), ME)


def reply_in_group(text: str, author: int = ME.id, about: str = "The mayor said no ship was late.") -> Request | None:
    return request(replace(GROUP, text=text, replied=Replied(3, author, about, None, about)), ME)


def mention_in_group(text: str, about: str | None = None) -> Request | None:
    replied = Replied(3, 9, about, None, about) if about is not None else None
    at = text.index("@recordbot")
    return request(replace(GROUP, text=text, mentions=(("recordbot", at, at + 10),), replied=replied), ME)


def test_plain_words_in_private_are_a_question() -> None:
    assert question(PRIVATE, ME) == "What did Sullivan say?"


def test_plain_words_in_a_group_are_none() -> None:
    assert question(GROUP, ME) is None


def test_a_channel_is_never_answered() -> None:
    assert question(replace(GROUP, kind=ChatKind.CHANNEL, command=Command("ask", "", "who?")), ME) is None


@pytest.mark.parametrize("to", ["", "recordbot", "RECORDBOT"])
def test_ask_is_a_question_whoever_of_us_is_named(to: str) -> None:
    assert question(replace(GROUP, command=Command("ask", to, "Who spoke?")), ME) == "Who spoke?"


def test_ask_for_another_bot_is_nothing_to_us() -> None:
    spoken = replace(PRIVATE, text="/ask@otherbot who?", command=Command("ask", "otherbot", "who?"))
    assert question(spoken, ME) is None
    assert command(spoken, ME) is None


def test_another_command_is_no_question_even_in_private() -> None:
    assert question(replace(PRIVATE, text="/help", command=Command("help", "", "")), ME) is None


def test_ask_as_a_reply_takes_that_message_as_the_question() -> None:
    spoken = replace(GROUP, command=Command("ask", "", ""), replied=Replied(3, 9, " Did the mayor speak? "))
    assert question(spoken, ME) == "Did the mayor speak?"


def test_ask_without_words_is_a_question_without_words() -> None:
    assert question(replace(GROUP, command=Command("ask", "", "")), ME) == ""


def test_a_reply_to_the_bot_is_a_question_and_a_reply_to_others_is_not() -> None:
    assert question(replace(GROUP, replied=Replied(3, ME.id, "...")), ME) == "What did Sullivan say?"
    assert question(replace(GROUP, replied=Replied(3, 9, "...")), ME) is None


def test_a_mention_is_taken_out_of_the_question() -> None:
    spoken = replace(GROUP, text="@recordbot, what did Nowak say?", mentions=(("recordbot", 0, 10),))
    assert question(spoken, ME) == "what did Nowak say?"


def test_a_mention_of_somebody_else_is_no_question() -> None:
    spoken = replace(GROUP, text="@recordbots hello", mentions=(("recordbots", 0, 11),))
    assert question(spoken, ME) is None


def test_a_bare_mention_as_a_reply_takes_that_message_as_the_question() -> None:
    spoken = replace(GROUP, text="@recordbot", mentions=(("recordbot", 0, 10),), replied=Replied(3, 9, "Who spoke?"))
    assert question(spoken, ME) == "Who spoke?"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("thanks", Talk.THANKS), ("Thank you so much!!", Talk.THANKS), ("thx bot", Talk.THANKS), ("merci", Talk.THANKS),
        ("Hello", Talk.GREETING), ("hello, hello, hello", Talk.GREETING), ("good morning all", Talk.GREETING),
        ("how are you?", Talk.GREETING), ("who are you?", Talk.WHO), ("are you a bot?", Talk.WHO), ("help", Talk.HELP),
        ("what can I ask?", Talk.HELP), ("stop", Talk.STOP), ("please stop", Talk.STOP),
        ("\N{THUMBS UP SIGN}", Talk.CHATTER),
        ("lol", Talk.CHATTER), ("hahahahaha", Talk.CHATTER), ("ok cool", Talk.CHATTER), ("sooo good", Talk.CHATTER),
    ],
)  # fmt: skip
def test_small_talk_is_no_question(words: str, kind: Talk) -> None:
    assert in_private(words) == Request(Wanted.TALK, words, talk=kind)


@pytest.mark.parametrize(
    "words", ["thanks, and what did Sullivan say?", "Helsinki", "stop the war", "Hello Kitty trial", "more", "when?"]
)
def test_what_has_words_of_its_own_is_a_question(words: str) -> None:
    assert in_private(words) == Request(Wanted.QUESTION, words)


@pytest.mark.parametrize(
    "words", ["is this true?", "?", "did he say that?", "fact check", "check this please", "true?"]
)
def test_a_mention_below_a_message_asks_to_check_it(words: str) -> None:
    found = mention_in_group(f"@recordbot {words}", about="Sullivan said the tugs were new.")
    assert found is not None
    assert (found.wanted, found.words) == (Wanted.CHECK, "Sullivan said the tugs were new.")


def test_check_as_a_reply_takes_that_message() -> None:
    replied = Replied(3, 9, "The tugs are new.", None, "The tugs are new.")
    spoken = replace(GROUP, text="/check", command=Command("check", "", ""), replied=replied)
    assert request(spoken, ME) == Request(Wanted.CHECK, "The tugs are new.")


@pytest.mark.parametrize(
    "words", ["he always says that", "I told you so", "lol", "this is why I don't trust politicians", "who cares?",
              "can you believe this guy?", "why would anyone believe that", "do you guys think he resigns?",
              "wow just wow"],
)  # fmt: skip
def test_remarks_below_an_answer_are_for_the_others(words: str) -> None:
    found = reply_in_group(words)
    assert found is None or (found.wanted is Wanted.TALK and found.talk is Talk.CHATTER)


@pytest.mark.parametrize(
    "words", ["and about sanctions?", "more", "when?", "source?", "who else?", "only direct quotes", "in December",
              "from the Herald", "What did the mayor say?", "2", "the union one", "why?"],
)  # fmt: skip
def test_follow_ups_below_an_answer_are_for_the_bot(words: str) -> None:
    found = reply_in_group(words)
    assert found is not None
    assert (found.wanted, found.words) == (Wanted.QUESTION, words)


def test_praise_that_mentions_the_bot_is_no_question() -> None:
    assert mention_in_group("lol @recordbot knows everything") is None
    found = mention_in_group("I love @recordbot so much")
    assert found is not None and found.talk is Talk.CHATTER


def test_a_guest_is_asked_in_any_chat() -> None:
    guest = replace(GROUP, text="@recordbot is this true?", guest="g1", mentions=(("recordbot", 0, 10),),
                    replied=Replied(3, 9, "The tugs are new.", None, "The tugs are new."))  # fmt: skip
    found = request(replace(guest, kind=ChatKind.CHANNEL), ME)
    assert found is not None
    assert (found.wanted, found.words) == (Wanted.CHECK, "The tugs are new.")


def test_what_carries_no_words_is_an_attachment_and_a_link_a_link() -> None:
    assert in_private("", attachment="voice") == Request(Wanted.ATTACHMENT, "voice")
    assert request(replace(GROUP, text="", attachment="voice"), ME) is None
    assert in_private("https://a.example/b", links=("https://a.example/b",)) == Request(Wanted.LINKS)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Was hat Sullivan über die Ukraine gesagt?", "de"), ("Qu'est-ce que Sullivan a dit sur l'Ukraine ?", "fr"),
        ("¿Qué dijo Sullivan sobre Ucrania?", "es"), ("Что сказал Салливан об Украине?", "ru"),
        ("Що сказав Салліван про її справу?", "uk"), ("ماذا قال سوليفان عن أوكرانيا؟", "ar"),
        ("What did Sullivan say?", ""), ("Sullivan", ""), ("What did Angela Merkel say about die Zeit?", ""),
        ("What did Nguyễn Văn Thọ say on the war?", ""), ("quote La Repubblica on Di Maio", ""), ("Lula da Silva", ""),
    ],
)  # fmt: skip
def test_the_language_of_a_question_is_told_where_it_is_surely_not_english(words: str, language: str) -> None:
    assert foreign_language(words) == language


def test_what_looks_like_a_question_asks_something() -> None:
    assert looks_like_question("what did he say about tugs")
    assert not looks_like_question("he never said that")
    assert small_talk("what did he say about tugs") is None
    assert is_chat("tbh I am done with this")
