"""Figures for Prometheus: what has happened on this hub, and how the halls stand when it is asked.

Where several hubs serve a hall, each sees all of its journal: of rows, waits and how the hall stands take any one's
view; add up connections, commits and how long was waited for a turn.

Labels are codes that somebody set up (halls, services, devices) and kinds of rows: their number grows with the hall's
furniture, never with its citizens. No ticket, no person, no job number is among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from server.domain.actor import Role
from server.feed.terminals import Terminals
from server.store import devices, printers, tickets
from server.store.database import Store
from server.store.journal import Entry

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
FAST = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
WAITS = (60, 300, 600, 900, 1200, 1800, 2700, 3600, 5400, 7200)
BATCHES = (1, 2, 4, 8, 16, 32, 64)

Voices = Callable[[], dict[str, str]]
Online = Callable[[str], list[str]]
"""The devices of a hall that are connected, the same as managers are told."""


class Metrics:
    """Everything this hub counts. Only tasks may call it, never a native thread."""

    def __init__(self, store: Store, *, terminals: Terminals, online: Online, voices: Voices) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = CollectorRegistry()
        self._registry.register(_Standing(store, terminals, online, voices))
        ProcessCollector(registry=self._registry)
        self._rows = Counter(
            "jiaohao_journal_rows",
            "Rows that entered the journal: tickets are ticket.issued, calls ticket.called",
            ["hall", "kind"],
            registry=self._registry,
        )
        self._waits = Histogram(
            "jiaohao_wait_seconds",
            "From taking a ticket to its first call",
            ["hall"],
            buckets=WAITS,
            registry=self._registry,
        )
        self._lag = Histogram(
            "jiaohao_feed_lag_seconds",
            "From a change to its being told to the terminals of a role",
            ["role"],
            buckets=FAST,
            registry=self._registry,
        )
        self._turn = Histogram(
            "jiaohao_writer_wait_seconds",
            "From asking for a hall's turn to having it",
            buckets=FAST,
            registry=self._registry,
        )
        self._batch = Histogram(
            "jiaohao_commit_changes",
            "Changes that one commit made durable (SQLite)",
            buckets=BATCHES,
            registry=self._registry,
        )

    def on_rows(self, hall: str, entries: list[Entry]) -> None:
        for entry in entries:
            self._rows.labels(hall, entry.kind).inc()
            if entry.kind == "ticket.called" and "waited_seconds" in entry.facts:
                self._waits.labels(hall).observe(entry.facts["waited_seconds"])

    def on_told(self, role: Role, lag_seconds: float) -> None:
        self._lag.labels(role.value).observe(max(lag_seconds, 0.0))

    def on_turn(self, seconds: float) -> None:
        self._turn.observe(seconds)

    def on_commit(self, changes: int) -> None:
        self._batch.observe(changes)

    def text(self) -> bytes:
        """Everything in Prometheus' text format."""
        return generate_latest(self._registry)


class _Standing(Collector):
    """How the halls stand at the moment they are looked at."""

    def __init__(self, store: Store, terminals: Terminals, online: Online, voices: Voices) -> None:
        self._store = store
        self._terminals = terminals
        self._online = online
        self._voices = voices

    def describe(self) -> list[Metric]:
        return []  # asking the database only when somebody looks

    def collect(self) -> Iterator[Metric]:
        waiting = GaugeMetricFamily("jiaohao_waiting", "Tickets that wait", labels=["hall", "service"])
        longest = GaugeMetricFamily("jiaohao_longest_wait_seconds", "The longest wait now", labels=["hall"])
        paper = GaugeMetricFamily(
            "jiaohao_printer_paper", "1 for what the printer said last", labels=["hall", "device", "paper"]
        )
        behind = GaugeMetricFamily(
            "jiaohao_clock_behind_seconds",
            "By how much this hub's clock stands before the journal's newest row",
            labels=["hall"],
        )
        missing = GaugeMetricFamily(
            "jiaohao_terminal_missing", "1 for a device that is not connected to any hub", labels=["hall", "device"]
        )
        with self._store.read() as conn:
            for hall in self._store.halls():
                counts = tickets.counts_waiting(conn, hall)
                for leaf in self._store.definition(conn, hall).leaves:
                    waiting.add_metric([hall, leaf.code], counts.get(leaf.code, 0))
                since = tickets.longest_waiting(conn, hall)
                longest.add_metric([hall], (self._store.clock() - since).total_seconds() if since else 0)
                for device, state in printers.every(conn, hall).items():
                    paper.add_metric([hall, device, state], 1)
                here = set(self._online(hall))
                for known in devices.every(conn, hall):
                    missing.add_metric([hall, known.device], known.device not in here)
            for hall, seconds in self._store.clock_behind(conn).items():
                behind.add_metric([hall], seconds)
        connected = GaugeMetricFamily(
            "jiaohao_terminals_connected", "Connections to this hub's feed", labels=["hall", "role"]
        )
        for (hall, role), count in sorted(self._terminals.counts().items()):
            connected.add_metric([hall, role.value], count)
        voice = GaugeMetricFamily("jiaohao_voice_works", "1 works, 0 does not, -1 never asked", labels=["hall"])
        for hall, works in self._voices().items():
            voice.add_metric([hall], {"yes": 1, "no": 0}.get(works, -1))
        yield from (waiting, longest, paper, behind, missing, connected, voice)
