"""A hub whose clock looks several times a second and gives nobody time to settle.

``python -m tests.quick_hub serve …``, so that a test need not wait for what comes by the clock.
"""

from __future__ import annotations

import os
import warnings
from datetime import timedelta


def main() -> None:
    if os.environ.get("JIAOHAO_ASYNC_MODE", "eventlet") == "eventlet":
        warnings.simplefilter("ignore")
        import eventlet

        eventlet.monkey_patch()
    from server import keeping

    keeping.LOOK_EVERY = 0.2
    keeping.SETTLING = timedelta(0)
    from server.__main__ import main as hub

    hub()


if __name__ == "__main__":
    main()
