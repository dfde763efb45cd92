"""Ratings as the national interface takes them: nothing missing, nothing twice, nothing that was deleted."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from config.loading import DefinitionError
from config.national import DEFAULT, Mapping, load_mapping
from server.domain.actor import Actor, Role
from server.domain.integrity import Finding
from server.domain.rating import Flag
from server.domain.refusal import BadInput
from server.operations import doubting, forgetting, rating
from server.reports import national
from tests.small_hall import CLOCK, MORNING, TAGS, Hall, definition

GRADES = ("very_satisfied", "satisfied", "basically_satisfied", "dissatisfied", "very_dissatisfied")
TEXT = DEFAULT.read_text("utf-8")


@pytest.fixture
def rated(hall: Hall) -> Hall:
    """Five ratings, one of each grade, the worst with words; and a serving that nobody rated."""
    hall.open("1")
    for grade in (*GRADES, None):
        hall.issue()
        served = hall.serve("1")
        if grade is not None:
            bad = grade == "very_dissatisfied"
            more = {"tags": ("113", "115"), "comment": "跑了三趟,请打13812345678"} if bad else {}
            hall.rate(served, grade, waited=timedelta(seconds=8), **more)
    return hall


def page(hall: Hall, *, after: int = 0, limit: int = 100, names: Mapping | None = None) -> list[dict[str, Any]]:
    with hall.store.read() as conn:
        got = national.page(conn, definition(), names or load_mapping(), after=after, limit=limit)
    return [orjson.loads(line) for line in got.lines]


def changed(folder: Path, *changes: tuple[str, str]) -> Path:
    """The mapping of another province."""
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    file = folder / "province.toml"
    file.write_text(text, "utf-8")
    return file


def test_a_record_has_the_fields_of_the_interface(rated: Hall) -> None:
    records = page(rated)
    assert [record["satisfaction"] for record in records] == [5, 4, 3, 2, 1]
    worst = records[-1]
    given = [entry for entry in rated.journal() if entry.kind == "rating.given"][-1]
    assert worst == {
        "seq": given.seq,
        "projectNo": given.facts["serving"],
        "taskCode": "A",
        "taskName": "户籍",
        "satisfaction": 1,
        "pf": "4",
        "evalDetail": "113,115",
        "writingEvaluation": "跑了三趟,请打138****5678",
        "assessTime": "2026-03-02 09:55:08",
        "flags": None,
    }


def test_whoever_goes_on_after_the_last_record_misses_none_and_gets_none_twice(rated: Hall) -> None:
    got: list[dict[str, Any]] = []
    while more := page(rated, after=got[-1]["seq"] if got else 0, limit=2):
        got += more
    assert got == page(rated)
    rated.issue()
    rated.rate(rated.serve("1"), "satisfied")
    assert len(page(rated, after=got[-1]["seq"])) == 1


def test_an_inspector_is_not_handed_in_and_stops_nobody_behind(rated: Hall) -> None:
    rated.pass_time(minutes=30)
    unrated = next(entry.subject for entry in reversed(rated.journal()) if entry.kind == "serving.finished")
    inspector = Actor(hall="small", role=Role.INSPECTOR, subject="9101")
    press = rating.Press(grade=rating.Grade.DISSATISFIED)
    rated.do(inspector, lambda turn: rating.rate_as_inspector(turn, unrated, press, known_tags=TAGS))
    rated.issue()
    rated.rate(rated.serve("1"), "satisfied")
    last = page(rated)[4]["seq"]
    assert [record["satisfaction"] for record in page(rated, after=last, limit=1)] == [4]


def test_what_came_later_is_respected(rated: Hall) -> None:
    id = next(entry.subject for entry in reversed(rated.journal()) if entry.kind == "rating.given")
    finding = Finding(flag=Flag.ONE_GRADE, window="1", ratings=(id,), evidence={})
    rated.do(CLOCK, lambda turn: doubting.keep(turn, MORNING.date(), [finding]))
    assert page(rated)[-1]["flags"] == "one_grade"
    rated.pass_time(days=definition().privacy.comment_days + 1)
    rated.do(CLOCK, forgetting.forget)
    assert page(rated)[-1]["writingEvaluation"] is None


def test_a_number_that_the_journal_never_had_is_refused(rated: Hall) -> None:
    with pytest.raises(BadInput) as refused:
        page(rated, after=1_000_000)
    assert refused.value.code == "after_the_journal"


def test_a_province_names_and_counts_as_it_likes(rated: Hall, tmp_path: Path) -> None:
    file = changed(
        tmp_path,
        ('scale = "national"', 'scale = "gbt39046"'),
        ('missing = "null"', 'missing = "left_out"'),
        ('satisfaction = "grade"', 'myd = "grade"'),
        ("[constants]", '[constants]\nsystemCode = "GS-62"'),
        ("[codes.service]", '[codes.service]\nA = "11620000MB1234567"'),
        ('tablet = "4"', "tablet = 4"),
    )
    records = page(rated, names=load_mapping(file))
    assert [record["myd"] for record in records] == [1, 2, 3, 4, 5]
    assert {(r["systemCode"], r["taskCode"], r["pf"]) for r in records} == {("GS-62", "11620000MB1234567", 4)}
    assert "writingEvaluation" not in records[0]
    own = "".join(f'{grade} = "{letter}"\n' for grade, letter in zip(GRADES, "ABCDE", strict=True))
    lettered = load_mapping(changed(tmp_path, ("[codes.service]", f"[codes.grade]\n{own}\n[codes.service]")))
    assert "".join(record["satisfaction"] for record in page(rated, names=lettered)) == "ABCDE"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('scale = "national"', 'scale = "5"', "scale: Input should be 'national' or 'gbt39046', not '5'"),
        ("[constants]", "[constant]", "constant: no such field; did you mean 'constants'?"),
        ('pf = "channel"', 'pf = "chanel"', "fields: pf: Input should be 'seq'"),
        ('seq = "seq"', "", 'fields: one field must be "seq"'),
        ("[constants]", "[constants]\npf = 1", "constants: also under fields: pf"),
        ("%H:%M:%S", "%H:%M", "times: must give year, month, day, hour, minute and second"),
        ('phone = "2"', 'fax = "2"', "codes: channel: fax"),
        ("[codes.tag]", "[codes.grade]\nsatisfied = 4", "codes: grade: must name all five grades; without: "),
    ],
)
def test_a_mapping_says_what_is_wrong_in_it(tmp_path: Path, old: str, new: str, said: str) -> None:
    file = changed(tmp_path, (old, new))
    with pytest.raises(DefinitionError) as error:
        load_mapping(file)
    assert f"{file}: {said}" in str(error.value)


def test_the_command_goes_on_where_the_last_file_ended(rated: Hall, tmp_path: Path) -> None:
    def handed_in(name: str, after: int, *more: str) -> tuple[str, bytes]:
        file = tmp_path / name
        command = [sys.executable, "-m", "server", "export", "national", "--database", rated.store.url]
        command += ["--after", str(after), "--out", str(file), *more]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        return done.stdout + done.stderr, file.read_bytes() if file.exists() else b""

    said, first = handed_in("first.jsonl", 0)
    records = page(rated)
    assert [orjson.loads(line) for line in first.splitlines()] == records
    assert f"5 ratings; the next file begins with --after {records[-1]['seq']}" in said
    province = changed(tmp_path, ("[codes.service]", "[codes.service]\nA = 11"))
    said, none = handed_in("rest.jsonl", records[-1]["seq"], "--mapping", str(province))
    assert "0 ratings" in said
    assert "handed in by the hall's: B, C" in said
    assert none == b""
    said, none = handed_in("none.jsonl", 1_000_000)
    assert "Perhaps an older backup was restored" in said
    assert none == b""
