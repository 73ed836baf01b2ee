"""What the process beside the bot does in tests: it notes what was ordered, and takes as long as a test wants."""

import os
import time
from multiprocessing.connection import Connection
from pathlib import Path

from bot.admin.jobs import Add, Added, Failed, Job, JobOutcome, Step, Stop, Stopped
from retrieval.index.engine import Rebuilt

ORDERED, GOES_ON = "ordered", "goes-on"
"""A folder with what each job was given, and a file for which a rebuild waits."""


def do(folder: Path, job: Job, pipe: Connection, stop: Stop) -> None:
    """Add what is named, or rebuild for as long as the file is not there that lets it go on."""
    noted = folder / ORDERED
    noted.mkdir(exist_ok=True)
    (noted / f"{len(list(noted.iterdir()))}").write_text(_described(job), encoding="utf8")
    if isinstance(job, Add):
        pipe.send(_add(job))
    else:
        pipe.send(Step("passages", 256, 1024, 128.0, 6.0))
        while not (folder / GOES_ON).exists() and not stop.is_set():
            time.sleep(0.01)
        pipe.send(Stopped() if stop.is_set() else Rebuilt("the-second", 1024, 768, 256, 1, 8.0))


def _add(job: Add) -> JobOutcome:
    if any("crash" in url for url in job.urls):
        os._exit(9)
    if any("broken" in url for url in job.urls):
        return Failed("the article store <x> is not available; mend it")
    rejections = tuple((url, "it has no article <b>here</b>") for url in job.urls if "empty" in url)
    count = len(job.urls) + len(job.files)
    return Added(count - len(rejections), 0, 0, len(rejections), rejections, None)


def _described(job: Job) -> str:
    if isinstance(job, Add):
        contents = [Path(file).suffix + " " + Path(file).read_text(encoding="utf8") for file in job.files]
        return "\n".join([*job.urls, *contents])
    return str(job.scope)
