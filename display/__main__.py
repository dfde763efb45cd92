"""``python -m display``: a loudspeaker without a screen. Speaks the calls of a hall, one after the other."""

from __future__ import annotations

import logging
import shlex
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import click

from config.device_token import NoToken, device_token, set_aside
from config.hub_client.api import Refused
from config.hub_client.feed import Feed
from display.announcer import STALE_SECONDS, Announcer, Call
from display.fetching import HubSounds
from display.player import Player, PlayerMissing
from display.recorder import Recorder
from display.right import Right
from display.sound import SoundError, duration
from display.volume import at_volume

CALLS = ("ticket.called", "ticket.recalled")

logger = logging.getLogger("display")

Play = Callable[[Path], bool]
"""Plays a WAV file to its end; whether it was heard."""


def _address(context: click.Context, option: click.Parameter, value: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise click.BadParameter("must begin with http:// or https://, e.g. http://192.168.1.10:8000")
    return value.rstrip("/")


def _command(context: click.Context, option: click.Parameter, value: str) -> list[str]:
    try:
        return shlex.split(value)
    except ValueError as problem:
        raise click.BadParameter(f"cannot be read as a command: {problem}") from problem


@click.command()
@click.option("--hub", required=True, callback=_address, help="Address of the hub, e.g. http://192.168.1.10:8000")
@click.option("--token", envvar="JIAOHAO_TOKEN", help="Token of a display, from pairing.")
@click.option(
    "--token-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file that holds the token; when there is none yet, this program pairs and writes it.",
)
@click.option("--hall", help="Code of the hall to pair with, where the hub has several.")
@click.option(
    "--player",
    default="",
    callback=_command,
    help="Command that plays a WAV file, whose path is added, e.g. 'aplay -q -D plughw:1'. "
    "Without it: the first of pw-play, paplay, aplay and afplay that works.",
)
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep the sounds in this folder, numbered in their order, instead of playing them.",
)
@click.option("--room", default="hall", show_default=True, help="The room where this loudspeaker is heard.")
@click.option("--verbose", is_flag=True, help="Also say what is spoken.")
def main(
    hub: str,
    token: str | None,
    token_file: Path | None,
    hall: str | None,
    player: list[str],
    into: Path | None,
    room: str,
    verbose: bool,
) -> None:
    """Speaks the calls of a hall on this computer's loudspeaker."""
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, format="%(asctime)s %(message)s")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        play = Recorder(into).play if into else Player.found(player).play
        found = device_token(hub, token, token_file, kind="display", hall=hall, say=click.echo)
        announce(hub, found, play, threading.Event(), room=room)
    except Refused as problem:
        set_aside(token_file)
        raise click.ClickException(str(problem)) from problem
    except (PlayerMissing, NoToken, OSError, SoundError) as problem:
        raise click.ClickException(str(problem)) from problem
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)


def announce(hub: str, token: str, play: Play, stopped: threading.Event, *, room: str) -> None:
    """Speaks every call until ``stopped``, while no other terminal of the room does.

    Raises Refused for a token that the hub does not take.
    """
    with tempfile.TemporaryDirectory(prefix="announcer-") as folder, ThreadPoolExecutor(1, "speaker") as speaker:
        right = Right.at(hub, token, room)

        def play_if_ours(path: Path) -> bool:
            if not right.waits_for(duration(path)):
                return False
            return play(at_volume(path, right.volume, out=Path(folder) / "quieter.wav"))

        def spoken(call: Call) -> None:
            right.said(call.seq)
            feed.spoken(call.seq)

        announcer = Announcer(sounds=HubSounds(hub, token, Path(folder)), play=play_if_ours, spoken=spoken, right=right)
        right.start()
        feed = Feed(hub, token, kind="display", needs="calls", on_event=lambda event, age: _hear(announcer, event, age))
        speaking = speaker.submit(_speak, announcer)
        # A loudspeaker that fell silent for good must end, so that whoever started it starts it again.
        speaking.add_done_callback(lambda _: stopped.set())
        try:
            feed.follow(stopped)
        finally:
            announcer.close()
            right.close()
        speaking.result()


def _hear(announcer: Announcer, event: dict[str, Any], age: float) -> None:
    # One that is old when it arrives was made while we were away: the screens show it, nobody says it.
    if event["kind"] in CALLS and age <= STALE_SECONDS and not event["data"].get("quiet"):
        announcer.add(Call.from_event(event, since=time.monotonic() - age))


def _speak(announcer: Announcer) -> None:
    while call := announcer.speak_next():
        logger.info("Called %s to window %s", call.number, call.window)


if __name__ == "__main__":
    main()
