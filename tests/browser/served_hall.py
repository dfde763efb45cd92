"""A hub of any hall for the browser tests: closed, large, or with whatever else the demonstration hall has not."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any

from config.definition import Definition
from config.loading import HALLS, load_definition
from server.concurrency import threads
from server.first_credentials import FirstCredentials
from server.store import schema
from server.store.database import Store
from tests import quick_passwords
from tests.hubs import DemoHub, wait_until_healthy

ALWAYS = {"always": True}
FILE_PRINTER = {"kind": "file", "by": "hub", "address": "prints"}
PIN = "314159"


def hall_like(name: str, **changes: Any) -> Definition:
    """A hall that ships, open around the clock and printing into a folder, with changes to its document."""
    document = load_definition(HALLS / f"{name}.toml").model_dump(mode="json")
    return Definition.model_validate(document | {"hours": ALWAYS, "printer": FILE_PRINTER} | changes)


def with_services(definition: Definition, **changes: dict[str, Any]) -> Definition:
    """The hall with changes to services, by code."""
    services = [service.model_dump(mode="json") | changes.get(service.code, {}) for service in definition.services]
    return Definition.model_validate(definition.model_dump(mode="json") | {"services": services})


@dataclass
class ServedHall(DemoHub):
    """``jiaohao serve`` on a hall of the test's own."""

    definition: Definition = field(default_factory=lambda: hall_like("maqu"))

    def start(self) -> ServedHall:
        self._share_fonts()
        if not self.credentials:
            self._set_up()
        command = [sys.executable, "-m", *self.through, "serve", "--host", "127.0.0.1", "--port", str(self.port)]
        command += ["--database", self.database, "--data", str(self.folder / "data"), "--public-url", self.base_url]
        with (self.folder / "hub.log").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                env={**os.environ, "JIAOHAO_ASYNC_MODE": self.async_mode},
                start_new_session=True,
            )
        wait_until_healthy(self.base_url, self.process, self.folder / "hub.log")
        return self

    def _set_up(self) -> None:
        schema.migrate(self.database)
        store = Store(self.database, threads=threads("threading"))
        first = FirstCredentials.made_for(self.definition)
        first.passwords["#kiosk-pin"] = PIN
        quick_passwords.set_up(store, self.definition, first, to_change=None)
        store.close()
        self.credentials = first.document(self.definition, base_url=self.base_url)
