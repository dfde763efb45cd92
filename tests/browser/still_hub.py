"""A hub whose clock stands still, for pictures that are alike every time: ``python -m tests.browser.still_hub demo …``.

Nothing in the hub itself knows of this.
"""

from __future__ import annotations

import os
import warnings
from datetime import UTC, datetime

NOW = datetime(2026, 3, 2, 2, 42, 0, tzinfo=UTC)
"""A Monday at 10:42 in the hall."""


def main() -> None:
    warnings.simplefilter("ignore")
    os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_select")
    os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")
    import eventlet

    eventlet.monkey_patch()
    from server.store.database import Store

    defaults = Store.__init__.__kwdefaults__
    assert defaults is not None
    defaults["clock"] = lambda: NOW
    from server.__main__ import main as hub

    hub()


if __name__ == "__main__":
    main()
