"""A recorded voice: a folder with one WAV file a token (``请.wav``, ``A.wav``, ``3.wav`` ...)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


class Clips:
    """One language's clips, in folders of which an earlier one counts before a later.

    Recordings are looked up when asked for, so a new one counts at once.
    """

    def __init__(self, *folders: Path) -> None:
        self.folders = tuple(folder.resolve() for folder in folders)

    def files(self, tokens: Iterable[str]) -> list[Path] | None:
        """The recordings of all tokens in order, or None when one is missing."""
        found: list[Path] = []
        for token in tokens:
            path = self.file(token)
            if path is None:
                return None
            found.append(path)
        return found or None

    def file(self, token: str) -> Path | None:
        """The recording of a token, None while there is none."""
        for folder in self.folders:
            path = folder / f"{token}.wav"
            # A token never names a folder; this also keeps a strange catalogue inside the folder of clips.
            if path.parent == folder and path.is_file():
                return path
        return None

    def missing(self, tokens: Iterable[str]) -> list[str]:
        """Which of the tokens are still to be recorded, each once."""
        return [token for token in dict.fromkeys(tokens) if self.file(token) is None]


def fingerprint(files: Iterable[Path]) -> str:
    """Changes when one of the recordings is replaced."""
    digest = hashlib.sha256()
    for path in files:
        try:
            stat = path.stat()
        except FileNotFoundError:
            continue  # taken away a moment ago; joining will say so
        digest.update(f"{path.name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
