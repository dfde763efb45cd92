"""How many seeds the crash tests run: a few in ``make test``, many in ``make test-crash``."""

from __future__ import annotations

import os

FIRST_SEED = int(os.environ.get("JIAOHAO_CRASH_FIRST_SEED", "0"))


def seeds(few: int) -> range:
    """``few`` seeds, or as many as the environment asks for, from the first that it names."""
    return range(FIRST_SEED, FIRST_SEED + int(os.environ.get("JIAOHAO_CRASH_SEEDS", few)))
