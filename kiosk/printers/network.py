"""A printer with a network card, by TCP, usually port 9100."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from kiosk.printers.escpos_library import Error, Network
from kiosk.printers.printer import PrinterError

CONNECT_SECONDS = 5.0
SEND_SECONDS = 15.0
"""A printer that takes nothing for so long has no paper or is stuck."""
CLOSE_SECONDS = 0.5
SHORTEST_SECONDS = 0.002


class NetworkWay:
    """The way to a host and port."""

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._port = port

    @contextmanager
    def open(self) -> Iterator[NetworkLine]:
        printer = Network(self._host, self._port, timeout=CONNECT_SECONDS)
        try:
            printer.open()
        except Error as error:
            message = f"{self._host}:{self._port} cannot be reached"
            raise PrinterError(message, reason="offline", retry=True) from error
        line = NetworkLine(printer.device)
        try:
            yield line
        finally:
            line.finish()
            printer.close()


class NetworkLine:
    """An open connection."""

    def __init__(self, connection: Any) -> None:
        self._connection: socket.socket = connection

    def send(self, data: bytes) -> None:
        self._connection.settimeout(SEND_SECONDS)
        self._connection.sendall(data)

    def receive(self, seconds: float) -> bytes:
        self._connection.settimeout(max(seconds, SHORTEST_SECONDS))
        try:
            came = self._connection.recv(64)
        except TimeoutError:
            return b""
        if not came:
            raise ConnectionResetError("the printer closed the connection")
        return came

    def finish(self) -> None:
        """Closing while something unread has come would reset the connection and lose what is still on its way."""
        with suppress(OSError):
            self._connection.shutdown(socket.SHUT_WR)
            while self.receive(CLOSE_SECONDS):
                pass
