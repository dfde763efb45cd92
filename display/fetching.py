"""The sounds of calls, fetched from the hub by HTTP."""

from __future__ import annotations

import logging
import urllib.request
from hashlib import sha256
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote

from display.sound import SoundError, chime, duration

FETCH_SECONDS = 10.0
"""A sound takes a fraction of a second to make; whoever waits longer for it keeps the calls behind waiting."""
KEPT_SOUNDS = 16

logger = logging.getLogger(__name__)


class HubSounds:
    """The chime, and the sounds of the call that is being spoken, in a folder of this computer."""

    def __init__(self, hub: str, token: str, folder: Path) -> None:
        self._hub = hub.rstrip("/")
        self._token = token
        self._folder = folder
        self.chime = folder / "chime.wav"
        self.chime.write_bytes(chime())
        self._failing = False

    def fetch(self, audio: str) -> Path | None:
        """The sound behind a path of the hub, until a dozen later; None when it cannot be had, which is logged once."""
        if not audio.startswith("/") or audio.startswith("//"):
            return None  # another host must never get this device's token
        path = self._folder / f"{sha256(audio.encode()).hexdigest()[:32]}.wav"
        request = urllib.request.Request(
            self._hub + quote(audio, safe="/%?=&"), headers={"Authorization": f"Bearer {self._token}"}
        )
        try:
            with urllib.request.urlopen(request, timeout=FETCH_SECONDS) as answer:
                path.write_bytes(answer.read())
            duration(path)
        except (OSError, HTTPException, SoundError) as error:
            if not self._failing:
                logger.warning("No sound from the hub, calls are only chimed: %s", error)
            self._failing = True
            return None
        if self._failing:
            logger.warning("Sound comes from the hub again")
        self._failing = False
        self._forget_all_but(path)
        return path

    def _forget_all_but(self, newest: Path) -> None:
        """A call has at most a handful of sounds; older ones would only fill the disk over the weeks."""
        sounds = sorted(self._folder.glob("*.wav"), key=lambda file: file.stat().st_mtime)
        for file in sounds[:-KEPT_SOUNDS]:
            if file not in (self.chime, newest):
                file.unlink(missing_ok=True)
