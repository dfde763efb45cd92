"""What a password must be like. Length protects; rules about signs only make people write it on the screen."""

from __future__ import annotations

from server.domain.refusal import BadInput

SHORTEST = 8


def check_new(password: str, *, job_number: str, name: str) -> None:
    """Raises BadInput for a password that somebody who knows the person would try first."""
    if len(password) < SHORTEST:
        raise BadInput("password_short", field="new", shortest=SHORTEST)
    plain = password.casefold()
    if job_number.casefold() in plain or name.casefold() in plain or len(set(plain)) < 4 or plain in _runs():
        raise BadInput("password_plain", field="new")


def _runs() -> frozenset[str]:
    """Keys side by side, forwards and backwards, and the words everybody takes."""
    rows = ("01234567890", "qwertyuiop", "asdfghjkl", "abcdefghijklmnopqrstuvwxyz")
    runs = {row[i:j] for row in rows for i in range(len(row)) for j in range(i + SHORTEST, len(row) + 1)}
    return frozenset(
        runs | {run[::-1] for run in runs} | {"password", "password1", "admin123", "a1234567", "a12345678"}
    )
