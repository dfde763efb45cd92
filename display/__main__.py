"""``python -m display``: a loudspeaker without a screen. Speaks the calls of a hall, one after the other."""

from __future__ import annotations

import logging
import signal
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import click

from display.announcer import Announcer, Call
from display.feed import Feed, Refused
from display.fetching import HubSounds
from display.player import Player, PlayerMissing

CALLS = ("ticket.called", "ticket.recalled")
STALE_SECONDS = 20.0
"""A call this old when it arrives was made while this announcer was away: the screens show it, nobody says it."""

logger = logging.getLogger("display")


@click.command()
@click.option("--hub", required=True, help="Address of the hub, e.g. http://192.168.1.10:8000")
@click.option("--token", required=True, envvar="JIAOHAO_TOKEN", help="Token of a display, from pairing.")
@click.option("--verbose", is_flag=True, help="Also say what is spoken.")
def main(hub: str, token: str, verbose: bool) -> None:
    """Speaks the calls of a hall on this computer's loudspeaker."""
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, format="%(asctime)s %(message)s")
    try:
        player = Player.found()
    except PlayerMissing as missing:
        raise click.ClickException(str(missing)) from missing
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        announce(hub, token, player, threading.Event())
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)


def announce(hub: str, token: str, player: Player, stopped: threading.Event) -> None:
    """Speaks every call until ``stopped``. Raises Refused for a token that the hub does not take."""
    with tempfile.TemporaryDirectory(prefix="announcer-") as folder:
        _announce(hub, token, player, stopped, HubSounds(hub, token, Path(folder)))


def _announce(hub: str, token: str, player: Player, stopped: threading.Event, sounds: HubSounds) -> None:
    feed = Feed(hub, token, on_event=lambda event, age: _hear(announcer, event, age))
    announcer = Announcer(sounds=sounds, play=player.play, spoken=lambda call: feed.spoken(call.seq))
    speaker = threading.Thread(target=_speak, args=(announcer, stopped), name="speaker", daemon=True)
    speaker.start()
    try:
        feed.follow(stopped)
    finally:
        stopped.set()
        feed.close()
        speaker.join()


def _hear(announcer: Announcer, event: dict[str, Any], age: float) -> None:
    if event["kind"] in CALLS and age <= STALE_SECONDS:
        announcer.add(Call.from_event(event, since=time.monotonic() - age))


def _speak(announcer: Announcer, stopped: threading.Event) -> None:
    while not stopped.is_set():
        call = announcer.speak_next(patience_seconds=0.5)
        if call:
            logger.info("Called %s to window %s", call.number, call.window)


if __name__ == "__main__":
    main()
