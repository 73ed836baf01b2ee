"""Draws every kind of message that the bot sends, in light and dark, as pictures that a person can look at.

    python tests/bot/screens.py --to FOLDER [--only answer]

Needs a Chromium on the path. The whole bot plays the scenes of scenes.py over its sample articles.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from fake_telegram.server import FakeTelegram
from PIL import Image
from running_bot import WholeBot
from scenes import ADMIN, screens
from screen_page import WIDTH, page

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars"
).split()
SCALE, FRAME = 1.5, 200
"""Pixels of the picture for each of the page, and how much higher a window is at most than the page in it."""


class Browser:
    """A Chromium without a window, with a profile of its own."""

    def __init__(self, program: str, profile: Path) -> None:
        self._command = [program, *FLAGS, f"--force-device-scale-factor={SCALE}", f"--user-data-dir={profile}"]

    def draw(self, file: Path, picture: Path) -> None:
        """The page as a PNG, as high as it is."""
        found = re.search(r'data-height="(\d+)"', self._run("--dump-dom", file))
        assert found, f"{file} did not come up in the browser"
        height = int(found[1])
        self._run(f"--screenshot={picture}", file, f"--window-size={2 * WIDTH},{height + FRAME}")
        with Image.open(picture) as drawn:
            cut = drawn.crop((0, 0, int(2 * WIDTH * SCALE), int(height * SCALE)))
        cut.quantize(128, dither=Image.Dither.NONE).save(picture, optimize=True)

    def _run(self, what: str, file: Path, *more: str) -> str:
        command = [*self._command, what, *more, file.as_uri()]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--to", type=Path, required=True)
    options.add_argument("--only", default="", help="screens whose name begins so")
    given = options.parse_args()
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        sys.exit(f"none of {', '.join(CHROMIUM)} is on the path: install one")
    given.to.mkdir(parents=True, exist_ok=True)
    telegram = FakeTelegram().start()
    with tempfile.TemporaryDirectory() as folder:
        bot = WholeBot(telegram, Path(folder), admins=str(ADMIN))
        browser = Browser(program, Path(folder) / "profile")
        try:
            for screen in screens(telegram, bot.add, given.only):
                file = Path(folder) / f"{screen.name}.html"
                file.write_text(page(screen), encoding="utf8")
                browser.draw(file, given.to.resolve() / f"{screen.name}.png")
                print(screen.name)
        finally:
            bot.kill()
    telegram.stop()


if __name__ == "__main__":
    main()
