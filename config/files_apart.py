"""A hall's definition read from a file in a process of its own, which may take so much memory and time and no more.

A small file can unpack into what fills a computer: a cell at the far end of a worksheet, a name of a hundred thousand
steps. Whatever a parser does with one, calls go on.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from typing import Any

import orjson

from config import files
from config.definition import Definition
from config.documents import as_definition, as_document
from config.faults import DefinitionFaults, Fault

MOST_MEMORY = 768 * 1024 * 1024
"""Bytes of address space; the largest file of a hall takes a third of it."""
MOST_SECONDS = 30
"""Of processor time."""
PATIENCE_SECONDS = 120


def read(content: bytes, format: files.Format) -> Definition:
    """The hall in a file. Raises DefinitionFaults, also for a file that takes too much to read."""
    command = [sys.executable, "-m", "config.files_apart", format]
    try:
        done = subprocess.run(command, input=content, stdout=subprocess.PIPE, check=True, timeout=PATIENCE_SECONDS)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise DefinitionFaults([Fault(place=(), kind="too_large")]) from error
    told = orjson.loads(done.stdout)
    if "faults" in told:
        raise DefinitionFaults([Fault(**{**each, "place": tuple(each["place"])}) for each in told["faults"]])
    return as_definition(told["definition"])


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    format: files.Format = "xlsx" if sys.argv[1] == "xlsx" else "toml"
    told: dict[str, Any]
    try:
        told = {"definition": as_document(files.read(sys.stdin.buffer.read(), format))}
    except DefinitionFaults as error:
        told = {"faults": [vars(fault) for fault in error.faults]}
    sys.stdout.buffer.write(orjson.dumps(told, default=str))


if __name__ == "__main__":
    main()
