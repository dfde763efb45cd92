"""Sending to terminals: to all of a room, to one, or the same to one after the other without wrapping it up anew."""

from __future__ import annotations

from typing import Any, Protocol

from engineio.packet import MESSAGE
from engineio.packet import Packet as Frame
from flask_socketio import SocketIO
from socketio.packet import EVENT

from server.feed.telling import Message
from server.feed.terminals import NAMESPACE
from server.operations.views import Json


class Sender(Protocol):
    """How messages leave the hub. A parcel is whatever ``packed`` makes."""

    def send(self, event: str, data: Json, to: str) -> None:
        """To a room, or to a single terminal."""
        ...

    def packed(self, messages: list[Message]) -> Any: ...

    def deliver(self, parcel: Any, sid: str) -> None:
        """To a single terminal, which hears of it after all that was sent to it before."""
        ...


class Sending:
    """Sends over Socket.IO.

    A parcel is encoded once for everybody. After a restart all boards of a hall come back and have missed the same,
    and to encode twenty messages for each of a thousand boards took longer than to send them.
    """

    def __init__(self, socketio: SocketIO) -> None:
        self._socketio = socketio

    def send(self, event: str, data: Json, to: str) -> None:
        self._socketio.emit(event, data, to=to, namespace=NAMESPACE)

    def packed(self, messages: list[Message]) -> list[Frame]:
        wrap = self._socketio.server.packet_class
        return [
            Frame(MESSAGE, wrap(EVENT, namespace=NAMESPACE, data=[event, data]).encode()) for event, data in messages
        ]

    def deliver(self, parcel: list[Frame], sid: str) -> None:
        server = self._socketio.server
        connection = server.manager.eio_sid_from_sid(sid, NAMESPACE)
        if connection is None:  # gone again
            return
        for frame in parcel:
            server.eio.send_packet(connection, frame)
