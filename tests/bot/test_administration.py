"""What admins order in chats, with the bot as its own process and jobs in another one."""

from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from fake_errands import GOES_ON, ORDERED
from fake_newsroom import ARTICLES
from fake_telegram.chats import FakeChat
from fake_telegram.server import TOKEN, FakeTelegram
from running_bot import RunningBot

from bot.admin.admin_commands import FOLDER

ADMIN, OTHER_ADMIN, STRANGER = 70, 71, 72
ARTICLE = "LUND (Northern Wire) - The court said on Monday that it would sit again.\n\nIt gave no date."


@pytest.fixture(scope="module")
def telegram() -> Iterator[FakeTelegram]:
    """One Telegram for the tests that leave the bot as it was; the others start one of their own on it."""
    server = FakeTelegram().start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def running(telegram: FakeTelegram, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    """One bot for all, whose jobs are brought to an end after each test."""
    bot = RunningBot(telegram, tmp_path_factory.mktemp("administration"), admins=f"{ADMIN} {OTHER_ADMIN}")
    yield bot
    bot.kill()


@pytest.fixture
def bot(telegram: FakeTelegram, running: RunningBot) -> Iterator[RunningBot]:
    for place in (GOES_ON, ORDERED, "withdrawn"):
        remove(running.folder / place)
    for chat in telegram.chats.values():
        chat.messages.clear()
    yield running
    if running.process.poll() is not None:
        running.start()
    (running.folder / GOES_ON).touch()
    telegram.wait(lambda: not any("job:cancel" in str(chat.from_bot()) for chat in telegram.chats.values()))


@pytest.fixture
def chat(telegram: FakeTelegram, bot: RunningBot) -> FakeChat:
    return telegram.private(ADMIN)


def remove(path: Path) -> None:
    if path.is_dir():
        rmtree(path)
    path.unlink(missing_ok=True)


def said(telegram: FakeTelegram, chat: FakeChat, words: str, author: int = ADMIN, **more: Any) -> dict[str, Any]:
    """The bot's next message after somebody wrote."""
    before = len(chat.from_bot())
    telegram.say(chat, author, words, **more)
    return telegram.said(chat, before + 1)[-1]


def becomes(telegram: FakeTelegram, chat: FakeChat, message: dict[str, Any], words: str) -> str:
    """The text of a message when these words stand in it."""
    number = message["message_id"]
    telegram.wait(lambda: words in chat.messages[number]["text"])
    return str(chat.messages[number]["text"])


def ordered(bot: RunningBot) -> list[str]:
    folder = bot.folder / ORDERED
    return [path.read_text(encoding="utf8") for path in sorted(folder.iterdir())] if folder.exists() else []


@pytest.mark.parametrize("order", ["/add https://x.example/1", "/rebuild", "/remove 1", "/status"])
def test_who_is_no_admin_is_told_so_in_private_and_nothing_in_groups(
    telegram: FakeTelegram, bot: RunningBot, order: str
) -> None:
    private, group = telegram.private(STRANGER), telegram.group(-1, admins={STRANGER})
    assert "Only those who run me" in said(telegram, private, order, STRANGER)["text"]
    telegram.say(group, STRANGER, order)
    telegram.say_as_chat(group, order)
    said(telegram, group, "/ask What did Sullivan say?", STRANGER)
    assert len(group.from_bot()) == 1
    assert ordered(bot) == []


def test_addresses_are_added_once_each_and_rejections_say_why(
    telegram: FakeTelegram, bot: RunningBot, chat: FakeChat
) -> None:
    order = "/add https://x.example/1 https://x.example/empty\nHTTPS://x.example/2 https://x.example/1"
    text = becomes(telegram, chat, said(telegram, chat, order), "Done")
    assert "2 added, 0 corrected, 0 there already, 1 not taken." in text
    assert "it has no article <b>here</b>" in text
    assert ordered(bot) == ["https://x.example/1\nhttps://x.example/empty\nHTTPS://x.example/2"]


def test_a_text_after_the_order_is_an_article(telegram: FakeTelegram, bot: RunningBot, chat: FakeChat) -> None:
    becomes(telegram, chat, said(telegram, chat, f"/add {ARTICLE}"), "1 added")
    assert ordered(bot) == [f".txt {ARTICLE}"]
    telegram.wait(lambda: not list((bot.folder / FOLDER).iterdir()))


def test_a_forwarded_text_is_added_by_a_reply(telegram: FakeTelegram, bot: RunningBot, chat: FakeChat) -> None:
    forwarded = telegram.say(
        chat, ADMIN, ARTICLE + "?", forward_origin={"type": "hidden_user", "sender_user_name": "A", "date": 1}
    )
    telegram.said(chat)
    becomes(telegram, chat, said(telegram, chat, "/add", reply_to=forwarded), "1 added")
    assert ordered(bot) == [f".txt {ARTICLE}?"]


def test_a_file_is_added_by_its_caption_or_by_a_reply(telegram: FakeTelegram, bot: RunningBot, chat: FakeChat) -> None:
    telegram.send_file(chat, ADMIN, "../../etc/story.HTML", b"<p>one</p>", "/add")
    becomes(telegram, chat, telegram.said(chat)[0], "1 added")
    sent = telegram.send_file(chat, ADMIN, "lines.jsonl", b'{"text": "two"}')
    assert "with the caption /add" in telegram.said(chat, 2)[1]["text"]
    becomes(telegram, chat, said(telegram, chat, "/add", reply_to=sent), "1 added")
    assert ordered(bot) == [".html <p>one</p>", '.jsonl {"text": "two"}']


@pytest.mark.parametrize(
    ("name", "size", "told"),
    [
        ("picture.png", 10, "I can't read “picture.png”"),
        ("nothing", 10, "I can't read “nothing”"),
        ("<b>.exe", 10, "I can't read “<b>.exe”"),
        ("story.txt", 20_000_001, "larger than the 20 MB"),
    ],
)
def test_files_of_another_kind_or_too_large_are_not_even_fetched(
    telegram: FakeTelegram, chat: FakeChat, name: str, size: int, told: str
) -> None:
    before = len(telegram.called("getFile"))
    telegram.send_file(chat, ADMIN, name, b"x", "/add", size)
    assert told in telegram.said(chat)[0]["text"]
    assert len(telegram.called("getFile")) == before


def test_a_file_that_is_larger_than_its_message_said_or_gone_is_refused(telegram: FakeTelegram, chat: FakeChat) -> None:
    telegram.send_file(chat, ADMIN, "story.txt", b"x" * 20_000_001, "/add", 5)
    assert "does not give me that file" in telegram.said(chat)[0]["text"]


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ("/add", "What am I to add?"),
        ("/add " + " ".join(f"https://x.example/{n}" for n in range(21)), "at most 20"),
        ("/remove", "Write /remove"),
        ("/remove https://x.example/none", "I hold no article"),
        ("/rebuild everything", "/rebuild full"),
    ],
)
def test_an_order_that_can_not_be_carried_out_says_what_can(
    telegram: FakeTelegram, bot: RunningBot, chat: FakeChat, order: str, told: str
) -> None:
    assert told in said(telegram, chat, order)["text"]
    assert ordered(bot) == []


@pytest.mark.parametrize("words", ["file:///etc/passwd", "/etc/passwd", "-", "ftp://x.example/", "https//x"])
def test_what_is_no_web_address_is_never_opened_but_a_text(
    telegram: FakeTelegram, bot: RunningBot, chat: FakeChat, words: str
) -> None:
    becomes(telegram, chat, said(telegram, chat, f"/add {words}"), "Done")
    assert ordered(bot) == [f".txt {words}"]


@pytest.mark.parametrize(
    ("url", "told"), [("crash", "ended before it was done"), ("broken", "the article store <x> is not available")]
)
def test_an_errand_that_fails_says_so_and_the_next_one_runs(
    telegram: FakeTelegram, chat: FakeChat, url: str, told: str
) -> None:
    becomes(telegram, chat, said(telegram, chat, f"/add https://x.example/{url}"), told)
    becomes(telegram, chat, said(telegram, chat, "/add https://x.example/1"), "1 added")


def test_a_rebuild_shows_how_far_it_is_costs_no_answer_and_is_one_at_a_time(
    telegram: FakeTelegram, bot: RunningBot, chat: FakeChat
) -> None:
    message = said(telegram, chat, "/rebuild full")
    becomes(telegram, chat, message, "256 of 1,024 passages (25 %), 128 a second, 6 s left")
    assert "nine years" in said(telegram, chat, "What did Sullivan say?")["text"]
    other = telegram.private(OTHER_ADMIN)
    assert "rebuilding the index already" in said(telegram, other, "/rebuild", OTHER_ADMIN)["text"]
    assert "rebuilding the index already" in said(telegram, other, "/add https://x.example/1", OTHER_ADMIN)["text"]
    assert "rebuild, 256 of 1,024" in said(telegram, other, "/status", OTHER_ADMIN)["text"]
    (bot.folder / GOES_ON).touch()
    becomes(telegram, chat, message, "Index the-second: 1,024 passages, 768 of them new")
    assert chat.messages[message["message_id"]]["reply_markup"] == {"inline_keyboard": []}
    assert ordered(bot) == ["Scope.EVERYTHING"]


def test_a_rebuild_is_cancelled_by_an_admin_alone(telegram: FakeTelegram, bot: RunningBot, chat: FakeChat) -> None:
    message = said(telegram, chat, "/rebuild")
    press = telegram.press(chat, STRANGER, message["message_id"], "Cancel")
    telegram.wait(lambda: "Only those who run me" in telegram.toasts.get(press, ""))
    press = telegram.press(chat, OTHER_ADMIN, message["message_id"], "Cancel")
    becomes(telegram, chat, message, "Stopped, as you wished")
    assert "stopping" in telegram.toasts[press]
    press = telegram.press_data(chat, ADMIN, message["message_id"], "job:cancel")
    telegram.wait(lambda: "over already" in telegram.toasts.get(press, ""))


def test_a_button_of_an_earlier_errand_does_not_stop_the_one_that_runs(
    telegram: FakeTelegram, bot: RunningBot, chat: FakeChat
) -> None:
    earlier = said(telegram, chat, "/add https://x.example/1")
    becomes(telegram, chat, earlier, "Done")
    said(telegram, chat, "/rebuild")
    press = telegram.press_data(chat, ADMIN, earlier["message_id"], "job:cancel")
    telegram.wait(lambda: "over already" in telegram.toasts.get(press, ""))


def test_an_article_that_is_taken_down_is_gone_from_answers_and_buttons_at_once(
    telegram: FakeTelegram, bot: RunningBot, chat: FakeChat
) -> None:
    answer = said(telegram, chat, "What did Sullivan say?")["message_id"]
    removed = said(telegram, chat, "/remove", reply_to=answer)
    assert f"Taken down: {ARTICLES[0].id} (1 text)" in removed["text"]
    telegram.press(chat, ADMIN, answer, "Context 1")
    telegram.wait(lambda: "no longer here" in chat.messages[answer]["text"])
    (bot.folder / GOES_ON).touch()
    assert "Taken down" in becomes(telegram, chat, removed, "Index the-second")
    assert ordered(bot) == ["Scope.MISSING"]


def test_an_article_is_taken_down_by_its_address(telegram: FakeTelegram, bot: RunningBot, chat: FakeChat) -> None:
    assert (
        "Taken down: https://lund.example/court" in said(telegram, chat, "/remove https://lund.example/court")["text"]
    )
    again = said(telegram, chat, f"/remove https://lund.example/court {ARTICLES[0].id}")["text"].split("\n")
    assert again[0].startswith("I hold no article")
    assert again[1].startswith("Taken down")


def errors_told(status: dict[str, Any]) -> int:
    return int(status["text"].partition("Errors since the start: ")[2].split("\n")[0])


def test_status_tells_what_is_there_and_how_the_bot_is(telegram: FakeTelegram, chat: FakeChat) -> None:
    before = errors_told(said(telegram, chat, "/status"))
    said(telegram, chat, "mishap")
    message = said(telegram, chat, "/status")
    status = message["text"].split("\n")
    assert status[0] == "@recordbot"
    assert status[1].startswith("Articles: 2, statements: 6, speakers:")
    assert "Index: first" in status
    assert any(line.startswith("Model: ") for line in status)
    assert errors_told(message) == before + 1
    assert "JobRunner that: nothing" in status
    assert any(line.startswith("Reads all of a group: no") for line in status)


def test_a_bot_that_is_stopped_ends_its_errand_and_says_so(
    telegram: FakeTelegram, bot: RunningBot, chat: FakeChat
) -> None:
    message = said(telegram, chat, "/rebuild")
    telegram.wait(lambda: ordered(bot))
    assert bot.stop() == 0
    assert "switched off" in chat.messages[message["message_id"]]["text"]


def test_what_a_killed_bot_left_of_uploads_is_gone_at_the_next_start(
    telegram: FakeTelegram, bot: RunningBot, chat: FakeChat
) -> None:
    bot.kill()
    left = bot.folder / FOLDER / "left.txt"
    left.parent.mkdir(exist_ok=True)
    left.write_text("a story")
    bot.start()
    said(telegram, chat, "/status")
    assert not left.exists()


def test_admins_see_their_orders_in_the_list_of_commands(telegram: FakeTelegram, chat: FakeChat) -> None:
    said(telegram, chat, "/status")
    lists = [call.params for call in telegram.called("setMyCommands")]
    mine = [each["commands"] for each in lists if each["scope"].get("chat_id") == ADMIN]
    assert {"add", "remove", "rebuild", "status", "ask"} <= {command["command"] for command in mine[0]}
    for each in lists:
        if each["scope"]["type"] != "chat":
            assert "rebuild" not in {command["command"] for command in each["commands"]}


def test_the_token_is_in_nothing_that_is_said_or_logged(
    telegram: FakeTelegram, bot: RunningBot, chat: FakeChat
) -> None:
    said(telegram, chat, "mishap")
    becomes(telegram, chat, said(telegram, chat, "/add https://x.example/crash"), "ended before")
    said(telegram, chat, "/status")
    bot.stop()
    assert TOKEN not in bot.log()
    assert TOKEN.partition(":")[2] not in bot.log()
    assert TOKEN not in str(chat.messages)
