"""Choosing a password of one's own, and ending one's sessions wherever they are."""

from __future__ import annotations

from server.store import credentials
from server.store.turn import Turn


def choose(turn: Turn, hashed: str, *, session: str) -> None:
    """The asking person's own password from here on; all their sessions end but the one with the digest ``session``."""
    who = turn.actor.subject
    credentials.put_password(turn.conn, turn.hall, who, hashed)
    credentials.end_limit(turn.conn, session)
    ended = credentials.end_sessions(turn.conn, turn.hall, who, but=session)
    turn.record("password.changed", subject=who, data={"job_number": who, "sessions_ended": ended})


def end_everywhere(turn: Turn) -> None:
    """Ends all sessions of the asking person, this one too."""
    end_sessions(turn, turn.actor.subject)


def end_sessions(turn: Turn, job_number: str) -> None:
    """Ends all sessions of a person."""
    ended = credentials.end_sessions(turn.conn, turn.hall, job_number)
    turn.record("sessions.ended", subject=job_number, data={"job_number": job_number, "sessions_ended": ended})


def is_limited(first: credentials.First | None, *, on_page: bool) -> bool:
    """Whether who signs in with this password has to choose one of their own before anything else."""
    return first is credentials.First.EVERYWHERE or (on_page and first is not None)
