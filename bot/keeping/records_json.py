"""Frozen records as JSON and back, by their declared types."""

import json
from dataclasses import asdict, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_json(record: object) -> str:
    """The record, a dataclass of plain values, tuples, enums, dates and such records, as JSON in ASCII."""
    return json.dumps(asdict(record), separators=(",", ":"), default=_plain)  # type: ignore[call-overload]


def from_json(kind: type[T], line: str) -> T:
    """The record again. ValueError, KeyError or TypeError where the line was written for other types."""
    found: T = _revived(kind, json.loads(line))
    return found


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a record holds a {type(value).__name__}, which has no JSON form")


def _revived(kind: Any, value: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        members = [member for member in get_args(kind) if member is not NoneType]
        return None if value is None else _revived(members[0], value)
    if origin is tuple:
        inner = get_args(kind)
        kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else inner
        return tuple(_revived(one, item) for one, item in zip(kinds, value, strict=True))
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{field.name: _revived(hints[field.name], value[field.name]) for field in fields(kind)})  # type: ignore[operator]
    if isinstance(kind, type) and issubclass(kind, date):
        return datetime.fromisoformat(value) if issubclass(kind, datetime) else date.fromisoformat(value)
    return kind(value) if isinstance(kind, type) and issubclass(kind, Enum) else value
