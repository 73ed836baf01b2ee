"""What contract tests share: `invented_news`, and what is published in PostgreSQL."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "corpus")]
