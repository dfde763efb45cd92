"""``python -m tests.bench.measured_export DATABASE csv|xlsx OUT``: every serving as the hub's child writes it.

Prints the seconds it took and those of CPU, the largest memory it had in MB, how many rows there were, and how often it
told how far it was; it fails where that ever went back.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from pathlib import Path

from server.reports import orders
from server.reports.orders import Order
from server.store.database import Store


def main(database: str, form: str, out: Path) -> None:
    told: list[int] = []
    store = Store(f"sqlite:///{database}", threads=None, broken_text=False)
    (hall,) = store.halls()
    order = Order(what="servings", hall=hall, first=date(2020, 1, 1), last=date(2036, 12, 31), format=form)  # type: ignore[arg-type]
    began, spent = time.perf_counter(), time.process_time()
    orders.write(store, order, out, lambda done, total: told.append(done))
    seconds, cpu = time.perf_counter() - began, time.process_time() - spent
    # Not getrusage's, which a child begins with what its parent had.
    peak = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) * 1024 / 1e6
    if told != sorted(told):
        raise RuntimeError(f"told {told}")
    print(json.dumps({"seconds": seconds, "cpu": cpu, "peak_mb": peak, "rows": told[-1], "told": len(set(told))}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
