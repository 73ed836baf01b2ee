"""Files and texts that admins send to be added: kept on disk for as long as the errand takes that reads them."""

from pathlib import Path
from shutil import rmtree

from bot.administration.beside import Running
from bot.administration.errands import Add, Errand
from bot.administration.material import file_name

FOLDER = "uploads"


class Uploads:
    """A folder of their own in the data directory."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / FOLDER

    def clear(self) -> None:
        """Remove what a bot that was killed left there."""
        rmtree(self._folder, ignore_errors=True)

    def keep(self, name: str, content: bytes) -> str:
        """Write it under a name of our own; its path."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / file_name(name, content)
        path.write_bytes(content)
        return str(path)

    def remove(self, errand: Errand, running: Running | None) -> None:
        """Remove the files of an errand, but none that another one reads."""
        if isinstance(errand, Add):
            others = running.errand if running is not None else None
            still_read = others.files if isinstance(others, Add) and others is not errand else ()
            for path in {*errand.files} - {*still_read}:
                Path(path).unlink(missing_ok=True)
