"""Each day the journal's hash goes out of the house, and whoever kept it finds out that yesterday was rewritten."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import orjson
import pytest
from click.testing import CliRunner
from sqlalchemy import text

from server.cli import cli
from server.concurrency import threads
from server.domain.actor import Role
from server.operations import sealing
from server.operations.views import Json, View
from server.store import journal, schema, vouching
from server.witnessing import Witness
from tests.small_hall import CLOCK, Hall, definition


@pytest.fixture
def listener() -> Iterator[HTTPServer]:
    """Somebody outside who keeps what they are sent."""

    class Keep(BaseHTTPRequestHandler):
        kept: list[bytes] = []  # noqa: RUF012  # a new class for each listener

        def do_POST(self) -> None:
            self.kept.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Keep)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def goes_to(hall: Hall, **seal: str) -> None:
    hall.do(CLOCK, lambda turn: schema.put_definition(turn, definition(seal=seal)))


def report(hall: Hall) -> Json:
    with hall.store.read() as conn:
        known = hall.store.definition(conn, "small")
        return sealing.report(View(conn=conn, definition=known, now=hall.clock[0], role=Role.AUDITOR))


def test_a_day_is_sealed_once_and_the_first_not_at_all(hall: Hall) -> None:
    witness = Witness(hall.store, threads=threads("threading"))
    witness.look()
    hall.issue()
    witness.look()
    assert report(hall)["days"] == []
    head = report(hall)["hash"]
    hall.pass_time(days=1)
    witness.look()
    witness.look()
    (day,) = report(hall)["days"]
    assert (day["day"], day["hash"], day["seq"]) == ("2026-03-03", head, 1)
    assert [entry.kind for entry in hall.journal()].count("journal.sealed") == 1
    assert hall.verified() == len(hall.journal())


def test_a_seal_goes_into_the_folder_and_to_the_address(hall: Hall, tmp_path: Path, listener: HTTPServer) -> None:
    folder = tmp_path / "stick"
    goes_to(hall, folder=str(folder), url=f"http://127.0.0.1:{listener.server_port}/")
    witness = Witness(hall.store, threads=threads("threading"))
    hall.pass_time(days=1)
    witness.look()
    (day,) = report(hall)["days"]
    assert (day["filed_at"], day["sent_at"] is None) == (None, False), "the stick was not in"
    folder.mkdir()
    hall.pass_time(days=1)
    witness.look()
    witness.look()
    lines = (folder / "journal-small.txt").read_text().splitlines()
    assert [line.split()[0] for line in lines] == ["2026-03-03", "2026-03-04"], "what was missed is made up for"
    kept = [orjson.loads(body) for body in listener.RequestHandlerClass.kept]  # type: ignore[attr-defined]
    assert [(each["hall"], each["day"]) for each in kept] == [("small", "2026-03-03"), ("small", "2026-03-04")]
    assert kept[0]["hash"] == lines[0].split()[2]
    assert all(each["filed_at"] and each["sent_at"] for each in report(hall)["days"])


def test_an_address_that_does_not_answer_is_tried_again(hall: Hall, listener: HTTPServer) -> None:
    goes_to(hall, url="http://127.0.0.1:1/")
    witness = Witness(hall.store, threads=threads("threading"))
    hall.pass_time(days=1)
    witness.look()
    assert report(hall)["days"][0]["sent_at"] is None
    goes_to(hall, url=f"http://127.0.0.1:{listener.server_port}/")
    witness.look()
    assert report(hall)["days"][0]["sent_at"] is not None


def test_whoever_rewrites_yesterday_with_all_its_hashes_is_found_out_by_a_kept_one(hall: Hall) -> None:
    for _ in range(3):
        hall.issue()
    kept = report(hall)["hash"]
    hall.issue()
    with hall.store.read() as conn:
        found = vouching.vouch(conn, "small", kept)
        assert found is not None
        assert found.seq == 3
        assert vouching.vouch(conn, "small", "0" * 64) is None
    rewrite(hall, seq=2)
    assert hall.verified() == 4, "by itself the journal is whole again"
    with hall.store.read() as conn:
        assert vouching.vouch(conn, "small", kept) is None


def rewrite(hall: Hall, *, seq: int) -> None:
    """What an administrator could do who knows how the hashes are made: another priority, and all hashes anew."""
    entries, prev_hash = hall.journal(), journal.GENESIS
    for entry in entries:
        facts = entry.facts | ({"priority": "military"} if entry.seq == seq else {})
        names = ("hall", "seq", "at", "kind", "subject", "actor")
        new = journal.chained(**{n: getattr(entry, n) for n in names}, data=facts, prev_hash=prev_hash)
        prev_hash = new.hash
        values = {"data": new.data, "prev": new.prev_hash, "hash": new.hash, "seq": new.seq}
        change = "UPDATE journal SET data = :data, prev_hash = :prev, hash = :hash WHERE seq = :seq"
        hall.store.write(lambda conn, values=values, change=change: conn.execute(text(change), values))
    hall.store.write(lambda conn: conn.execute(text("UPDATE halls SET hash = :hash"), {"hash": prev_hash}))


def test_the_command_line_prints_the_hash_and_holds_a_kept_one_against_the_journal(hall: Hall) -> None:
    hall.issue()
    told = CliRunner().invoke(cli, ["journal", "head", "--database", hall.store.url])
    assert told.exit_code == 0, told.output
    code, _, seq, newest = told.output.split()
    assert (code, seq, newest) == ("small", "1", report(hall)["hash"])
    hall.pass_time(minutes=1)
    hall.issue()
    checked = CliRunner().invoke(cli, ["journal", "check", newest, "--database", hall.store.url])
    assert (checked.exit_code, "small: whole up to row 1" in checked.output) == (0, True)
    strange = CliRunner().invoke(cli, ["journal", "check", "f" * 64, "--database", hall.store.url])
    assert strange.exit_code == 1
