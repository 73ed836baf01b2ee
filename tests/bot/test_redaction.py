"""The token stands in no log line and in no crash."""

import logging
import subprocess
import sys
from io import StringIO

import pytest

from bot.logs import Redaction, redaction_of
from bot.settings import Settings

TOKEN, SECRET = "4242:AA-b_c", "web hook/secret"
REDACTION = Redaction(TOKEN, SECRET, "")


def logged(message: object, *values: object, fault: BaseException | None = None) -> str:
    output = StringIO()
    handler = logging.StreamHandler(output)
    handler.addFilter(REDACTION)
    logger = logging.getLogger("testing.redaction")
    logger.addHandler(handler)
    logger.error(message, *values, exc_info=fault, stack_info=True)
    logger.removeHandler(handler)
    return output.getvalue()


@pytest.mark.parametrize(
    "words", [TOKEN, f"https://x.example/bot{TOKEN}/getMe", "https://x.example/bot4242%3AAA-b_c/getMe", SECRET,
              "https://x.example/web%20hook%2Fsecret", "https://x.example/web%20hook/secret"]
)  # fmt: skip
def test_secrets_are_replaced_wherever_they_stand(words: str) -> None:
    fault = RuntimeError(words)
    for output in (logged(words), logged("at %s", words), logged("failed", fault=fault), logged(fault)):
        assert "[redacted]" in output
        for secret in (TOKEN, "4242%3A", SECRET, "web%20hook"):
            assert secret not in output


def test_a_message_that_can_not_be_filled_in_is_logged_all_the_same() -> None:
    output = logged("one %s and %d", TOKEN)
    assert "one %s and %d" in output
    assert TOKEN not in output


def test_no_secret_is_no_redaction() -> None:
    assert Redaction("", "").clean("as it was") == "as it was"


def test_all_secrets_of_the_settings_are_kept_out_of_sight() -> None:
    settings = Settings(telegram_token="1:one", webhook_secret="two", database_url="postgresql://a:three@b/c")  # type: ignore[arg-type]
    assert redaction_of(settings).clean("1:one two postgresql://a:three@b/c") == " ".join(["[redacted]"] * 3)


def test_a_process_that_crashes_prints_no_secret() -> None:
    program = (
        "from bot.logs import Redaction, quiet\n"
        f"quiet(Redaction({TOKEN!r}))\n"
        f"raise RuntimeError('https://x.example/bot' + {TOKEN!r})\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "RuntimeError: https://x.example/bot[redacted]" in done.stderr
    assert TOKEN not in done.stderr
