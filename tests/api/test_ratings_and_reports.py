"""A press at the tablet ends up in the manager's table, in each format; staff never learn how they were rated."""

import csv
import io
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial

import openpyxl
import pytest

from server.concurrency import threads
from server.domain.serving import Serving, ServingState
from server.store import journal, servings
from server.store.database import Store
from tests.api.test_servings import called
from tests.hubs import DemoHub

DAYS = "from=2026-01-01&to=2036-12-31"


@pytest.fixture(scope="module")
def rated(hub: DemoHub) -> DemoHub:
    """Three servings at window 1: two good ratings and a bad one; one at window 2 that nobody rated."""
    for grade in ("very_satisfied", "basically_satisfied", "very_dissatisfied"):
        clerk, serving = called(hub, "1", "A")
        for step in ("start", "finish"):
            clerk.post(f"/servings/{serving['id']}/{step}")
        press = {"serving": serving["id"], "grade": grade, "comment": "说得清楚", "waited_ms": 4000}
        assert hub.evaluator("1").post("/ratings", press).status_code == 201
    clerk, serving = called(hub, "2", "B")
    for step in ("start", "finish"):
        clerk.post(f"/servings/{serving['id']}/{step}")
    return hub


def test_the_shares_count_only_who_rated(rated: DemoHub) -> None:
    report = rated.manager().get(f"/reports/ratings?{DAYS}&by=window").json()
    assert (report["from"], report["to"], report["by"]) == ("2026-01-01", "2036-12-31", "window")
    one, two = report["rows"]
    assert one["satisfaction"] == {"numerator": 2, "denominator": 3, "value": pytest.approx(2 / 3)}
    assert one["dissatisfaction"]["numerator"] == 1
    assert two["satisfaction"] == {"numerator": 0, "denominator": 0, "value": None}
    assert two["participation"] == {"numerator": 0, "denominator": 1, "value": 0.0}
    assert report["total"]["participation"]["denominator"] == 4


@pytest.mark.parametrize("by", ["window", "staff", "service", "department", "day", "hour"])
@pytest.mark.parametrize("kind", ["ratings", "tickets"])
def test_every_grouping_adds_up_to_the_same(rated: DemoHub, kind: str, by: str) -> None:
    report = rated.manager().get(f"/reports/{kind}?{DAYS}&by={by}").json()
    assert sum(row["finished"] for row in report["rows"]) == report["total"]["finished"] == 4


def test_the_first_worksheet_is_the_table(rated: DemoHub) -> None:
    answer = rated.manager().get(f"/reports/ratings?{DAYS}&by=window&format=xlsx")
    assert "attachment" in answer.headers["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    assert heads[0] == "窗口"
    row = dict(zip(heads, [cell.value for cell in sheet[2]], strict=True))
    assert row["满意率"] == pytest.approx(2 / 3)
    assert (row["满意率 · 分子"], row["满意率 · 分母"]) == (2, 3)
    assert sheet.cell(3, heads.index("满意率") + 1).value == "—"
    assert sheet.freeze_panes is not None


def test_the_csv_opens_in_excel(rated: DemoHub) -> None:
    answer = rated.manager().get(f"/reports/tickets?{DAYS}&by=service&format=csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][0] == "事项"
    assert {row[0] for row in rows[1:]} == {"户籍管理", "劳动就业", "合计"}


@pytest.mark.parametrize(
    "query",
    [
        "",
        "from=2026-03-02&to=2026-03-01",
        "from=yesterday&to=today",
        f"{DAYS}&by=moon",
        f"{DAYS}&format=pdf",
        f"{DAYS}&x=1",
    ],
)
def test_a_report_of_nothing_sensible_is_refused(rated: DemoHub, query: str) -> None:
    assert rated.manager().get(f"/reports/ratings?{query}").status_code == 422


def test_any_two_dimensions_with_intervals_and_labels_in_the_readers_language(rated: DemoHub) -> None:
    told = rated.manager().get(f"/reports/figures?{DAYS}&by=window&and=grade&language=en").json()
    assert [(row["keys"], row["rated"]) for row in told["rows"]] == [
        (["1", grade], 1) for grade in ("very_satisfied", "basically_satisfied", "very_dissatisfied")
    ]
    assert told["rows"][0]["labels"][1] == "Very satisfied"
    share = told["rows"][0]["share"]
    assert (share["numerator"], share["denominator"]) == (1, 3)
    assert 0 < share["low"] < share["value"] < share["high"] < 1
    assert set(told["before"]) == {"period", "year"}


def test_from_a_figure_to_its_servings(rated: DemoHub) -> None:
    told = rated.manager().get(f"/reports/servings?{DAYS}&window=1&grade=very_dissatisfied").json()
    assert [(each["staff"]["job_number"], each["rating"]["comment"]) for each in told["servings"]] == [
        ("1001", "说得清楚")
    ]
    assert told["next"] is None


def test_a_hall_with_three_ratings_has_no_ranking(rated: DemoHub) -> None:
    told = rated.manager().get(f"/reports/ranking?{DAYS}&by=window").json()
    assert (told["weight"], told["rows"], [unit["key"] for unit in told["unrated"]]) == (None, [], ["2"])


@pytest.mark.parametrize(
    "query", ["figures?by=moon", "figures?by=day&and=day", "ranking?by=hour", "servings?hour=24", "servings?grade=5"]
)
def test_figures_of_nothing_sensible_are_refused(rated: DemoHub, query: str) -> None:
    assert rated.manager().get(f"/reports/{query}&{DAYS}").status_code == 422


def test_staff_learn_that_a_serving_was_rated_and_never_how(rated: DemoHub) -> None:
    window = rated.staff("1").get("/windows/1")
    assert "grade" not in window.text
    assert "satisfied" not in rated.staff("1").get("/queue").text


def test_what_is_published_needs_no_token_and_is_nothing_of_a_month_that_is_not_over(rated: DemoHub) -> None:
    anybody = rated.caller(None)
    told = anybody.get("/open/ratings").json()
    coming = told.pop("coming")
    assert told == {"month": None, "months": [], "by": "window", "published_from": None, "rows": [], "total": None}
    for query in (f"month={coming['month']}", f"month={coming['month']}&by=department&format=csv", "format=csv"):
        early = anybody.get(f"/open/ratings?{query}", headers={"Accept-Language": "en"})
        assert early.status_code == 404
        assert early.json()["type"].endswith("month_not_published")
        assert coming["on"] in early.json()["detail"]
    assert anybody.get("/open/ratings?month=2026-13").status_code == 422
    assert anybody.get("/open/ratings?hall=elsewhere").status_code == 404


def test_a_month_that_is_over_is_published_with_a_dictionary(rated: DemoHub) -> None:
    anybody = rated.caller(None)
    told = anybody.get("/open/ratings?month=2026-01&by=department").json()
    assert (told["month"], told["by"], told["rows"], told["total"]["rated"]) == ("2026-01", "department", [], 0)
    assert anybody.get("/open/ratings?month=2026-01&format=csv").content.startswith(b"\xef\xbb\xbf")
    dictionary = anybody.get("/open/dictionary").json()
    assert {field["name"] for field in dictionary["fields"]} == set(told["total"])
    assert "5" in dictionary["rule"]["zh-CN"]
    assert "7" in dictionary["months"]["en"]
    assert anybody.get("/open/dictionary?hall=elsewhere").status_code == 404


def test_each_month_since_the_first_visit_is_published_once_however_many_ask(rated: DemoHub) -> None:
    store = Store(rated.database, threads=threads("threading"))
    called_at = datetime.now(UTC) - timedelta(days=120)
    visit = Serving(
        id="long-ago", ticket="", window="1", staff="1001", service="A", state=ServingState.MISSED, calls=1,
        called_at=called_at,
    )  # fmt: skip
    store.write(partial(servings.add, hall="maqu", new=visit, day=called_at.date(), seq=0))
    months = rated.caller(None).get("/open/ratings").json()["months"]
    assert months[-1] == f"{called_at:%Y-%m}"
    assert len(months) >= 2
    asked = [f"/open/ratings?month={month}&format={format}" for month in months for format in ("json", "csv")] * 4
    with ThreadPoolExecutor(4) as crowd:
        told = list(crowd.map(lambda path: rated.caller(None).get(path), asked))
    assert {answer.status_code for answer in told} == {200}
    assert len({(path, answer.content) for path, answer in zip(asked, told, strict=True)}) == 2 * len(months)
    assert {answer.json()["published_from"] for answer in told[::2]} == {5}
    with store.read() as conn:
        kept = Counter(entry.subject for entry in journal.walk(conn, "maqu") if entry.kind == "month.published")
    store.close()
    assert kept == dict.fromkeys(months, 1)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"grade": "fine"}, 422),
        ({"grade": 5}, 422),
        ({"tags": ["x"]}, 422),
        ({"comment": "字" * 151}, 422),
        ({"comment": "a\u0000b"}, 422),
        ({"rated_at": "2026-03-02"}, 422),
        ({"waited_ms": -1}, 422),
        ({"waited_ms": 10**30}, 422),
        ({"serving": "nothing"}, 404),
    ],
)
def test_a_rating_that_makes_no_sense_is_refused(rated: DemoHub, change: dict[str, object], status: int) -> None:
    body = {"serving": "nothing", "grade": "satisfied", "tags": [], "comment": "", **change}
    assert rated.evaluator("1").post("/ratings", body).status_code == status


def test_a_tag_belongs_to_its_grade(hub: DemoHub) -> None:
    clerk, serving = called(hub, "4", "H")
    for step in ("start", "finish"):
        clerk.post(f"/servings/{serving['id']}/{step}")
    press = {"serving": serving["id"], "grade": "satisfied", "tags": ["207"]}
    refused = hub.evaluator("4").post("/ratings", press)
    assert refused.status_code == 422
    assert [error["field"] for error in refused.json()["errors"]] == ["tags"]


def test_a_serving_that_is_not_over_cannot_be_rated(hub: DemoHub) -> None:
    clerk, serving = called(hub, "3", "D")
    press = {"serving": serving["id"], "grade": "satisfied"}
    assert hub.evaluator("3").post("/ratings", press).status_code == 409
    assert hub.evaluator("4").post("/ratings", press).status_code == 403
    clerk.post(f"/servings/{serving['id']}/hold")
