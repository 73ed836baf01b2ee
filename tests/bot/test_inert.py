"""Nothing that is shown can act: escape sequences, controls and marks that reorder text are gone at each border."""

import json
import logging

import pytest

from bot import terminal
from bot.inert import escaped, inert, one_line
from bot.logs import Redaction
from bot.wording.markup import text

HOSTILE = "a\x1b]0;owned\x07b\x1b[2Jc\x9b31md\u202egnp.exe\u2066e\u2069\rf\x00g\ud800h"


def acts(words: str) -> bool:
    return any(each in words for each in "\x1b\x07\x9b\u202e\u2066\u2069\r\x00\ud800")


def test_what_is_left_is_the_words() -> None:
    assert not acts(inert(HOSTILE))
    assert inert("Zoë said “שלום”,\tthen\nلا") == "Zoë said “שלום”,\tthen\nلا"
    assert one_line("error\n2026 INFO forged") == "error 2026 INFO forged"


def test_messages_and_lines_of_the_terminal_are_inert(capsys: pytest.CaptureFixture[str]) -> None:
    assert not acts(text(HOSTILE).html)
    terminal.print_line(HOSTILE)
    terminal.remark(HOSTILE)
    terminal.complain(HOSTILE)
    shown = capsys.readouterr()
    assert not acts(shown.out.rstrip("\n") + shown.err)


def test_json_keeps_the_data_and_shows_nothing_that_acts() -> None:
    line = json.dumps({"text": HOSTILE[:-2]}, ensure_ascii=False)
    assert not acts(escaped(line))
    assert json.loads(escaped(line)) == json.loads(line)


def test_a_log_line_can_not_be_forged() -> None:
    record = logging.LogRecord("bot", logging.ERROR, "x.py", 1, "said %s", (f"{HOSTILE}\nERROR forged",), None)
    Redaction("secret").filter(record)
    assert not acts(record.msg)
    assert "\n" not in record.msg
