"""What a hall still lacks is named step by step, and with whom or what it lacks."""

from __future__ import annotations

from server.operations.lacking import Lack, lacking
from tests.small_hall import definition

READY = definition(departments=[{"code": "d", "name": {"zh-CN": "局"}}], name={"zh-CN": "厅", "en": "Hall"})
EVERYBODY = [person.job_number for person in READY.staff]


def test_an_empty_hall_lacks_all_but_a_printer() -> None:
    empty = definition(services=[], windows=[], staff=[], hours={}, printer={"kind": "none"})
    assert [(lack.step, lack.what) for lack in lacking(empty, with_password=[], kinds=[])] == [
        ("hours", "no_hours"),
        ("departments", "no_departments"),
        ("services", "no_services"),
        ("windows", "no_windows"),
        ("staff", "no_clerks"),
        ("devices", "no_kiosk"),
        ("devices", "no_display"),
    ]
    assert lacking(READY, with_password=EVERYBODY, kinds=["kiosk", "display"]) == []


def test_who_cannot_sign_in_and_where_nobody_sits_are_named() -> None:
    first, *others = READY.staff
    away = READY.model_copy(update={"staff": (first.model_copy(update={"window": None}), *others)})
    assert lacking(away, with_password=EVERYBODY[1:], kinds=["kiosk", "display"]) == [
        Lack(step="staff", what="nobody_at", names=(str(first.window),)),
        Lack(step="staff", what="no_password", names=(first.name,)),
    ]
    gone = READY.model_copy(update={"staff": (first.model_copy(update={"disabled": True}), *others)})
    assert [lack.what for lack in lacking(gone, with_password=EVERYBODY, kinds=["kiosk", "display"])] == ["nobody_at"]
    unnamed = READY.model_copy(update={"languages": ("zh-CN", "bo")})
    assert lacking(unnamed, with_password=EVERYBODY, kinds=["kiosk", "display"]) == [
        Lack(step="hall", what="no_name_in", names=("bo",))
    ]
