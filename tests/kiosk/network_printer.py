"""A printer on the network, played by a socket: it swallows what it gets and answers what it is asked."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.kiosk.escpos_picture import printed

DLE_EOT = b"\x10\x04"
FINE = 0b0001_0010
PAPER_OUT = FINE | 0b0110_0000
COVER_OPEN = FINE | 0b0000_0100

Says = Callable[[int, int], bytes]
"""What it answers to DLE EOT n after so many bytes of ticket."""


class NetworkPrinter:
    """Accepts one connection after the other. ``dies_after`` bytes of ticket it resets the connection."""

    def __init__(self, says: Says, *, dies_after: int | None = None, port: int = 0) -> None:
        self.says = says
        self.dies_after = dies_after
        self.jobs: list[bytes] = []
        self._listening = socket.create_server(("127.0.0.1", port))
        self.port: int = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def tickets(self) -> list[bytes]:
        return [job for job in self.jobs if job]

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            with connection:
                try:
                    self._listen(connection)
                except OSError:
                    continue

    def _listen(self, connection: socket.socket) -> None:
        at = len(self.jobs)
        self.jobs.append(b"")
        while came := connection.recv(65_536):
            # A question is answered in real time, wherever it stands; the driver asks one and waits.
            ticket, asked, what = came.rpartition(DLE_EOT)
            question = asked and len(what) == 1
            self.jobs[at] += ticket if question else came
            if self.dies_after is not None and len(self.jobs[at]) >= self.dies_after:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                return
            if question:
                connection.sendall(self.says(what[0], len(self.jobs[at])))


def fine(what: int, taken: int) -> bytes:
    return bytes([FINE])


def silent(what: int, taken: int) -> bytes:
    return b""


def out_of_paper(what: int, taken: int) -> bytes:
    return bytes([PAPER_OUT if what == 4 else FINE])


def open_cover(what: int, taken: int) -> bytes:
    return bytes([COVER_OPEN if what == 2 else FINE])


def ends_during_the_ticket(what: int, taken: int) -> bytes:
    return out_of_paper(what, taken) if taken else fine(what, taken)


def chattering(what: int, taken: int) -> bytes:
    """Its network card greets everybody before the printer gets a word in."""
    return b"ok\r\n" + bytes([FINE])


@contextmanager
def network_printer(says: Says, *, dies_after: int | None = None) -> Iterator[NetworkPrinter]:
    printer = NetworkPrinter(says, dies_after=dies_after)
    try:
        yield printer
    finally:
        printer.close()


def complete(ticket: bytes) -> bool:
    """Whether it came in whole, to the cut."""
    return printed(ticket).cuts == 1
