"""A printer on a serial line, RS-232 or a USB adapter to it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from kiosk.printers.escpos_library import Error, Serial
from kiosk.printers.printer import PrinterError

BITS_A_BYTE = 10
"""Start and stop bit included."""
SEND_SECONDS = 15.0
"""On top of the time the bytes themselves take."""


class SerialWay:
    """The way to a device file (``/dev/ttyUSB0``, ``COM3``) at so many bits a second."""

    def __init__(self, device: str, baud: int) -> None:
        self._device = device
        self._baud = baud

    @contextmanager
    def open(self) -> Iterator[SerialLine]:
        printer = Serial(self._device, baudrate=self._baud, timeout=0)
        try:
            printer.open()
        except (Error, OSError) as error:
            raise PrinterError(f"{self._device} cannot be opened", reason="offline", retry=True) from error
        port = printer.device
        line = SerialLine(port, self._baud)
        try:
            yield line
        finally:
            line.finish()
            port.close()


class SerialLine:
    """An open line."""

    def __init__(self, port: Any, baud: int) -> None:
        self._port = port
        self._baud = baud

    def send(self, data: bytes) -> None:
        self._port.write_timeout = SEND_SECONDS + len(data) * BITS_A_BYTE / self._baud
        self._port.write(data)

    def receive(self, seconds: float) -> bytes:
        self._port.timeout = seconds
        came: bytes = self._port.read(max(self._port.in_waiting, 1))
        return came

    def finish(self) -> None:
        """Waits for the last byte; python-escpos would do so for ever when the printer takes no more."""
        give_up_at = time.monotonic() + SEND_SECONDS
        with suppress(OSError):
            while self._port.out_waiting and time.monotonic() < give_up_at:
                time.sleep(0.02)
