"""The hub's end of the synthesiser process: starts it, asks it, and replaces it when it hangs or dies."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

PACKAGES = Path(__file__).resolve().parent.parent
COMMAND = (sys.executable, "-m", "display.synthesiser")
KEEPS_MEMORY = {"MALLOC_MMAP_THRESHOLD_": "67108864", "MALLOC_TRIM_THRESHOLD_": "67108864"}
"""For glibc. To get the memory of a sound's samples from the kernel for each sound anew took as long as to level it."""


class ChildError(Exception):
    """The process gave no good answer. ``retry`` says whether a fresh process may do better."""

    def __init__(self, reason: str, *, retry: bool) -> None:
        super().__init__(reason)
        self.retry = retry


class Child:
    """One long-lived process that answers one request at a time.

    Not safe for several threads at once: whoever owns it takes turns. It keeps to descriptors and selectors, which
    work alike in an ordinary thread, in a native thread beside eventlet and in eventlet's own loop.
    """

    def __init__(self, *, command: Sequence[str] = COMMAND, limit_seconds: float) -> None:
        self._command = tuple(command)
        self._limit = limit_seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._asked = self._told = -1
        self._rest = b""
        self._number = 0

    @property
    def pid(self) -> int | None:
        """The process id while one runs that has not been given up."""
        return self._process.pid if self._process else None

    def ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to a request, within the time limit.

        Raises ChildError: with ``retry`` when the process hung or died, which is then gone; without when it answered
        that it cannot.
        """
        if self._process is not None and self._process.poll() is not None:
            self.stop()
        self._number += 1
        line = json.dumps({**request, "id": self._number}, ensure_ascii=False).encode() + b"\n"
        try:
            if self._process is None:
                self._start()
            os.write(self._asked, line)
            answer = self._answer(time.monotonic() + self._limit)
        except OSError as error:
            self.stop()
            raise ChildError(f"the synthesiser is gone ({error})", retry=True) from error
        except ChildError:
            self.stop()
            raise
        if "error" in answer:
            raise ChildError(str(answer["error"]), retry=False)
        return answer

    def stop(self) -> None:
        """Ends the process, if need be by force, and forgets it."""
        process, self._process = self._process, None
        if process is None:
            return
        os.close(self._asked)
        os.close(self._told)
        self._rest = b""
        # Kill at once: what it was doing is lost anyway, and a stopped process would not hear a polite request.
        process.kill()
        process.wait()

    def _start(self) -> None:
        theirs_in, self._asked = os.pipe()
        self._told, theirs_out = os.pipe()
        path = os.pathsep.join(filter(None, (str(PACKAGES), os.environ.get("PYTHONPATH"))))
        try:
            self._process = subprocess.Popen(
                self._command,
                stdin=theirs_in,
                stdout=theirs_out,
                cwd=PACKAGES,
                env={**os.environ, **KEEPS_MEMORY, "PYTHONPATH": path},
                start_new_session=True,  # Ctrl-C is for the hub, which then closes the pipe
            )
        except OSError:
            os.close(self._asked)
            os.close(self._told)
            raise
        finally:
            os.close(theirs_in)
            os.close(theirs_out)

    def _answer(self, deadline: float) -> dict[str, Any]:
        """The next line that answers the current request."""
        with selectors.DefaultSelector() as ready:
            ready.register(self._told, selectors.EVENT_READ)
            while True:
                line, newline, rest = self._rest.partition(b"\n")
                if newline:
                    self._rest = rest
                    answer: dict[str, Any] = json.loads(line)
                    if answer.get("id") == self._number:
                        return answer
                    continue
                left = deadline - time.monotonic()
                if left <= 0 or not ready.select(left):
                    raise ChildError(f"the synthesiser did not answer within {self._limit:g} s", retry=True)
                part = os.read(self._told, 65_536)
                if not part:
                    raise ChildError("the synthesiser ended unexpectedly", retry=True)
                self._rest += part
