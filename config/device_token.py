"""Where a terminal's program has its token from: the command line, a file, or, when there is no file yet, pairing."""

from __future__ import annotations

import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from typing import Any

ANSWER_SECONDS = 10.0
TRY_AGAIN_SECONDS = 3.0

Say = Callable[[str], None]


class NoToken(Exception):
    """There is no token to be had; the message says what to do."""


def device_token(
    hub: str,
    token: str | None,
    file: Path | None,
    *,
    kind: str,
    hall: str | None,
    say: Say,
    sleep: Callable[[float], None] = time.sleep,
) -> str:
    """The token given, else the one in ``file``; where there is no such file yet, by pairing, which then writes it.

    Pairing shows a code through ``say`` and waits until a manager has let this program in as a ``kind``; ``hall`` is
    needed only where the hub has several. Raises NoToken, and OSError when the file cannot be used.
    """
    if file is None:
        if not (token or "").strip():
            raise NoToken("give a token with --token or JIAOHAO_TOKEN, or with --token-file a file to pair into")
        return (token or "").strip()
    if not file.exists():
        _write(file, _paired(hub.rstrip("/"), kind=kind, hall=hall, say=say, sleep=sleep))
    found = file.read_text("utf-8").strip()
    if not found:
        raise NoToken(f"{file} is empty; delete it to pair this program")
    return found


def set_aside(file: Path | None) -> None:
    """Moves a token that the hub refused out of the way, so that the next start pairs anew."""
    if file is not None and file.exists():
        file.replace(file.with_name(f"{file.name}.refused"))


def _write(file: Path, token: str) -> None:
    """Whole or not at all, and for its owner only."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as written:
        written.write(f"{token}\n")
        written.flush()
        os.fsync(written.fileno())
    part.replace(file)


def _paired(hub: str, *, kind: str, hall: str | None, say: Say, sleep: Callable[[float], None]) -> str:
    """A token, once a manager has approved the code that is shown. Raises NoToken."""
    begun: dict[str, Any] | None = None
    away = False
    while True:
        try:
            if begun is None:
                begun = _ask(f"{hub}/api/v1/pairings", {} if hall is None else {"hall": hall})
                code = begun["code"]
                say(f"Pairing code {code[:3]}-{code[3:]}: a manager approves it under Devices at {hub}/manager/")
            outcome = _ask(f"{hub}/api/v1/pairings/{begun['poll']}", None)
            away = False
        except (OSError, HTTPException, json.JSONDecodeError) as problem:
            if not away:
                say(f"The hub at {hub} cannot be reached ({problem}); trying again")
            away = True
            sleep(TRY_AGAIN_SECONDS)
            continue
        match outcome["state"]:
            case "pending":
                sleep(outcome["interval"])
            case "approved" if outcome["kind"] == kind:
                say(f"Paired as {outcome['name']}")
                return str(outcome["token"])
            case "approved":
                raise NoToken(
                    f"a manager let this program in as a {outcome['kind']}, but it is a {kind}; revoke it there"
                )
            case "refused":
                raise NoToken("a manager did not let this program in")
            case _:
                begun = None


def _ask(url: str, body: dict[str, Any] | None) -> dict[str, Any]:
    """The hub's answer. Raises OSError when it is away, NoToken when it says no to the question itself."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, headers={"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:
            told: dict[str, Any] = json.load(answer)
            return told
    except urllib.error.HTTPError as error:
        with error:
            if error.code in (400, 404, 422):
                raise NoToken(f"the hub does not pair: {_why(error)}") from error
            raise OSError(f"the hub answered {error.code}") from error


def _why(error: urllib.error.HTTPError) -> str:
    """What the hub says, each thing once, and the option that mends it."""
    try:
        problem = json.load(error)
        errors = problem.get("errors", [])
        said = dict.fromkeys([problem["detail"], *(each["problem"] for each in errors)])
        wanted = ["(give it with --hall)"] if any(each["field"] == "hall" for each in errors) else []
        return " ".join([*said, *wanted])
    except (ValueError, LookupError, TypeError):
        return str(error.code)
