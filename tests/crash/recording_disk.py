"""A disk that writes down what SQLite asks of it: every write, cut, sync, creation and removal, with its time.

It is a layer around SQLite's own file system (a VFS), put into the very library that Python's ``sqlite3`` uses, so
the hub runs as it always does. The record can be replayed up to any moment, without what no sync had reached yet.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import posix
import struct
import sys
import time
from collections.abc import Iterator
from ctypes import CFUNCTYPE, POINTER, byref, c_char_p, c_int, c_int64, c_void_p, cast, string_at
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

CREATES = 0x00000004
JOURNALS = 0x00000800 | 0x00004000 | 0x00080000
"""SQLITE_OPEN_MAIN_JOURNAL, SUPER_JOURNAL and WAL: at its first sync such a new file's folder is synced, too."""
_HEAD = struct.Struct("<BdHqI")


class Deed(IntEnum):
    CREATE = 1
    WRITE = 2
    CUT = 3
    SYNC = 4
    SYNC_FOLDER = 5
    REMOVE = 6


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that was asked of the disk. ``at`` is monotonic seconds, just before it was done.

    ``offset`` is where a write begins, or what length a file is cut to.
    """

    at: float
    deed: Deed
    file: str
    offset: int = 0
    data: bytes = b""


def steps(record: Path) -> Iterator[Step]:
    """What stands in a record; the last step may be missing half when its writer was killed."""
    written = record.read_bytes()
    place = 0
    while place + _HEAD.size <= len(written):
        deed, at, name, offset, size = _HEAD.unpack_from(written, place)
        place += _HEAD.size
        end = place + name + size
        if end > len(written):
            return
        yield Step(
            at=at,
            deed=Deed(deed),
            file=written[place : place + name].decode(),
            offset=offset,
            data=written[place + name : end],
        )
        place = end


_File = c_void_p
_Open = CFUNCTYPE(c_int, c_void_p, c_void_p, _File, c_int, c_void_p)
_Delete = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_Write = CFUNCTYPE(c_int, _File, c_void_p, c_int, c_int64)
_Truncate = CFUNCTYPE(c_int, _File, c_int64)
_Sync = CFUNCTYPE(c_int, _File, c_int)


class _Methods(ctypes.Structure):
    """``sqlite3_io_methods``, version 3."""

    _fields_ = [
        ("version", c_int),
        ("close", c_void_p),
        ("read", c_void_p),
        ("write", _Write),
        ("truncate", _Truncate),
        ("sync", _Sync),
        ("others", c_void_p * 13),
    ]


class _Vfs(ctypes.Structure):
    """``sqlite3_vfs``, version 3."""

    _fields_ = [
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", _Open),
        ("delete", _Delete),
        ("others", c_void_p * 14),
    ]


def _library() -> Any:
    """The SQLite that Python's own module is linked with. Raises AttributeError when it cannot be reached."""
    for file in (_sqlite3.__file__ if hasattr(_sqlite3, "__file__") else None, None, sys.executable):
        library = ctypes.CDLL(file)
        if hasattr(library, "sqlite3_vfs_register"):
            return library
    raise AttributeError("this Python does not let others reach its SQLite")


def record_into(record: Path) -> None:
    """From here on everything that SQLite asks of the disk in this process is written down as well."""
    library = _library()
    library.sqlite3_vfs_find.restype = POINTER(_Vfs)
    real = library.sqlite3_vfs_find(None).contents
    layer = _Vfs.from_buffer_copy(real)
    layer.next = None
    layer.name = b"recording"
    _Recorder(real, record).sit_on(layer)
    _KEPT.append(layer)
    assert library.sqlite3_vfs_register(byref(layer), 1) == 0


_KEPT: list[object] = []
"""What C holds pointers to must never be collected."""


class _Recorder:
    def __init__(self, real: _Vfs, record: Path) -> None:
        self._real = real
        self._record = posix.open(record, posix.O_WRONLY | posix.O_CREAT | posix.O_APPEND, 0o600)
        self._names: dict[int, str] = {}
        self._new_journals: set[int] = set()
        self._methods: dict[int, _Methods] = {}

    def sit_on(self, layer: _Vfs) -> None:
        layer.open, layer.delete = _Open(self._open), _Delete(self._delete)
        _KEPT.extend([self, layer.open, layer.delete])

    def _note(self, deed: Deed, file: str, *, offset: int = 0, data: bytes = b"") -> None:
        # One write of the plain posix module: eventlet patches os.write, and this is a native thread.
        name = file.encode()
        posix.write(self._record, _HEAD.pack(deed, time.monotonic(), len(name), offset, len(data)) + name + data)

    def _open(self, vfs: int, path: int | None, file: int, flags: int, out: int | None) -> int:
        name = None if path is None else string_at(path).decode()
        if name is not None and flags & CREATES and not Path(name).exists():
            self._note(Deed.CREATE, name)
        code = self._real.open(vfs, path, file, flags, out)
        if code == 0 and name is not None:
            self._names[file] = name
            self._new_journals.discard(file)
            if flags & CREATES and flags & JOURNALS:
                self._new_journals.add(file)
            # The first field of every open file points to its methods.
            pointer = cast(file, POINTER(c_void_p))
            pointer[0] = ctypes.addressof(self._watched(pointer[0]))
        return int(code)

    def _delete(self, vfs: int, path: bytes, sync_folder: int) -> int:
        name = path.decode()
        self._note(Deed.REMOVE, name)
        code = self._real.delete(vfs, path, sync_folder)
        if sync_folder:
            self._note(Deed.SYNC_FOLDER, name)
        return int(code)

    def _watched(self, methods: int) -> _Methods:
        """The same methods, with those that change the disk written down first."""
        if methods in self._methods:
            return self._methods[methods]
        real = _Methods.from_address(methods)
        watched = _Methods.from_buffer_copy(real)
        write, truncate, sync = real.write, real.truncate, real.sync

        def on_write(file: int, data: int, size: int, offset: int) -> int:
            self._note(Deed.WRITE, self._names[file], offset=offset, data=string_at(data, size))
            return int(write(file, data, size, offset))

        def on_truncate(file: int, size: int) -> int:
            self._note(Deed.CUT, self._names[file], offset=size)
            return int(truncate(file, size))

        def on_sync(file: int, flags: int) -> int:
            code = int(sync(file, flags))
            self._note(Deed.SYNC, self._names[file])
            if file in self._new_journals:
                self._new_journals.discard(file)
                self._note(Deed.SYNC_FOLDER, self._names[file])
            return code

        watched.write, watched.truncate, watched.sync = _Write(on_write), _Truncate(on_truncate), _Sync(on_sync)
        _KEPT.extend([watched, watched.write, watched.truncate, watched.sync])
        self._methods[methods] = watched
        return watched
