"""A hub with bare routes beside the real ones, as floors to hold its figures against.

``python -m tests.bench.hub_with_floors serve …``. Nothing in the hub itself knows of them: they are added from
outside, to the same server.

- ``GET /bench/nothing`` authenticates who reads figures, and answers nothing.
- ``POST /bench/tickets`` authenticates and validates as ``POST /api/v1/tickets`` does and answers the bytes that one
  answered last, without storing anything.
- ``POST /bench/broadcast`` sends the bytes of the feed's last call to everybody in the namespace ``/bare``.
"""

from __future__ import annotations

import os
import sys
import warnings


def main() -> None:
    warnings.simplefilter("ignore")
    os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_select")
    os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")
    import eventlet

    eventlet.monkey_patch()
    from server import cli, serving_commands
    from tests.bench.floors import add

    create = serving_commands.create_app
    serving_commands.create_app = lambda settings: add(create(settings))
    cli.cli()


if __name__ == "__main__":
    sys.exit(main())
