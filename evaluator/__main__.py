"""``python -m evaluator``: a button box on a serial line, for a window without a tablet or beside one."""

from __future__ import annotations

import hashlib
import logging
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from config.device_token import NoToken, device_token, set_aside
from config.hub_client.api import HubApi, Refused
from config.hub_client.feed import Feed
from evaluator.box import Box, Order
from evaluator.keypad import Keypad
from evaluator.keypads.driver import Driver
from evaluator.keypads.framed import Framed
from evaluator.keypads.single import SingleByte
from evaluator.presses import AlreadyRunning, Kept, Presses
from evaluator.sending import Sender

DRIVERS: dict[str, Callable[[], Driver]] = {"framed": Framed, "single": SingleByte}
ORDERS: dict[str, Order] = {"best-first": "best_first", "worst-first": "worst_first"}


@click.command()
@click.option("--hub", required=True, help="Address of the hub, e.g. http://192.168.1.10:8000")
@click.option("--token", envvar="JIAOHAO_TOKEN", help="Token of the window's evaluator, from pairing.")
@click.option("--token-file", type=click.Path(path_type=Path), help="A file that holds the token.")
@click.option("--hall", help="Code of the hall to pair with, where the hub has several.")
@click.option("--port", required=True, help="Where the box is, e.g. /dev/ttyUSB0 or COM3")
@click.option("--driver", type=click.Choice(sorted(DRIVERS)), default="framed", show_default=True)
@click.option("--baud", default=9600, show_default=True, type=click.IntRange(300, 921_600))
@click.option("--buttons", type=click.Choice(sorted(ORDERS)), help="What button 1 is. Without it, as the hall says.")
@click.option("--state", type=click.Path(path_type=Path), help="File that keeps presses while the hub is away.")
@click.option("--verbose", is_flag=True, help="Also say what is pressed, never how it was rated.")
def main(
    hub: str,
    token: str | None,
    token_file: Path | None,
    hall: str | None,
    port: str,
    driver: str,
    baud: int,
    buttons: str | None,
    state: Path | None,
    verbose: bool,
) -> None:
    """Takes ratings from a button box (1 to 5) while the window's citizen is asked for one."""
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, format="%(asctime)s %(message)s")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        given = device_token(hub, token, token_file, kind="evaluator", hall=hall, say=click.echo)
        with Presses(state or default_state(hub, port)) as presses:
            sender = Sender(HubApi(hub, given, kind="evaluator"), presses)

            def keep(press: Kept) -> None:
                presses.keep(press)
                sender.wake()

            box = Box(keep=keep, order=ORDERS[buttons] if buttons else None)
            run(hub, given, box, sender, Keypad(port, baud=baud, driver=DRIVERS[driver], on_button=box.press))
    except Refused as problem:
        set_aside(token_file)
        raise click.ClickException(str(problem)) from problem
    except (NoToken, ValueError, OSError, AlreadyRunning) as problem:
        raise click.ClickException(str(problem)) from problem
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)


def run(hub: str, token: str, box: Box, sender: Sender, keypad: Keypad) -> None:
    """Listens to hub and box until the process is told to end. Raises Refused."""
    problems: list[Exception] = []
    stopped = threading.Event()

    def guarded(work: Callable[[threading.Event], None]) -> None:
        try:
            work(stopped)
        except Exception as problem:  # a worker that is gone must not look like one that has nothing to do
            problems.append(problem)
            stopped.set()

    workers = [
        threading.Thread(target=guarded, args=(work,), name=name, daemon=True)
        for name, work in (("keypad", keypad.listen), ("sender", sender.work))
    ]

    def took(snapshot: dict[str, Any]) -> None:
        box.snapshot(snapshot)
        sender.wake()  # the hub is there

    feed = Feed(
        hub,
        token,
        kind="evaluator",
        needs="invitation",
        on_snapshot=took,
        on_event=box.heard,
    )
    for worker in workers:
        worker.start()
    try:
        feed.follow(stopped)
    finally:
        stopped.set()
        sender.wake()
        for worker in workers:
            worker.join()
    if problems:
        raise problems[0]


def default_state(hub: str, port: str) -> Path:
    """A file of this user, its own for each hub and box."""
    home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return home / "jiaohao" / f"presses-{hashlib.sha256(f'{hub} {port}'.encode()).hexdigest()[:12]}.db"


if __name__ == "__main__":
    main()
