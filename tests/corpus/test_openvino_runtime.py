import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
CHILDREN, PATIENCE = 5, 30  # seconds
AT_ONCE = """
import threading
import openvino
import corpus.tagging.openvino_runtime
go = False
def ask_first():
    while not go:
        pass
    openvino.Type.i32.to_dtype()  # as every first run does
threads = [threading.Thread(target=ask_first) for _ in range(8)]
for thread in threads:
    thread.start()
go = True
for thread in threads:
    thread.join()
"""


def test_threads_that_first_run_a_network_at_the_same_moment_do_not_wait_for_each_other() -> None:
    for _ in range(CHILDREN):  # each stands still six times in ten where the table of types isn't made beforehand
        subprocess.run([sys.executable, "-c", AT_ONCE], cwd=HOUSE, check=True, timeout=PATIENCE)
