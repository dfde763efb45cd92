"""Printers that are not on the network: a folder, a serial line, USB; and how an address names them."""

from __future__ import annotations

import gc
import os
import select
import threading
import time
import tty
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import usb.core
import usb.util
from PIL import Image

from config.equipment import Printer as PrinterRules
from kiosk.printers.escpos_printer import EscposPrinter, Way
from kiosk.printers.serial import SerialWay
from kiosk.printers.usb import UsbWay
from kiosk.printing import Outcome, open_printer, print_sheet, printer_rules
from tests.kiosk.escpos_picture import printed
from tests.kiosk.network_printer import DLE_EOT, FINE, complete
from tests.kiosk.sheets import sheet


def quick(way: Way) -> EscposPrinter:
    return EscposPrinter(way, name="hall", width_dots=576, answers_within=0.2, sleep=lambda seconds: None)


def test_the_demonstration_keeps_each_ticket_as_bytes_and_as_a_picture(tmp_path: Path) -> None:
    printer = open_printer(PrinterRules(kind="file", address="prints"), folder=tmp_path)
    assert printer.paper() == "yes"
    assert print_sheet(sheet(), printer) == Outcome(state="printed", reason=None, paper="yes")
    names = sorted(path.name for path in (tmp_path / "prints").iterdir())
    assert names == ["A023-b4839342396f9719.bin", "A023-b4839342396f9719.png"]
    sent = printed((tmp_path / "prints" / names[0]).read_bytes())
    with Image.open(tmp_path / "prints" / names[1]) as picture:
        assert picture.size == (576, len(sent.dots))


def test_a_folder_that_cannot_be_written_is_a_printer_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "prints").write_text("a file where the folder should be")
    printer = open_printer(PrinterRules(kind="file", address="prints"), folder=tmp_path)
    assert print_sheet(sheet(), printer).reason == "offline"


class SerialPrinter:
    """The other end of a serial line."""

    def __init__(self, *, answers: bool) -> None:
        self._end, theirs = os.openpty()
        tty.setraw(theirs)
        self.device = os.ttyname(theirs)
        self._theirs = theirs
        self.answers = answers
        self.taken = b""
        self._open = True
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def whole_ticket(self) -> bytes:
        """What it has taken once nothing more comes."""
        while select.select([self._end], [], [], 0.1)[0]:
            time.sleep(0.01)
        return self.taken

    def close(self) -> None:
        self._open = False
        self._thread.join(5)
        os.close(self._end)
        os.close(self._theirs)

    def _serve(self) -> None:
        while self._open:
            if not select.select([self._end], [], [], 0.05)[0]:
                continue
            came = os.read(self._end, 65_536)
            ticket, asked, what = came.rpartition(DLE_EOT)
            question = asked and len(what) == 1
            self.taken += ticket if question else came
            if question and self.answers:
                os.write(self._end, bytes([FINE]))


@pytest.fixture(params=[True, False], ids=["answering", "silent"])
def serial_printer(request: pytest.FixtureRequest) -> Iterator[SerialPrinter]:
    played = SerialPrinter(answers=request.param)
    yield played
    played.close()


def test_a_serial_printer_prints_whether_it_answers_or_not(serial_printer: SerialPrinter) -> None:
    printer = quick(SerialWay(serial_printer.device, 115_200))
    answers = serial_printer.answers
    assert printer.paper() == ("yes" if answers else "unknown")
    assert print_sheet(sheet(), printer).state == ("printed" if answers else "unknown")
    assert complete(serial_printer.whole_ticket())


def test_a_serial_line_that_is_not_there_is_offline() -> None:
    printer = open_printer(printer_rules("serial:/dev/no-such-line"))
    assert print_sheet(sheet(), printer, sleep=lambda seconds: None).reason == "offline"
    assert printer.paper() == "unknown"


@pytest.fixture(autouse=True)
def _nothing_to_give_back(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(usb.util, "dispose_resources", lambda device: None)
    yield
    gc.collect()  # python-escpos gives the device back when its printer is forgotten


class UsbEndpoint(SimpleNamespace):
    def write(self, data: bytes, timeout: int) -> int:
        self.printer.take(bytes(data))
        return len(data)

    def read(self, size: int, timeout: int) -> bytes:
        if not self.printer.answer:
            raise usb.core.USBTimeoutError("timed out")
        answer, self.printer.answer = self.printer.answer, b""
        return answer


class UsbPrinter:
    """A USB printer's descriptors, the printer's interface not the first and its endpoints not the usual ones."""

    class backend:  # noqa: N801
        """None that python-escpos knows."""

    def __init__(self) -> None:
        self.taken = self.answer = b""
        self.resets = 0
        ends = [UsbEndpoint(printer=self, bEndpointAddress=at, bmAttributes=2) for at in (0x84, 0x03)]
        self._interfaces = [Interface([], bInterfaceClass=3), Interface(ends, bInterfaceClass=7)]

    def take(self, data: bytes) -> None:
        if data.startswith(DLE_EOT):
            self.answer += bytes([FINE])
        else:
            self.taken += data

    def get_active_configuration(self) -> list[Interface]:
        return self._interfaces

    def set_configuration(self) -> None: ...

    def reset(self) -> None:
        self.resets += 1


class Interface(list[UsbEndpoint]):
    def __init__(self, ends: list[UsbEndpoint], *, bInterfaceClass: int) -> None:  # noqa: N803
        super().__init__(ends)
        self.bInterfaceClass = bInterfaceClass


def test_a_usb_printer_is_found_by_its_ids_and_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    plugged_in = UsbPrinter()
    monkeypatch.setattr(
        usb.core, "find", lambda **ids: plugged_in if ids == {"idVendor": 0x4B8, "idProduct": 0xE15} else None
    )
    printer = quick(UsbWay(0x4B8, 0xE15))
    assert print_sheet(sheet(), printer) == Outcome(state="printed", reason=None, paper="yes")
    assert complete(plugged_in.taken)


def test_a_usb_printer_is_not_reset_whenever_it_is_asked_for_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    plugged_in = UsbPrinter()
    monkeypatch.setattr(usb.core, "find", lambda **ids: plugged_in)
    printer = quick(UsbWay(0x4B8, 0xE15))
    assert [printer.paper() for _ in range(3)] == ["yes"] * 3
    assert plugged_in.resets == 1


def test_a_usb_printer_that_is_unplugged_is_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usb.core, "find", lambda **ids: None)
    printer = open_printer(printer_rules("usb:04b8:0e15"))
    assert print_sheet(sheet(), printer, sleep=lambda seconds: None).reason == "offline"


@pytest.mark.parametrize(
    ("address", "rules"),
    [
        ("file:prints", PrinterRules(kind="file", address="prints")),
        ("network:192.168.1.50", PrinterRules(kind="network", address="192.168.1.50", port=9100)),
        ("network:printer.hall:9101", PrinterRules(kind="network", address="printer.hall", port=9101)),
        ("usb:04b8:0x0e15", PrinterRules(kind="usb", vendor_id=0x04B8, product_id=0x0E15)),
        ("serial:/dev/ttyUSB0", PrinterRules(kind="serial", address="/dev/ttyUSB0", baud=19_200)),
        ("serial:COM3@115200", PrinterRules(kind="serial", address="COM3", baud=115_200)),
    ],
)
def test_an_address_names_a_printer(address: str, rules: PrinterRules) -> None:
    assert printer_rules(address) == rules


@pytest.mark.parametrize("address", ["", "file:", "lpt1", "usb:printer", "network:host:port"])
def test_an_address_that_names_none_is_told_what_is_right(address: str) -> None:
    with pytest.raises(ValueError, match="use file:DIR"):
        printer_rules(address)


def test_a_hall_without_a_printer_opens_none() -> None:
    with pytest.raises(ValueError, match="printer"):
        open_printer(PrinterRules(kind="none"))
