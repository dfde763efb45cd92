"""A printer on USB, by its vendor and product id, without a printer queue of the operating system."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import usb.core
import usb.util

from kiosk.printers.escpos_library import Error, Usb
from kiosk.printers.printer import PrinterError

PRINTER_CLASS = 7
SEND_MILLISECONDS = 15_000
PACKET_BYTES = 64


class UsbWay:
    """The way to the first printer with these ids.

    It stays open until it fails: python-escpos resets the device whenever it opens it, and a printer that is asked
    for its paper every few seconds should not start anew each time.
    """

    def __init__(self, vendor_id: int, product_id: int) -> None:
        self._ids = (vendor_id, product_id)
        self._opened: tuple[Usb, UsbLine] | None = None

    @contextmanager
    def open(self) -> Iterator[UsbLine]:
        try:
            printer, line = self._opened = self._opened or self._open()
        except (Error, usb.core.USBError, usb.core.NoBackendError) as error:
            message = "USB printer {:04x}:{:04x} is not there".format(*self._ids)
            raise PrinterError(message, reason="offline", retry=True) from error
        try:
            yield line
        except (OSError, PrinterError) as error:
            if not isinstance(error, PrinterError) or error.reason == "offline":
                self._opened = None
                printer.close()
            raise

    def _open(self) -> tuple[Usb, UsbLine]:
        printer = Usb(*self._ids)
        printer.open()
        return printer, UsbLine(printer.device)


class UsbLine:
    """An open printer. Some printers answer nothing at all: they have no way in."""

    def __init__(self, device: Any) -> None:
        interface = _printer_interface(device)
        self._out = _endpoint(interface, usb.util.ENDPOINT_OUT)
        self._in = _endpoint(interface, usb.util.ENDPOINT_IN)
        if self._out is None:
            raise usb.core.USBError("the device takes no data")

    def send(self, data: bytes) -> None:
        self._out.write(data, SEND_MILLISECONDS)

    def receive(self, seconds: float) -> bytes:
        if self._in is None:
            return b""
        try:
            return bytes(self._in.read(PACKET_BYTES, max(round(seconds * 1000), 1)))
        except usb.core.USBTimeoutError:
            return b""


def _printer_interface(device: Any) -> Any:
    """The interface that says it is a printer's, else the first: python-escpos's fixed endpoints are often wrong."""
    configuration = device.get_active_configuration()
    found = usb.util.find_descriptor(configuration, bInterfaceClass=PRINTER_CLASS)
    return found if found is not None else configuration[(0, 0)]


def _endpoint(interface: Any, direction: int) -> Any:
    def fits(endpoint: Any) -> bool:
        bulk = usb.util.endpoint_type(endpoint.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
        return bool(bulk and usb.util.endpoint_direction(endpoint.bEndpointAddress) == direction)

    return usb.util.find_descriptor(interface, custom_match=fits)
