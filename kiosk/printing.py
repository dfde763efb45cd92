"""A sheet becomes bytes, goes to a printer, and what became of it is said in one word.

Used by the print agent on the kiosk's own computer, and by the hub where the printer hangs at the hub itself.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import structlog
from PIL import Image

from config.equipment import Printer as PrinterRules
from kiosk.composing import Sheet
from kiosk.drawing import draw_ticket
from kiosk.notice import draw_notice
from kiosk.printers.escpos_library import Dummy
from kiosk.printers.escpos_printer import EscposPrinter, Way
from kiosk.printers.file import FilePrinter
from kiosk.printers.network import NetworkWay
from kiosk.printers.printer import Job, Paper, Printer, PrinterError, Reason
from kiosk.printers.serial import SerialWay
from kiosk.printers.usb import UsbWay

FRAGMENT_ROWS = 256
"""Rows sent as one picture: some printers hold no more."""
DOTS_A_MILLIMETRE = 8
SLOWEST_MILLIMETRES_A_SECOND = 100
CUT_SECONDS = 0.5
TRIES = 3
PAUSE_SECONDS = 1.0

log = structlog.get_logger("kiosk.printing")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a ticket, in the words of ``POST /prints/{id}/report``, and whether paper is left.

    ``unknown``: it was sent, and nobody can say whether it came out.
    """

    state: Literal["printed", "failed", "unknown"]
    reason: Reason | None
    paper: Paper


class Station:
    """A printer and whether it is in order; a printer that fails is logged once, and once when it is back."""

    def __init__(self, printer: Printer, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._printer = printer
        self._sleep = sleep
        self._trouble: str | None = None

    def print(self, sheet: Sheet) -> Outcome:
        """Draws and prints a sheet; see ``print_sheet``."""
        outcome = print_sheet(sheet, self._printer, sleep=self._sleep)
        self._note(outcome.reason if outcome.state != "printed" else None)
        return outcome

    def paper(self) -> Paper:
        """Whether the printer has paper."""
        paper = self._printer.paper()
        if paper != "unknown":
            self._note("paper_out" if paper == "no" else None)
        return paper

    def _note(self, trouble: str | None) -> None:
        if trouble and trouble != self._trouble:
            log.warning("printer_failing", printer=self._printer.name, reason=trouble)
        elif self._trouble and not trouble:
            log.warning("printer_back", printer=self._printer.name)
        self._trouble = trouble


def print_sheet(sheet: Sheet, printer: Printer, *, sleep: Callable[[float], None] = time.sleep) -> Outcome:
    """Draws a sheet of ``GET /prints/{id}`` and prints it, at most once.

    ``sheet`` may carry the ``id`` of its printout, which names the files of a file printer. A printer that cannot be
    reached is tried three times within a few seconds, as long as nothing was sent. Raises nothing a printer can do.
    """
    job = job_of(sheet, width=printer.width_dots)
    for left in reversed(range(TRIES)):
        try:
            paper = printer.print(job)
        except PrinterError as error:
            if error.retry and left:
                sleep(PAUSE_SECONDS)
                continue
            return _failed(error)
        confirmed = paper != "unknown"
        return Outcome(
            state="printed" if confirmed else "unknown", reason=None if confirmed else "unknown", paper=paper
        )
    raise AssertionError("the last try returns")


def job_of(sheet: Sheet, *, width: int) -> Job:
    """A ticket or a notice as the printer gets it: initialise, raster pictures, cut behind the last row."""
    notice = sheet.get("kind") == "notice"
    picture = draw_notice(sheet, width=width) if notice else draw_ticket(sheet, width=width)
    named = f"notice-{sheet['code']}" if notice else sheet["number"]
    name = re.sub(r"[^A-Za-z0-9_-]", "", f"{named}-{sheet.get('id', 'sheet')}")
    millimetres = picture.height / DOTS_A_MILLIMETRE
    seconds = millimetres / SLOWEST_MILLIMETRES_A_SECOND + CUT_SECONDS
    return Job(name=name, data=escpos(picture), picture=picture, seconds=seconds)


def escpos(picture: Image.Image) -> bytes:
    """The bytes of a picture, as python-escpos makes them."""
    writer = Dummy()
    # Else it says on standard output, for every picture, that the width of its default printer is not known.
    writer.profile.profile_data = {**writer.profile.profile_data, "media": {"width": {"pixels": picture.width}}}
    writer.hw("INIT")
    writer.image(picture, impl="bitImageRaster", fragment_height=FRAGMENT_ROWS)
    writer.cut(feed=False)
    output: bytes = writer.output
    return output


def open_printer(rules: PrinterRules, *, folder: Path = Path()) -> Printer:
    """The printer that a hall's definition names; a file printer's relative address is looked for in ``folder``.

    Nothing is connected yet. Raises ValueError for rules that name no printer.
    """
    match rules.kind:
        case "file":
            return FilePrinter(folder / (rules.address or "prints"), width_dots=rules.width_dots)
        case "network" if rules.address:
            return _escpos(NetworkWay(rules.address, rules.port), f"{rules.address}:{rules.port}", rules)
        case "serial" if rules.address:
            return _escpos(SerialWay(rules.address, rules.baud), rules.address, rules)
        case "usb" if rules.vendor_id is not None and rules.product_id is not None:
            name = f"usb {rules.vendor_id:04x}:{rules.product_id:04x}"
            return _escpos(UsbWay(rules.vendor_id, rules.product_id), name, rules)
    raise ValueError(f"printer: kind {rules.kind!r} needs more: an address, or vendor_id and product_id for usb")


def printer_rules(address: str, *, width_dots: int = 576) -> PrinterRules:
    """``file:DIR``, ``network:HOST[:PORT]``, ``usb:VID:PID`` (hexadecimal) or ``serial:DEVICE[@BAUD]`` as rules.

    Raises ValueError.
    """
    kind, _, rest = address.partition(":")
    if kind == "file" and rest:
        return PrinterRules(kind="file", address=rest, width_dots=width_dots)
    if found := re.fullmatch(r"network:([^:]+)(?::(\d{1,5}))?", address):
        return PrinterRules(kind="network", address=found[1], port=int(found[2] or 9100), width_dots=width_dots)
    if found := re.fullmatch(r"usb:(?:0x)?([0-9a-fA-F]{1,4}):(?:0x)?([0-9a-fA-F]{1,4})", address):
        ids = {"vendor_id": int(found[1], 16), "product_id": int(found[2], 16)}
        return PrinterRules(kind="usb", width_dots=width_dots, **ids)
    if found := re.fullmatch(r"serial:([^@]+)(?:@(\d+))?", address):
        return PrinterRules(kind="serial", address=found[1], baud=int(found[2] or 19_200), width_dots=width_dots)
    raise ValueError(f"{address!r} names no printer; use file:DIR, network:HOST[:PORT], usb:VID:PID or serial:DEVICE")


def _escpos(way: Way, name: str, rules: PrinterRules) -> Printer:
    return EscposPrinter(way, name=name, width_dots=rules.width_dots)


def _failed(error: PrinterError) -> Outcome:
    """``failed`` when nothing was sent or the printer itself says what is wrong, else nobody knows."""
    said: dict[Reason, Paper] = {"paper_out": "no", "cover_open": "unknown", "offline": "unknown", "unknown": "unknown"}
    lost = error.begun and error.reason in ("offline", "unknown")
    return Outcome(state="unknown" if lost else "failed", reason=error.reason, paper=said[error.reason])
