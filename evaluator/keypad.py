"""A button box (评价器按键盒) on a serial line, listened to however often it is unplugged and plugged in again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event

import serial

from evaluator.keypads.driver import Driver

LISTEN_SECONDS = 0.2
"""A frame takes a hundredth of a second; a line that is silent for so long has finished what it had to say."""
TRY_AGAIN_SECONDS = 1.0

logger = logging.getLogger(__name__)


class Keypad:
    """Listens to the box at a device file (``/dev/ttyUSB0``, ``COM3``) and tells ``on_button`` each button, 1 to 5."""

    def __init__(
        self, port: str, *, baud: int, driver: Callable[[], Driver], on_button: Callable[[int], object]
    ) -> None:
        self._port = port
        self._baud = baud
        self._driver = driver
        self._on_button = on_button
        self.available: bool | None = None
        """Whether the box is there; None until it was first looked for."""

    def listen(self, stopped: Event) -> None:
        """Listens until ``stopped``. A box that is not there is logged once, and once when it is back."""
        while not stopped.is_set():
            try:
                with serial.Serial(self._port, self._baud, timeout=LISTEN_SECONDS) as line:
                    # Whatever was pressed before anybody listened answers no question.
                    line.reset_input_buffer()
                    self._there()
                    self._hear(line, stopped)
            except (serial.SerialException, OSError) as error:
                self._gone(error)
                stopped.wait(TRY_AGAIN_SECONDS)

    def _hear(self, line: serial.Serial, stopped: Event) -> None:
        driver = self._driver()
        while not stopped.is_set():
            data = line.read(max(line.in_waiting, 1))
            for button in driver.feed(data) if data else driver.pause():
                self._on_button(button)

    def _there(self) -> None:
        if self.available is False:
            logger.warning("The button box at %s is back", self._port)
        self.available = True

    def _gone(self, error: Exception) -> None:
        if self.available is not False:
            logger.warning("The button box at %s is gone: %s", self._port, error)
        self.available = False
