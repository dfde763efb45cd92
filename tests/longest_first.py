"""The order of the files: what takes longest begins first, so that nobody waits for it at the end.

After those that take long by few tests come the others by how many they have, which also mixes the rooms: three
browsers at once are slow.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

LONG = (
    "browser/test_everybody.py",
    "crash/test_power_cut.py",
    "test_command_line.py",
    "crash/test_killed.py",
    "bench/test_benchmarks.py",
    "browser/test_the_whole_way.py",
    "browser/test_baselines.py",
    "test_readme.py",
)
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    many = Counter(item.path for item in items)
    items.sort(key=lambda item: (_place(item.path), -many[item.path], item.path))


def _place(file: Path) -> int:
    name = file.relative_to(HERE).as_posix()
    return LONG.index(name) if name in LONG else len(LONG)
