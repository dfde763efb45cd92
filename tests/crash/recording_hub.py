"""A hub whose disk is recorded: ``python -m tests.crash.recording_hub RECORD SYNCHRONOUS demo …``.

The log is written back into the database every few commits, so that a few seconds hold many of the moments at which
a power cut is worst. ``SYNCHRONOUS`` is how careful SQLite is: FULL, as the hub itself sets it, or less, planted from
outside, to see that a loss is found.
"""

from __future__ import annotations

import os
import sys
import warnings
from pathlib import Path
from typing import Any

PAGES_BETWEEN_CHECKPOINTS = 60


def main() -> None:
    record, synchronous = Path(sys.argv[1]), sys.argv[2]
    del sys.argv[1:3]
    warnings.simplefilter("ignore")
    os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")
    import eventlet

    from tests.crash import recording_disk

    recording_disk.record_into(record)
    eventlet.monkey_patch()
    _plant(synchronous)
    from server.__main__ import main as hub

    hub()


def _plant(synchronous: str) -> None:
    from sqlalchemy import event

    from server.store import engines

    real = engines.sqlite_writer

    def planted(url: str) -> Any:
        engine = real(url)

        @event.listens_for(engine, "connect")
        def _set_up(connection: Any, _: object) -> None:
            connection.execute(f"PRAGMA wal_autocheckpoint={PAGES_BETWEEN_CHECKPOINTS}")
            if synchronous != "FULL":
                connection.execute(f"PRAGMA synchronous={synchronous}")

        return engine

    engines.sqlite_writer = planted


if __name__ == "__main__":
    main()
