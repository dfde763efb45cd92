"""A printer that is a folder, for demonstrations: each ticket as its bytes and as a picture."""

from __future__ import annotations

import io
import os
from pathlib import Path

from kiosk.printers.printer import Job, Paper, PrinterError


class FilePrinter:
    """Keeps ``<number>-<id>.bin`` and ``<number>-<id>.png`` in a folder, each whole or not at all."""

    def __init__(self, folder: Path, *, width_dots: int) -> None:
        self.name = str(folder)
        self.width_dots = width_dots
        self._folder = folder

    def print(self, job: Job) -> Paper:
        picture = io.BytesIO()
        job.picture.save(picture, "PNG", optimize=True)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._keep(f"{job.name}.bin", job.data)
            self._keep(f"{job.name}.png", picture.getvalue())
        except OSError as error:
            raise PrinterError(f"{error.filename}: {error.strerror}", reason="offline", retry=False) from error
        return "yes"

    def paper(self) -> Paper:
        """A folder that can be made or written to has paper."""
        nearest = next(place for place in (self._folder, *self._folder.absolute().parents) if place.exists())
        return "yes" if os.access(nearest, os.W_OK) else "no"

    def _keep(self, name: str, data: bytes) -> None:
        part = self._folder / f".{name}.part"
        with part.open("wb") as written:
            written.write(data)
            written.flush()
            os.fsync(written.fileno())
        part.replace(self._folder / name)
