"""The shape of the house: which way imports point, and who may import what."""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[1]
MAY_IMPORT = {"corpus": set(), "retrieval": {"corpus"}, "bot": {"corpus", "retrieval"}}
EVERYWHERE = {"numpy"}  # the arrays that seams hand each other
ROOMS = {
    # One idea in several files: reading what Telegram sends, speaking to it, and its refusals in our words.
    "telegram": "bot/telegram_chat",
    # Running any network, and building the tagger's.
    "openvino": "corpus/tagging",
}
WORKSHOPS = ("corpus/training",)  # where the weights are made; nothing that answers comes in here


def modules() -> Iterator[Path]:
    for room in MAY_IMPORT:
        yield from sorted((HOUSE / room).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The top-level names that a file imports, wherever in the file."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_imports_point_one_way(room: str) -> None:
    strangers = set(MAY_IMPORT) - MAY_IMPORT[room] - {room}
    wrong = {
        str(path.relative_to(HOUSE)): sorted(imported(path) & strangers)
        for path in (HOUSE / room).rglob("*.py")
        if imported(path) & strangers
    }
    assert not wrong


def test_each_library_is_imported_in_one_file() -> None:
    rooms = defaultdict(set)
    for path in modules():
        for name in imported(path) - set(sys.stdlib_module_names) - set(MAY_IMPORT) - EVERYWHERE:
            place = path.relative_to(HOUSE).as_posix()
            if place.startswith(WORKSHOPS):
                continue
            room = ROOMS.get(name)
            rooms[name].add(room if room and place.startswith(room) else place)
    assert {name: sorted(places) for name, places in rooms.items() if len(places) > 1} == {}


def test_no_file_is_a_drawer_for_anything() -> None:
    drawers = {"utils", "helpers", "common", "manager", "service", "base", "misc"}
    assert [str(path) for path in modules() if path.stem in drawers] == []
