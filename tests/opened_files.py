"""Prints as JSON which product files a question and an added page open: those of which a function runs.

Run in a process of its own, so that nothing is remembered from tests before. Modules are imported beforehand, for
what an import runs is not on the way.
"""

import importlib
import json
import pkgutil
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType

HOUSE = Path(__file__).resolve().parents[1]
sys.path[0] = str(HOUSE)  # not tests/, whose folders are named like the packages
PRODUCT = ("corpus", "retrieval", "bot")
IN_FUNCTION = 0x1  # CO_OPTIMIZED: of functions, not of modules and classes
PAGE = """Harbour bridge to close for a week

By Ada Quill

OSLO, March 3, 2024 - The harbour bridge will close for a week, Transport Minister Jonas Lie said on Sunday.

"Nobody will be stranded," Lie told reporters. He added that ferries would run all night.
"""


def opened(work: Callable[[], object]) -> list[str]:
    """The product files of which a function runs in some work, in any thread."""
    found: set[str] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_flags & IN_FUNCTION:
            found.add(frame.f_code.co_filename)

    threading.setprofile(note)
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    inside = (Path(each).relative_to(HOUSE).as_posix() for each in found if Path(each).is_relative_to(HOUSE))
    return sorted(each for each in inside if each.split("/")[0] in PRODUCT)


def import_all() -> None:
    for package in map(importlib.import_module, PRODUCT):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.startswith("corpus.training") and not module.name.endswith("__main__"):
                importlib.import_module(module.name)


def main(folder: Path) -> None:
    import_all()
    from bot import terminal
    from bot.archive import open_archive
    from bot.settings import Settings
    from corpus.readers.sources import read_source
    from corpus.web.fetching import Fetcher

    page = folder / "bridge.txt"
    page.write_text(PAGE, encoding="utf-8")
    with open_archive(Settings(data_dir=folder / "data")) as archive:
        archive.add_samples()
        adding = opened(lambda: archive.add(read_source(str(page), Fetcher()), lambda news: None))
        archive.rebuild(archive_scope(), lambda progress: None)
        newsroom = archive.newsroom()
        asking = opened(lambda: terminal.show(newsroom.ask("What did Lie say about the harbour bridge?")[0]))
    json.dump({"adding": adding, "asking": asking}, sys.stderr)


def archive_scope() -> object:
    from retrieval.index.engine import Scope

    return Scope.MISSING


if __name__ == "__main__":
    main(Path(sys.argv[1]))
