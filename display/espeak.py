"""espeak-ng 1.52 through pyttsx3, one utterance at a time; only the synthesiser's own process imports this.

Traps of pyttsx3 2.99 that decide how it is used here: two queued ``save_to_file`` write only the last; ``say`` after
``save_to_file`` overwrites the file; a path that cannot be written raises nothing; ``runAndWait`` may return long
before the file is written, because espeak-ng synthesises in a thread of its own. Hence one file a time, the end taken
from the ``finished-utterance`` notice, and the file looked at afterwards. Properties go through that thread too, and
pyttsx3, which ends an old loop before each new one, takes one that is still on its way for an utterance and cancels the
next: hence they are set at once and waited for. And its loop looks every 10 ms whether it is over, which an utterance
mostly is after 6: hence the loop runs in a thread of its own, and is waited for before the next one.
"""

from __future__ import annotations

import ctypes
import os
import re
import threading
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

import espeakng_loader

OLDEST_FOR_MANDARIN = (1, 52)
"""Debian's 1.51 reads Mandarin with wrong syllables; better a chime and the screen than a number misread."""
VOLUME = 0.5
"""espeak-ng reaches full scale on some words at 1.0; the level is set afterwards, without its clipping."""


class SpeechError(Exception):
    """The text could not be spoken; the message says why."""


class Espeak:
    """The engine. Create one a process: espeak-ng cannot be initialised twice."""

    def __init__(self) -> None:
        try:
            ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)
            os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
        except (OSError, RuntimeError):
            pass  # no build of the loader for this machine: pyttsx3 then finds the system's own library, or none
        try:
            import pyttsx3
            from pyttsx3.drivers import _espeak

            self._engine: Any = pyttsx3.init("espeak")
        except (ImportError, OSError, RuntimeError) as error:
            raise SpeechError(f"no espeak-ng here ({error}); install espeak-ng 1.52 or newer") from error
        self._engine.proxy.setBusy(False)  # or the first properties would wait until the loop that must not see them
        self._loops = ThreadPoolExecutor(max_workers=1, thread_name_prefix="loop")
        self._loop: Future[None] | None = None
        self._finished = threading.Event()
        self._whole = False
        self._speaks_as: tuple[str, int] | None = None
        self._engine.connect("finished-utterance", self._on_finished)
        _espeak.dll.espeak_Info.restype = ctypes.c_char_p
        self._properties_taken: Any = _espeak.dll.espeak_Synchronize
        self.version: str = _espeak.dll.espeak_Info(None).decode()

    def say(self, text: str, *, voice: str, rate_wpm: int, out: Path, limit_seconds: float) -> None:
        """Writes the text as spoken by an espeak voice (``cmn``, ``en``).

        Raises SpeechError, and OSError where the file cannot be written.
        """
        if voice.startswith("cmn") and _numbers(self.version) < OLDEST_FOR_MANDARIN:
            raise SpeechError(f"espeak-ng {self.version} misreads Mandarin; install 1.52 or newer")
        out.write_bytes(b"")  # raises what pyttsx3 would only print, and then never finish
        if self._loop is not None:
            wait([self._loop])
        self._whole = False
        self._finished.clear()
        try:
            self._speak_as(voice, rate_wpm)
            self._engine.save_to_file(spelled_out(text, voice), str(out))
            self._loop = self._loops.submit(self._engine.runAndWait)
            self._loop.add_done_callback(self._on_loop_done)
            if not self._finished.wait(limit_seconds):
                wait([self._loop])  # while that hangs there is no answer, and whoever asked replaces this process
                raise SpeechError(f"espeak-ng did not finish within {limit_seconds:g} s")
            if self._loop.done():
                self._loop.result()
        except (ValueError, RuntimeError) as error:
            raise SpeechError(f"espeak-ng: {error}") from error
        if not self._whole:
            raise SpeechError("espeak-ng was interrupted")
        if out.stat().st_size == 0:
            raise SpeechError(f"espeak-ng wrote nothing to {out}; is the disk full?")

    def _speak_as(self, voice: str, rate_wpm: int) -> None:
        """Sets the voice where it is not the last one: loading it takes twice as long as the utterance."""
        if self._speaks_as == (voice, rate_wpm):
            return
        self._speaks_as = None
        self._engine.setProperty("voice", voice)
        self._engine.setProperty("rate", rate_wpm)
        self._engine.setProperty("volume", VOLUME)
        self._properties_taken()
        self._speaks_as = (voice, rate_wpm)

    def _on_loop_done(self, loop: Future[None]) -> None:
        if loop.exception() is not None:
            self._finished.set()

    def _on_finished(self, name: str | None, completed: bool) -> None:
        self._whole = completed
        self._finished.set()


def spelled_out(text: str, voice: str) -> str:
    """The text so that espeak-ng reads capital letters by their names.

    Tried on 1.52: English reads the A of "A zero" as the article and needs a comma after it or dots between letters;
    Mandarin reads "AB" as a word and the A of "A B" as the article, but knows 诶.
    """
    if voice.startswith("en"):
        letters = re.compile(r"\b[A-Z](?: [A-Z])*\b(?=(.?))")
        return letters.sub(lambda found: _english_letters(found[0], followed=found[1] == " "), text)
    return re.sub(r"[A-Z]{2,}", lambda run: f" {' '.join(run[0])} ".replace("A", "诶"), text)


def _english_letters(letters: str, *, followed: bool) -> str:
    if " " in letters:
        return letters.replace(" ", ".") + "."
    return f"{letters}," if followed else letters


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:2])
