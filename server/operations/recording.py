"""Recording the hall's voice (录音): one clip a word or figure, kept where every hub finds it."""

from __future__ import annotations

import hashlib

from server.domain.refusal import NotFound
from server.store import clips
from server.store.clips import Clip
from server.store.turn import Turn


def keep_clip(turn: Turn, language: str, token: str, *, wav: bytes, milliseconds: int) -> Clip:
    """Keeps a recording, in the place of an older one. The journal gets its digest."""
    clip = Clip(language=language, token=token, milliseconds=milliseconds, at=turn.now)
    clips.put(turn.conn, turn.hall, clip, wav=wav)
    _record(turn, language, token, digest=hashlib.sha256(wav).hexdigest())
    return clip


def remove_clip(turn: Turn, language: str, token: str) -> None:
    """Takes a recording away. Raises NotFound."""
    if not clips.remove(turn.conn, turn.hall, language, token):
        raise NotFound("clip", language=language, token=token)
    _record(turn, language, token, digest=None)


def _record(turn: Turn, language: str, token: str, *, digest: str | None) -> None:
    data = {"language": language, "token": token, "digest": digest}
    turn.record("voice.clip_changed", subject=f"{language}/{token}", data=data)
