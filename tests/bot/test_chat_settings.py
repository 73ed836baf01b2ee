"""What a chat's admins choose for it: wishes in words and buttons, and what is kept of them."""

from pathlib import Path

import pytest
from fake_telegram.judge import judge_keyboard, judged_text

from bot.catalogue import Holdings
from bot.chat_settings import (
    MOST_OUTLETS,
    USUAL,
    ChatSettings,
    Length,
    Refusal,
    SettingsOfChats,
    after_press,
    menu,
    token,
    wished,
)
from bot.state.retention import ChatMoves
from bot.state.state import open_state

HELD = Holdings(("The Ellis Courier", "Lund Dagblad", "Coastwire", "ellis.example"), ("en", "und", "sv"))
CHOSEN = ChatSettings(("Lund Dagblad",), ("sv",), Length.SHORT, 60, muted=True)


@pytest.mark.parametrize(
    ("words", "settings"),
    [
        ("short", ChatSettings(length=Length.SHORT)),
        ("LONG", USUAL),
        ("mute", ChatSettings(muted=True)),
        ("cooldown 30", ChatSettings(cooldown=30)),
        ("cooldown: 45 s", ChatSettings(cooldown=45)),
        ("cooldown off", USUAL),
        ("outlets the ellis courier, COASTWIRE", ChatSettings(outlets=("The Ellis Courier", "Coastwire"))),
        ("outlet Ellis Courier", ChatSettings(outlets=("The Ellis Courier",))),
        ("outlets all", USUAL),
        ("language sv-SE", ChatSettings(languages=("sv",))),
        ("languages en, unknown, en", ChatSettings(languages=("en", "und"))),
    ],
)
def test_a_wish_in_words_is_fulfilled(words: str, settings: ChatSettings) -> None:
    assert wished(USUAL, words, HELD) == settings


def test_unmute_and_reset_take_back() -> None:
    assert wished(ChatSettings(muted=True), "unmute", HELD) == USUAL
    assert wished(CHOSEN, "reset", HELD) == USUAL


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("louder", "I don't know that setting"),
        ("outlets The Elis Courier", "The Ellis Courier"),
        ("outlets", "Name one or more"),
        ("outlets , ,", "Name one or more"),
        ("language fr", "There are: en, und, sv"),
        ("cooldown", "from 0 to 3600"),
        ("cooldown -5", "from 0 to 3600"),
        ("cooldown 99999999999999999999", "from 0 to 3600"),
        ("cooldown ٣٠", "from 0 to 3600"),
        ("cooldown 1e3", "from 0 to 3600"),
    ],
)
def test_a_wish_that_can_not_be_fulfilled_says_what_can(words: str, told: str) -> None:
    refused = wished(CHOSEN, words, HELD)
    assert isinstance(refused, Refusal)
    assert told in refused.words


def test_an_outlet_is_chosen_and_taken_out_by_the_same_button() -> None:
    button = f"outlet:{token('Coastwire')}"
    chosen = after_press(USUAL, button, HELD)
    assert chosen == ChatSettings(outlets=("Coastwire",))
    assert after_press(chosen, button, HELD) == USUAL


def test_an_outlet_that_is_gone_can_still_be_taken_out() -> None:
    gone = ChatSettings(outlets=("The Lamp",))
    assert after_press(gone, f"outlet:{token('The Lamp')}", HELD) == USUAL
    assert isinstance(after_press(USUAL, f"outlet:{token('The Lamp')}", HELD), Refusal)


def test_no_more_outlets_are_chosen_than_a_message_can_show() -> None:
    many = Holdings(tuple(f"Outlet {number}" for number in range(60)), ("en",))
    full = ChatSettings(outlets=many.outlets[:MOST_OUTLETS])
    assert isinstance(after_press(full, f"outlet:{token('Outlet 59')}", many), Refusal)
    assert isinstance(wished(USUAL, "outlets " + ", ".join(many.outlets), many), Refusal)


@pytest.mark.parametrize("page", ["", "outlets", "languages", "nonsense"])
@pytest.mark.parametrize(
    "outlet", ["The Ellis Courier", "x" * 5000, "<b>&", "\ud800", "  ", "\u202e\u0000", "\U0001f5de" * 300]
)
def test_the_menu_is_one_that_the_platform_takes(page: str, outlet: str) -> None:
    held = Holdings((outlet, *(f"{outlet} {n}" for n in range(50))), ("en", outlet, "und", *"abcdefghijklmnop"))
    for settings in (USUAL, ChatSettings(held.outlets[:MOST_OUTLETS], held.languages, Length.SHORT, 3600, muted=True)):
        message = menu(settings, held, page)
        judged_text(message.html, 4096)
        rows = [[{"text": each.label, "callback_data": each.action} for each in row] for row in message.buttons]
        judge_keyboard({"inline_keyboard": rows})


def test_what_is_chosen_is_ticked() -> None:
    labels = [each.label for row in menu(CHOSEN, HELD).buttons for each in row]
    assert [label for label in labels if label.startswith("✓")] == ["✓ Short", "✓ 1 min"]
    assert "Unmute" in labels


def test_settings_are_there_after_a_restart_and_after_a_move(tmp_path: Path) -> None:
    state = open_state(tmp_path)
    SettingsOfChats(state, ChatMoves(state)).keep(-1, CHOSEN)
    state.close()
    state = open_state(tmp_path)
    moves = ChatMoves(state)
    chats = SettingsOfChats(state, moves)
    assert (chats.of(-1), chats.of(-3)) == (CHOSEN, USUAL)
    moves.move_chat(-1, -2)
    chats.move_chat(-1, -2)
    assert (chats.of(-2), chats.of(-1)) == (CHOSEN, CHOSEN)
    chats.forget_chat(-2)
    assert chats.of(-2) == USUAL


@pytest.mark.parametrize("kept", ["", "{}", "null", '{"length": "huge"}', '{"outlets": 5}'])
def test_settings_that_can_not_be_read_are_the_usual_ones(tmp_path: Path, kept: str) -> None:
    state = open_state(tmp_path)
    state.execute("INSERT INTO chats VALUES (-1, ?)", (kept,))
    assert SettingsOfChats(state, ChatMoves(state)).of(-1) == USUAL
