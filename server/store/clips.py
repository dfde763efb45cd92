"""The hall's recorded voice, in and out of its table: one WAV a token of a language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, delete, insert, select

from server.store.tables import clips

_ONE = and_(*(clips.c[name] == bindparam(f"of_{name}") for name in ("hall", "language", "token")))
_LIST = select(clips.c.language, clips.c.token, clips.c.milliseconds, clips.c.at).where(
    clips.c.hall == bindparam("of_hall")
)


@dataclass(frozen=True, kw_only=True)
class Clip:
    """A recorded clip without its sound."""

    language: str
    token: str
    milliseconds: int
    at: datetime


def every(conn: Connection, hall: str) -> list[Clip]:
    return [Clip(**row._asdict()) for row in conn.execute(_LIST, {"of_hall": hall})]


def wav(conn: Connection, hall: str, language: str, token: str) -> bytes | None:
    """The sound of a clip, None while there is none."""
    known: bytes | None = conn.scalar(select(clips.c.wav).where(_ONE), _named(hall, language, token))
    return known


def put(conn: Connection, hall: str, clip: Clip, *, wav: bytes) -> None:
    """Keeps a clip in the place of an older one."""
    remove(conn, hall, clip.language, clip.token)
    conn.execute(insert(clips), {"hall": hall, **vars(clip), "wav": wav})


def remove(conn: Connection, hall: str, language: str, token: str) -> bool:
    """Takes a clip away, and says whether there was one."""
    return conn.execute(delete(clips).where(_ONE), _named(hall, language, token)).rowcount > 0


def _named(hall: str, language: str, token: str) -> dict[str, str]:
    return {"of_hall": hall, "of_language": language, "of_token": token}
