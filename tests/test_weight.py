"""What a hub must not carry about with it: it runs day and night on a mini-PC."""

from __future__ import annotations

import subprocess
import sys

HEAVY = {"fpdf", "uharfbuzz", "numpy", "fontTools", "pypinyin", "pyttsx3", "openpyxl"}


def test_a_hub_loads_nothing_that_only_a_child_process_needs() -> None:
    look = "import sys, server.app; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert not HEAVY & set(done.stdout.split())
