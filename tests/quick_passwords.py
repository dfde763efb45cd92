"""Setting up halls in no time: a hash says with how much effort it was made, and is verified with as much."""

from __future__ import annotations

from argon2 import PasswordHasher

from config.definition import Definition
from server import setting_up
from server.first_credentials import FirstCredentials
from server.store.credentials import First
from server.store.database import Store

_QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def set_up(
    store: Store, definition: Definition, first: FirstCredentials, *, to_change: First | None = First.ON_PAGES
) -> None:
    """As the product does, but for the effort that it spends on each password on purpose: a tenth of a second."""
    careful, setting_up.hash_password = setting_up.hash_password, _QUICK.hash
    try:
        setting_up.set_up(store, definition, first, to_change=to_change)
    finally:
        setting_up.hash_password = careful
