"""A busy group: the bot answers whom it was asked by, and leaves everybody else alone."""

from busy_group import LINES, Line
from fake_telegram.chats import FakeChat
from fake_telegram.server import FakeTelegram
from running_bot import RunningBot

MISHAPS = ("Something went wrong", "Nobody here", "No article", "I don't know that command", "Write the question")


def below(line: Line, numbers: list[int], group: FakeChat) -> dict[str, int]:
    """What the line replies to; nothing where the bot has said nothing yet."""
    if line.to == "bot":
        said = group.from_bot()
        return {"reply_to": said[-1]["message_id"]} if said else {}
    return {"reply_to": numbers[int(line.to) - 1]} if line.to else {}


def test_a_hundred_messages_of_a_busy_group(telegram: FakeTelegram, start_bot: object, tmp_path: object) -> None:
    """Privacy mode is off, so the bot gets everything: what it leaves alone is its own decision."""
    telegram.hears_all = True
    bot: RunningBot = start_bot()  # type: ignore[operator]
    group = telegram.group(-5000)
    numbers: list[int] = []
    for line in LINES:
        before = len(group.from_bot())
        numbers.append(telegram.say(group, line.author, line.text, **below(line, numbers, group)))
        if line.answer:
            said = telegram.said(group, before + 1)[-1]["text"]
            assert line.answer.lower() in said.lower(), (line.text, said)
    telegram.wait(telegram.all_fetched)
    assert bot.stop() == 0  # what was accepted is answered before it stops
    said = [message["text"] for message in group.from_bot()]
    chatter = [line for line in LINES if not line.answer]
    assert len(LINES) == 100
    assert len(said) - (len(LINES) - len(chatter)) == 0, said  # nobody was told anything that nobody asked for
    assert len(said) / len(chatter) < 0.12
    assert not [words for words in said if words.startswith(MISHAPS)]
