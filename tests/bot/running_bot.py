"""The bot as a process of its own, against a fake Telegram."""

import json
import os
import signal
import subprocess
import sys
from itertools import count
from pathlib import Path

from fake_telegram.server import TOKEN, FakeTelegram
from fake_telegram.world import PATIENCE

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LOOKS = "looks"
NUMBERS = count()


class RunningBot:
    """Starts at once; what it logs goes to a file. Asking has no limit of pace unless there is one `a_minute`."""

    program: tuple[str, ...] = (str(HERE / "bot_process.py"),)

    def __init__(self, telegram: FakeTelegram, folder: Path, a_minute: int = 0, **settings: str) -> None:
        self.telegram, self.folder, self.settings, self.a_minute = telegram, folder, settings, a_minute
        self.log_file = folder / "log.txt"
        self.start()

    def start(self) -> None:
        given = {f"ONTHERECORD_{key.upper()}": value for key, value in self.settings.items()}
        basic = {
            "ONTHERECORD_TELEGRAM_TOKEN": TOKEN,
            "ONTHERECORD_TELEGRAM_API_URL": self.telegram.url,
            "ONTHERECORD_DATA_DIR": str(self.folder),
            "PYTHONPATH": str(ROOT),
            "WITHDRAWN": str(self.folder / "withdrawn"),
            "A_MINUTE": str(self.a_minute),
            "RELEASED": str(self.folder / "released"),
        }
        kept = {key: value for key, value in os.environ.items() if not key.startswith("ONTHERECORD_")}
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self.program], env=kept | basic | given, stdout=log, stderr=log
            )

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)

    def stop(self) -> int:
        """Ask it to stop, as a service manager does; its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.ended()

    def ended(self) -> int:
        """Its exit status when it has ended."""
        return self.process.wait(PATIENCE)

    def release(self) -> None:
        """Let laborious questions come to their end."""
        (self.folder / "released").touch()

    def let_go(self) -> None:
        """Let one slow question be answered: those wait for it."""
        (self.folder / f"let-go-{next(NUMBERS)}").touch()

    def looks(self) -> int:
        """How often it has looked for what is new."""
        looks = self.folder / LOOKS
        return looks.stat().st_size if looks.exists() else 0

    def log(self) -> str:
        return self.log_file.read_text(encoding="utf8")


class WholeBot(RunningBot):
    """The installed command, with the newsroom that ships with it."""

    program = ("-m", "bot", "run")

    def start(self) -> None:
        """Load the samples as a first question does, and run."""
        command = [sys.executable, "-m", "bot", "--data-dir", str(self.folder), "ask", "what did Sullivan say?"]
        subprocess.run(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True, capture_output=True)
        super().start()

    def add(self, article: dict[str, str]) -> None:
        """Add an article beside the running bot, by the command."""
        lines = self.folder / "added.jsonl"
        lines.write_text(json.dumps(article) + "\n", encoding="utf8")
        command = [sys.executable, "-m", "bot", "add", str(lines), "--data-dir", str(self.folder)]
        subprocess.run(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True, capture_output=True)
