"""What a new hall is entered with: a token for each kind of device, a first password for each person."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from config.definition import Definition
from server.operations.kiosk_pin import HOLDER as KIOSK_PIN

Link = dict[str, str]
ENTERED_BY_PEOPLE: tuple[Link, ...] = (
    {"page": "open", "href": "/open/"},
    {"page": "manager", "href": "/manager/"},
    {"page": "wall", "href": "/wall/"},
    {"page": "inspector", "href": "/inspector/"},
)
"""The pages whose address carries no token: who opens them signs in, lets the screen in, or needs neither."""


def naming(hall: str, href: str) -> str:
    """The address with ``?hall=``, as it must be where the database holds several halls."""
    way, mark, token = href.partition("#")
    return f"{way}{'&' if '?' in way else '?'}hall={hall}{mark}{token}"


@dataclass(frozen=True, kw_only=True)
class FirstCredentials:
    """Tokens by device (``kiosk``, ``display``, ``evaluator-<window>``), passwords by job number.

    The kiosks' service PIN stands among the passwords.
    """

    tokens: dict[str, str]
    passwords: dict[str, str]

    @classmethod
    def made_for(cls, definition: Definition, *, more: Iterable[str] = ()) -> FirstCredentials:
        """``more`` names devices beside those that every hall has, as the demonstration hall's ``wall``."""
        devices = ["kiosk", "display", *(f"evaluator-{window.code}" for window in definition.windows), *more]
        return cls(
            tokens={device: secrets.token_urlsafe(24) for device in devices},
            passwords={
                **{person.job_number: secrets.token_hex(4) for person in definition.staff},
                KIOSK_PIN: f"{secrets.randbelow(10**6):06d}",
            },
        )

    @classmethod
    def kept_in(cls, file: Path) -> FirstCredentials:
        return cls(**orjson.loads(file.read_bytes()))

    def keep_in(self, file: Path) -> None:
        """Writes them where only their owner can read them: whole and durable, or not at all.

        The database keeps only digests. Half a file, left by a power cut, would lock everybody out for good.
        """
        part = file.with_name(f"{file.name}.part")
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        with part.open("wb") as written:
            written.write(orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2))
            written.flush()
            os.fsync(written.fileno())
        part.replace(file)
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def evaluators(self, definition: Definition) -> dict[str, str]:
        """The evaluators' tokens, by window."""
        return {window.code: self.tokens[f"evaluator-{window.code}"] for window in definition.windows}

    def document(self, definition: Definition, *, base_url: str) -> dict[str, Any]:
        """What ``--credentials`` writes on the command line."""
        manager = next(person.job_number for person in definition.staff if "manager" in person.roles)
        staff = [person for person in definition.staff if "staff" in person.roles]
        return {
            "base_url": base_url,
            "hall": definition.code,
            "devices": {
                "kiosk": self.tokens["kiosk"],
                "display": self.tokens["display"],
                "evaluator": self.evaluators(definition),
            },
            "staff": [
                {"job_number": p.job_number, "password": self.passwords[p.job_number], "window": p.window}
                for p in staff
            ],
            "manager": {"job_number": manager, "password": self.passwords[manager]},
        }

    def links(self, definition: Definition) -> list[Link]:
        """The address of every page, the devices' tokens in the fragment."""
        evaluators = self.evaluators(definition)
        display = self.tokens["display"]
        links = [
            {"page": "kiosk", "href": f"/kiosk/#t={self.tokens['kiosk']}"},
            {"page": "display", "href": f"/display/#t={display}"},
        ]
        for code, token in evaluators.items():
            links.append({"page": "console", "href": f"/window/?window={code}", "window": code})
            links.append({"page": "window_display", "href": f"/display/window/{code}#t={display}", "window": code})
            links.append({"page": "evaluator", "href": f"/evaluator/{code}#t={token}", "window": code})
        return [*links, *(self._let_in(link) for link in ENTERED_BY_PEOPLE)]

    def _let_in(self, link: Link) -> Link:
        """The same page with the token of its device, where it has one."""
        token = self.tokens.get(link["page"])
        return link if token is None else {**link, "href": f"{link['href']}#t={token}"}
