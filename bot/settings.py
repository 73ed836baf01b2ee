"""The settings: one frozen record, read once from the environment and a `.env` file."""

import os
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import UnknownSetting, WrongSetting

PREFIX = "ONTHERECORD_"


def _default_data_dir() -> Path:
    share = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(share).expanduser() / "ontherecord"


def _listed(value: object) -> object:
    """'1, 2 3' as a list: people write lists of ids with commas, spaces or both."""
    return value.replace(",", " ").split() if isinstance(value, str) else value


class Settings(BaseSettings):
    """Everything an operator can set, under ONTHERECORD_ and the field's name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="ignore", env_ignore_empty=True, hide_input_in_errors=True
    )

    data_dir: Path = Field(default_factory=_default_data_dir)
    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    admins: Annotated[frozenset[int], NoDecode] = frozenset()
    allowed_chats: Annotated[frozenset[int], NoDecode] = frozenset()
    allowed_hosts: Annotated[frozenset[str], NoDecode] = frozenset()
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    webhook_listen: str = "127.0.0.1:8443"
    embedding_model: str | None = None
    feeds: Annotated[tuple[str, ...], NoDecode] = ()
    refresh_minutes: int = Field(default=30, ge=1)
    database_url: SecretStr | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    _lists = field_validator("admins", "allowed_chats", "allowed_hosts", "feeds", mode="before")(_listed)

    @field_validator("log_level", mode="before")
    @classmethod
    def _capitals(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("allowed_hosts")
    @classmethod
    def _as_in_addresses(cls, value: frozenset[str]) -> frozenset[str]:
        return frozenset(host.lower() for host in value)

    @field_validator("data_dir")
    @classmethod
    def _at_home(cls, value: Path) -> Path:
        return value.expanduser()

    @field_validator("telegram_api_url")
    @classmethod
    def _no_slash(cls, value: str) -> str:
        return value.rstrip("/")


def read_settings(environ: Mapping[str, str] = os.environ, dotenv: Path = Path(".env"), **given: Any) -> Settings:
    """The settings of this process; `given` ones (from the command line) go before the environment and `.env`.

    Raises UnknownSetting for a key that starts with the prefix and is none of ours, WrongSetting for a bad value.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    _refuse_unknown(environ, "environment", known)
    _refuse_unknown(dotenv_values(dotenv) if dotenv.is_file() else (), str(dotenv), known)
    try:
        return Settings(_env_file=dotenv, **given)  # type: ignore[call-arg]
    except ValidationError as error:
        first = error.errors()[0]
        key = PREFIX + str(first["loc"][0]).upper()
        raise WrongSetting(key, first["msg"]) from None


def _refuse_unknown(keys: Iterable[str], where: str, known: set[str]) -> None:
    for key in keys:
        capitals = key.upper()
        if capitals.startswith(PREFIX) and capitals not in known:
            near = get_close_matches(capitals, known, n=1)
            raise UnknownSetting(key, where, near[0] if near else None)
