"""What the hub looks at again and again, for as long as it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from server.store.database import AWAY


def again_and_again(look: Callable[[], None], *, pause: Callable[[], None], could_not: str, log: Any) -> None:
    """Looks at once and after every pause. What a look could not do is up to the next one.

    ``could_not`` says in the log what failed. A database that is away is not said here: the store tells of it once.
    """
    while True:
        try:
            look()
        except AWAY:
            pass
        except Exception:
            log.exception(f"{could_not}; trying again")
        pause()
