"""Settings are read once, and a misspelt one is an error that names it."""

from pathlib import Path

import pytest

from bot.archive import fetcher_of
from bot.errors import UnknownSetting, WrongSetting
from bot.settings import Settings, read_settings
from corpus.web.connecting import ForbiddenAddress

NONE = Path("/nonexistent/.env")


def read(monkeypatch: pytest.MonkeyPatch, dotenv: Path = NONE, **environ: str) -> Settings:
    for key, value in environ.items():
        monkeypatch.setenv(key, value)
    return read_settings(environ, dotenv)


def test_lists_are_written_with_commas_or_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch, ONTHERECORD_ADMINS="1, 2 3", ONTHERECORD_ALLOWED_CHATS="-1001")
    assert settings.admins == {1, 2, 3}
    assert settings.allowed_chats == {-1001}


def test_a_misspelt_key_is_named_with_the_one_that_was_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnknownSetting, match=r"ONTHERECORD_TELEGRAM_TOKN.*did you mean ONTHERECORD_TELEGRAM_TOKEN"):
        read(monkeypatch, ONTHERECORD_TELEGRAM_TOKN="x")


def test_a_misspelt_key_in_the_file_is_named_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("OTHER_PROGRAM=1\nONTHERECORD_ADMIN=5\n", encoding="utf8")
    with pytest.raises(UnknownSetting, match=r"\.env: there is no setting ONTHERECORD_ADMIN;"):
        read(monkeypatch, dotenv)


def test_the_file_is_read_and_the_environment_goes_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("ONTHERECORD_ADMINS=5\nONTHERECORD_REFRESH_MINUTES=7\n", encoding="utf8")
    settings = read(monkeypatch, dotenv, ONTHERECORD_ADMINS="6")
    assert (settings.admins, settings.refresh_minutes) == ({6}, 7)


def test_a_wrong_value_names_the_key_and_not_the_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WrongSetting, match="ONTHERECORD_ADMINS") as problem:
        read(monkeypatch, ONTHERECORD_ADMINS="me", ONTHERECORD_TELEGRAM_TOKEN="1:hidden")
    assert "hidden" not in str(problem.value)


def test_the_token_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "hidden" not in repr(read(monkeypatch, ONTHERECORD_TELEGRAM_TOKEN="1:hidden"))


def test_a_host_of_the_operators_own_is_fetched_from_and_no_other_private_one(monkeypatch: pytest.MonkeyPatch) -> None:
    fetcher = fetcher_of(read(monkeypatch, ONTHERECORD_ALLOWED_HOSTS="Intranet.example, 127.0.0.1"))
    assert fetcher.connector.allowed_hosts == {"intranet.example", "127.0.0.1"}
    with pytest.raises(ForbiddenAddress):
        fetcher.fetch("http://127.0.0.2/")
