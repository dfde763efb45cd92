"""The console script ``jiaohao``. What must happen before anything else is imported happens here, and only here."""

from __future__ import annotations

import os
import sys
import warnings


def main() -> None:
    if len(sys.argv) > 1 and sys.argv[1] in ("demo", "serve"):
        os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_select")
        if os.environ.get("JIAOHAO_ASYNC_MODE", "eventlet") == "eventlet":
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # that eventlet is only kept up, not built on, is known
                # Its own resolver costs a tenth of a second at each start, and the hub looks nobody up while it runs.
                os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")
                import eventlet

            eventlet.monkey_patch()
    from server.cli import cli

    cli()


if __name__ == "__main__":
    main()
