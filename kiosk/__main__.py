"""``python -m kiosk``: the print agent. Prints what this kiosk asks for on this computer's own printer."""

from __future__ import annotations

import hashlib
import logging
import os
import signal
import sys
import threading
from pathlib import Path

import click
import structlog

from config.device_token import NoToken, device_token, set_aside
from config.hub_client.api import Refused
from config.hub_client.feed import Feed
from kiosk.agent import Agent
from kiosk.hub import Hub
from kiosk.printers.printer import Printer
from kiosk.printing import Station, open_printer, printer_rules
from kiosk.remembering import AlreadyRunning, Remembered


@click.command()
@click.option("--hub", required=True, help="Address of the hub, e.g. http://192.168.1.10:8000")
@click.option("--token", envvar="JIAOHAO_TOKEN", help="Token of the kiosk, from pairing.")
@click.option(
    "--token-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file that holds the token; when there is none yet, this program pairs and writes it.",
)
@click.option("--hall", help="Code of the hall to pair with, where the hub has several.")
@click.option("--printer", required=True, help="file:DIR, network:HOST[:PORT], usb:VID:PID or serial:DEVICE[@BAUD]")
@click.option("--width", default=576, show_default=True, type=click.IntRange(200, 1200), help="Dots of its head.")
@click.option("--state", type=click.Path(path_type=Path), help="File that remembers what was printed.")
@click.option("--verbose", is_flag=True, help="Also say what is printed.")
def main(
    hub: str,
    token: str | None,
    token_file: Path | None,
    hall: str | None,
    printer: str,
    width: int,
    state: Path | None,
    verbose: bool,
) -> None:
    """Prints the tickets of a kiosk on this computer's own printer."""
    _log_to_stderr(verbose)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        opened = open_printer(printer_rules(printer, width_dots=width))
        with Remembered(state or default_state(hub, printer)) as remembered:
            run(hub, device_token(hub, token, token_file, kind="kiosk", hall=hall, say=click.echo), opened, remembered)
    except Refused as problem:
        set_aside(token_file)
        raise click.ClickException(str(problem)) from problem
    except (NoToken, ValueError, OSError, AlreadyRunning) as problem:
        raise click.ClickException(str(problem)) from problem
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)


def run(hub: str, token: str, printer: Printer, remembered: Remembered) -> None:
    """Prints until the process is told to end. Raises Refused, and OSError when nothing can be remembered."""
    problems: list[Exception] = []
    stopped = threading.Event()
    agent = Agent(hub=Hub(hub, token), station=Station(printer), remembered=remembered)
    feed = Feed(
        hub,
        token,
        kind="kiosk",
        needs="printer",
        since=remembered.since,
        epoch=remembered.epoch,
        on_snapshot=lambda snapshot: agent.began(snapshot["state"]),
        on_event=lambda event, age: agent.heard(event["kind"], event["data"]),
        on_moved=remembered.listened,
    )

    def work() -> None:
        try:
            agent.work(stopped)
        except Exception as problem:  # a worker that is gone must not look like one that has nothing to do
            problems.append(problem)
            stopped.set()

    worker = threading.Thread(target=work, name="printer", daemon=True)
    worker.start()
    try:
        feed.follow(stopped)
    finally:
        # The connection ends with the process: to close it politely takes the client three seconds.
        stopped.set()
        worker.join()
        remembered.save()
    if problems:
        raise problems[0]


def default_state(hub: str, printer: str) -> Path:
    """A file of this user, its own for each hub and printer."""
    home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return home / "jiaohao" / f"printed-{hashlib.sha256(f'{hub} {printer}'.encode()).hexdigest()[:12]}.json"


def _log_to_stderr(verbose: bool) -> None:
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, format="%(asctime)s %(message)s")
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="%Y-%m-%d %H:%M:%S", utc=False),
            # Plain, since a traceback with its variables would show a citizen's address.
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
            ),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO if verbose else logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


if __name__ == "__main__":
    main()
