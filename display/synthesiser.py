"""The process that makes sound: ``python -m display.synthesiser``, requests in and answers out as lines of JSON.

Requests are ``{"id", "do": "say", "text", "voice", "rate_wpm", "out", "limit_seconds"}`` and
``{"id", "do": "join", "files": [...], "out"}`` and ``{"id", "do": "clip", "file", "out"}``, answered by
``{"id", "seconds"}``, and ``{"id", "do": "check"}``,
answered by ``{"id", "version"}``; or by ``{"id", "error"}``. It is a process of its own because espeak-ng sometimes
hangs and can only be stopped from outside, and because levelling the sound would make a hub stutter. It ends when its
input does, even in the middle of an utterance that hangs, so it cannot outlive the hub.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from array import array
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from display.espeak import Espeak, SpeechError
from display.loudness import levelled
from display.preparing import joined, prepared_clip, trimmed
from display.sound import RATE, SoundError, read_wav, write_wav


class Synthesiser:
    """Carries out one request after the other; loads espeak-ng only when something must be synthesised."""

    def __init__(self) -> None:
        self._espeak: Espeak | None = None
        # On a disk that others write to as well, making the file cost a third of the time of the utterance.
        self._memory = Path(f"/proc/self/fd/{os.memfd_create('speech')}") if sys.platform == "linux" else None

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        try:
            return {"id": request["id"], **self._done(request)}
        except (SoundError, SpeechError, OSError) as error:
            return {"id": request["id"], "error": str(error)}

    def _done(self, request: dict[str, Any]) -> dict[str, Any]:
        if request["do"] == "check":
            return {"version": self._engine().version}
        samples = self._samples(request)
        if not samples:
            raise SoundError("the voice gave only silence")
        write_wav(Path(request["out"]), levelled(samples))
        return {"seconds": len(samples) / RATE}

    def _samples(self, request: dict[str, Any]) -> array[int]:
        match request["do"]:
            case "join":
                return joined(map(Path, request["files"]))
            case "clip":
                return prepared_clip(Path(request["file"]))
            case _:
                return self._spoken(request)

    def _spoken(self, request: dict[str, Any]) -> array[int]:
        raw = self._memory or Path(request["out"]).with_suffix(".raw")
        try:
            self._engine().say(
                request["text"],
                voice=request["voice"],
                rate_wpm=request["rate_wpm"],
                out=raw,
                limit_seconds=request["limit_seconds"],
            )
            return trimmed(read_wav(raw)[0])
        finally:
            if not self._memory:
                raw.unlink(missing_ok=True)

    def _engine(self) -> Espeak:
        if self._espeak is None:
            self._espeak = Espeak()
        return self._espeak


def main() -> None:
    # pyttsx3 prints on standard output, which here carries the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    requests: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), name="listener", daemon=True).start()
    synthesiser = Synthesiser()
    while True:
        answer = synthesiser.answer(json.loads(requests.get()))
        answers.write(json.dumps(answer, ensure_ascii=False) + "\n")
        answers.flush()


def _listen(requests: SimpleQueue[bytes]) -> None:
    """Takes in requests until the hub is gone, and then ends the process whatever it is doing."""
    for line in sys.stdin.buffer:
        requests.put(line)
    # Not sys.exit: espeak-ng aborts when Python unloads it, and there is nothing left to save.
    os._exit(0)


if __name__ == "__main__":
    main()
