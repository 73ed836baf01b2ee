"""Every kind of message has a screen: what the bot can say is said in some scene, and Telegram takes it."""

import re
from collections.abc import Iterator

import pytest
from fake_telegram.judge import judge_keyboard, judged_text
from fake_telegram.server import FakeTelegram
from running_bot import WholeBot
from scenes import ADMIN, Screen, screens
from screen_page import drawn, page

from bot.wording import admin_messages, phrases

pytestmark = pytest.mark.timeout(400)  # the whole bot starts and plays, on whatever machine
SENTENCE = re.compile(r"\S+ \S+ \S.*[.?!:]", re.DOTALL)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Screen]]:
    """All screens, played once by the whole bot."""
    telegram = FakeTelegram().start()
    bot = WholeBot(telegram, tmp_path_factory.mktemp("scenes"), admins=str(ADMIN))
    try:
        telegram.wait(lambda: telegram.called("setMyCommands") or bot.process.poll() is not None)
        assert bot.process.poll() is None, bot.log()
        yield list(screens(telegram, bot.add))
    finally:
        bot.kill()
        telegram.stop()


def test_every_sentence_of_the_bot_is_on_a_screen(played: list[Screen]) -> None:
    """A new message needs a scene in scenes.py, or its words among the rare ones there."""
    shown = "\n".join(judged_text(screen.html, 4096)["text"] for screen in played)
    named = [*vars(phrases).items(), *vars(admin_messages).items()]
    said = {name: words for name, words in named if name.isupper() and isinstance(words, str)}
    sentences = {name: words for name, words in said.items() if SENTENCE.fullmatch(words.strip())}
    assert len(sentences) > 20
    missing = [name for name, words in sentences.items() if words.strip() not in shown]
    assert not missing, f"no screen shows {', '.join(missing)}"


def test_every_command_of_the_menu_is_given_in_a_scene(played: list[Screen]) -> None:
    given = {screen.said.split()[0] for screen in played if screen.said.startswith("/")}
    menu = {f"/{name}" for name, _ in (*phrases.PRIVATE_COMMANDS, *phrases.GROUP_COMMANDS, *admin_messages.COMMANDS)}
    assert menu - given == set()


def test_every_screen_is_taken_by_telegram_and_can_be_drawn(played: list[Screen]) -> None:
    for screen in played:
        judged_text(screen.html, 1024 if screen.picture else 4096)
        judge_keyboard({"inline_keyboard": list(map(list, screen.buttons))})
        assert drawn(screen.html) in page(screen)


def test_a_drawing_has_the_text_and_its_marks() -> None:
    quoted = "<blockquote expandable>“<b>no</b>” &lt;b&gt;</blockquote>"
    html = f"<b>Ann</b> &amp; 🇩🇪 <i>said</i>\n{quoted}\n<a href='https://x.example/'>x</a> /help"
    assert drawn(html) == (
        '<b>Ann</b> &amp; 🇩🇪 <i>said</i><div class="quote folded"><div>“<b>no</b>” &lt;b&gt;</div></div>'
        '<a href="https://x.example/">x</a> <a>/help</a>'
    )
