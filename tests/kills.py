"""Kills processes at random moments of adding, removing, rebuilding and publishing, as often as wanted.

Usage: python tests/kills.py [KILLS]     (200 where it is not given: so often the whole way, store alone, index alone)
"""

import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parent
KINDS = {"the whole way": "test_kills.py", "the store": "corpus/test_kills.py", "the index": "retrieval/test_kills.py"}
ENDLESS = ("--timeout=0", "-o", "faulthandler_timeout=0")  # the limits of a suite are none for this


def main(kills: int) -> int:
    faults = 0
    for kind, test in KINDS.items():
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-k", "kill", str(TESTS / test)]
        command += ENDLESS
        environment = {**os.environ, "ONTHERECORD_TEST_KILLS": str(kills)}
        status = subprocess.run(command, cwd=TESTS.parent, env=environment, check=False).returncode
        faults += status != 0
        print(f"{kills} kills of {kind}: {'something was lost or torn' if status else 'nothing lost, nothing torn'}")
    return faults


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
