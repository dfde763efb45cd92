"""python-escpos, imported without the traces it leaves: only this module imports it.

Its 3.1 configures the root logger and makes a temporary folder that nobody removes, both at import.
"""

from __future__ import annotations

import logging
import shutil

_handlers = list(logging.root.handlers)

from escpos import capabilities, exceptions, printer  # noqa: E402

logging.root.handlers[:] = _handlers
shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)

Dummy = printer.Dummy
Network = printer.Network
Serial = printer.Serial
Usb = printer.Usb
Error = exceptions.Error
