"""A synthesiser process that hangs, dies or refuses while a file exists, and works when it does not.

The file may hold the seconds that each answer takes.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def main(how: str, broken: Path) -> None:
    for line in sys.stdin:
        request = json.loads(line)
        answer = {"id": request["id"], "seconds": 1.0}
        if broken.exists():
            time.sleep(float(broken.read_text() or 0))
            if how == "dies":
                sys.exit(3)
            if how == "hangs":
                time.sleep(60)
            answer = {"id": request["id"], "error": "out of breath"}
        elif "out" in request:
            Path(request["out"]).write_bytes(bytes(2_000))
        print(json.dumps(answer), flush=True)  # noqa: T201 - its standard output is where answers go


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
