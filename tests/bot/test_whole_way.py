"""The whole way: the installed command, its sample articles, a question in a group, an article that an admin adds."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from fake_telegram.server import TOKEN, FakeTelegram
from running_bot import ROOT

ADMIN = 70
STORY = (
    "GARROW HILL (Northern Wire) - Rescuers on Sunday reached the last of the miners, two days later.\n\n"
    '"All of them asked for tea," rescue chief Bongani Okonjo-Reyes said on Monday. He added that nobody was hurt.\n\n'
    "The tunnel will stay closed until its walls have been tested from one end to the other.\n"
)


@pytest.fixture(scope="module")
def telegram(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FakeTelegram]:
    """A Telegram with the bot on it, as `ontherecord run` starts it where `ask` has loaded the samples."""
    server, folder = FakeTelegram().start(), tmp_path_factory.mktemp("whole-way")
    given = {"ONTHERECORD_TELEGRAM_TOKEN": TOKEN, "ONTHERECORD_TELEGRAM_API_URL": server.url}
    environ = os.environ | given | {"PYTHONPATH": str(ROOT), "ONTHERECORD_ADMINS": str(ADMIN)}
    run = [sys.executable, "-m", "bot", "--data-dir", str(folder)]
    subprocess.run([*run, "ask", "what did Sullivan say?"], env=environ, cwd=folder, check=True, capture_output=True)
    command = [*run, "run"]
    with subprocess.Popen(
        command, env=environ, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield server
        finally:
            process.kill()
    server.stop()


def test_the_command_answers_a_mention_in_a_group_with_words_of_an_article(telegram: FakeTelegram) -> None:
    group = telegram.group(-1)
    telegram.say(group, 7, "good morning everybody")
    asked = telegram.say(group, 7, "@recordbot what did Sullivan say?")
    telegram.wait(group.from_bot)
    (answer,) = group.from_bot()
    assert answer["replied_to"] == asked
    assert "Sullivan" in answer["text"]
    assert "<blockquote expandable>" in answer["html"]


def test_what_an_admin_adds_in_a_chat_can_be_asked_about_and_is_gone_when_it_is_taken_down(
    telegram: FakeTelegram,
) -> None:
    chat = telegram.private(ADMIN)
    telegram.say(chat, ADMIN, "What did Okonjo-Reyes say?")
    telegram.wait(chat.from_bot)
    telegram.send_file(chat, ADMIN, "miners.txt", STORY.encode(), "/add")
    telegram.wait(lambda: "1 added" in chat.from_bot()[-1]["text"])
    telegram.say(chat, ADMIN, "What did Okonjo-Reyes say?")
    assert "All of them asked for tea" in telegram.said(chat, 3)[-1]["text"]
    telegram.say(chat, ADMIN, "/remove", reply_to=chat.from_bot()[-1]["message_id"])
    assert "Taken down" in telegram.said(chat, 4)[-1]["text"]
    telegram.say(chat, ADMIN, "What did Okonjo-Reyes say?")
    assert "No article here names" in telegram.said(chat, 5)[-1]["text"]
    telegram.wait(lambda: "Done" in chat.from_bot()[3]["text"])
