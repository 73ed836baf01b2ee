"""What another process costs, as Linux counts it."""

import os
from pathlib import Path


def cpu_seconds(pid: int) -> float:
    """Processor time that it and its threads have used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def own_megabytes(pid: int) -> float:
    """Retention that belongs to it alone: not what it has mapped from files."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.split("RssAnon:")[1].split()[0]) / 1024
