"""The months' reports are long, and the list of them needs little of each."""

from functools import partial

from server.store import month_reports
from tests.small_hall import MORNING, Hall


def test_of_each_month_only_what_is_named_is_read(hall: Hall) -> None:
    documents = {
        "2026-02": '{"month":"2026-02","changes":[1,2],"indicators":[{"key":"issued"}],"cases":[]}',
        "2026-03": '{"month":"2026-03","changes":[],"indicators":[],"cases":[]}',
    }
    for month, document in documents.items():
        hall.store.write(partial(month_reports.add, hall="small", month=month, made_at=MORNING, document=document))
    with hall.store.read() as conn:
        new, old = month_reports.every(conn, "small", "changes", "indicators")
    assert (new.month, new.document) == ("2026-03", {"changes": [], "indicators": []})
    assert (old.month, old.document) == ("2026-02", {"changes": [1, 2], "indicators": [{"key": "issued"}]})
    assert old.digest == month_reports.digest(documents["2026-02"])
