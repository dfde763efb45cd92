"""``make bench``: every benchmark, as a table and, in ``build/bench.json``, for programs."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.bench import hub
from tests.bench.measuring import as_json, shown

OUT = Path("build/bench.json")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        rows = list(hub.rows(Path(folder)))
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(as_json(rows), encoding="utf-8")
    print(shown(rows))


if __name__ == "__main__":
    main()
