"""Playing a WAV file on this computer's loudspeaker, by the small programs that Linux desktops and boards bring."""

from __future__ import annotations

import logging
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from display.sound import SoundError, duration

# PipeWire and PulseAudio first: where they run, they hold the sound card and aplay may find it busy.
COMMANDS: tuple[tuple[str, ...], ...] = (("pw-play",), ("paplay",), ("aplay", "-q"), ("afplay",))
GRACE_SECONDS = 5.0

logger = logging.getLogger(__name__)


class PlayerMissing(Exception):
    """No program to play sound; the message says what to install."""


class Player:
    """Plays one file after the other. A loudspeaker that fails is logged once, and once when it is back."""

    def __init__(
        self,
        commands: Sequence[Sequence[str]],
        *,
        grace_seconds: float = GRACE_SECONDS,
        tell: Callable[[str], None] = logger.warning,
    ) -> None:
        self._commands = [tuple(command) for command in commands]
        self._grace = grace_seconds
        self._tell = tell
        self._failing = False

    @classmethod
    def found(cls, wished: Sequence[str] = ()) -> Player:
        """A player by the wished command, else by the programs on this computer.

        The file's path is added to the command. Raises PlayerMissing when there is no such program.
        """
        commands = [command for command in ((tuple(wished),) if wished else COMMANDS) if shutil.which(command[0])]
        if commands:
            return cls(commands)
        if wished:
            raise PlayerMissing(f"the program {wished[0]!r} was not found; install it or name another")
        raise PlayerMissing(
            "no program to play sound was found; install alsa-utils (aplay) or pulseaudio-utils (paplay), "
            "on Debian: apt install alsa-utils"
        )

    def play(self, path: Path) -> bool:
        """Plays a WAV file to its end; whether it was heard."""
        problems: list[str] = []
        for command in self._commands:
            problem = _run((*command, str(path)), path, grace_seconds=self._grace)
            if problem is None:
                # What works once is tried first from now on.
                self._commands.sort(key=lambda other: other != command)
                self._report(None)
                return True
            problems.append(problem)
        self._report("; ".join(problems))
        return False

    def _report(self, problem: str | None) -> None:
        if problem and not self._failing:
            self._tell(f"The loudspeaker does not play: {problem}")
        if not problem and self._failing:
            self._tell("The loudspeaker plays again")
        self._failing = problem is not None


def _run(command: Sequence[str], path: Path, *, grace_seconds: float) -> str | None:
    """Runs a player to its end; None when all went well, else what went wrong."""
    try:
        limit = duration(path) + grace_seconds
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return f"{command[0]} did not come to an end"
    except (OSError, SoundError) as error:
        return f"{command[0]}: {error}"
    if done.returncode == 0:
        return None
    said = done.stderr.decode(errors="replace").strip().splitlines()
    return f"{command[0]}: {said[0] if said else f'ended with {done.returncode}'}"
