"""The first start, also of two hubs at the same moment, and what the database keeps of secrets."""

import subprocess
import sys
from datetime import timedelta
from functools import partial
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, select, text

from server.domain.actor import Actor, Role
from server.store import credentials, devices, schema
from server.store.tables import secrets, tokens
from tests.small_hall import KIOSK, MORNING, Hall

MIGRATE = "import sys; from server.store.schema import migrate; migrate(sys.argv[1])"


def test_two_hubs_that_start_at_once_make_one_database(empty_database: str) -> None:
    starting = [subprocess.Popen([sys.executable, "-c", MIGRATE, empty_database]) for _ in range(2)]
    assert [hub.wait(60) for hub in starting] == [0, 0]
    engine = create_engine(empty_database)
    with engine.connect() as conn:
        assert conn.scalar(text("SELECT count(*) FROM alembic_version")) == 1
        assert len(conn.execute(select(secrets)).all()) == 1
    engine.dispose()


def test_a_second_start_keeps_the_secret_and_the_halls(hall: Hall) -> None:
    known = hall.store.secret
    hall.issue()
    schema.migrate(hall.store.url)
    with hall.store.read() as conn:
        assert conn.scalars(select(secrets.c.value)).one() == known
        assert schema.has_hall(conn, "small")
    assert hall.issue().number == "A002"


def test_the_database_answers_and_names_its_halls(hall: Hall) -> None:
    assert hall.store.trouble() is None
    assert hall.store.halls() == ["small"]


def test_only_digests_of_tokens_are_kept(hall: Hall) -> None:
    hall.store.write(lambda conn: credentials.add_token(conn, "s3cret", KIOSK, at=MORNING, expires_at=None))
    with hall.store.read() as conn:
        row = conn.execute(select(tokens)).mappings().one()
        assert "s3cret" not in str(dict(row))
        assert credentials.actor_of(conn, credentials.digest("s3cret"), now=MORNING) == KIOSK
        assert credentials.actor_of(conn, credentials.digest("other"), now=MORNING) is None


def test_a_token_ends_at_its_time_or_when_it_is_taken_away(hall: Hall) -> None:
    clerk = Actor(hall="small", role=Role.STAFF, subject="1001", window="1")
    ends = MORNING + timedelta(hours=12)
    for token, until in (("short", ends), ("long", None)):
        hall.store.write(partial(credentials.add_token, token=token, actor=clerk, at=MORNING, expires_at=until))
    short, long = credentials.digest("short"), credentials.digest("long")
    with hall.store.read() as conn:
        assert credentials.actor_of(conn, short, now=ends - timedelta(milliseconds=1)) == clerk
        assert credentials.actor_of(conn, short, now=ends) is None
        assert credentials.actor_of(conn, long, now=ends) == clerk
    hall.store.write(lambda conn: credentials.end_token(conn, long))
    with hall.store.read() as conn:
        assert credentials.actor_of(conn, long, now=MORNING) is None


def test_a_new_password_takes_the_old_ones_place(hall: Hall) -> None:
    for hashed in ("one", "two"):
        hall.store.write(partial(credentials.put_password, hall="small", job_number="1001", hashed=hashed))
    with hall.store.read() as conn:
        assert credentials.password_hash(conn, "small", "1001") == "two"
        assert credentials.password_hash(conn, "small", "1002") is None


def test_devices_from_before_they_could_pair_are_devices_like_any_other(empty_database: str) -> None:
    engine = create_engine(empty_database)
    with engine.begin() as conn:
        config = Config()
        config.set_main_option("script_location", str(Path(schema.__file__).with_name("migrations")))
        config.attributes["connection"] = conn
        command.upgrade(config, "0001")
        for n, (role, subject, window) in enumerate(
            [("kiosk", "kiosk", None), ("evaluator", "evaluator-1", "1"), ("staff", "1001", "1")]
        ):
            token = {"digest": str(n), "hall": "small", "role": role, "subject": subject, "window": window}
            columns = 'digest, hall, role, subject, "window", created_at'
            conn.execute(
                text(f"INSERT INTO tokens ({columns}) VALUES (:digest, :hall, :role, :subject, :window, 7)"), token
            )
    engine.dispose()
    schema.migrate(empty_database)
    engine = create_engine(empty_database)
    with engine.connect() as conn:
        known = [(d.kind, d.window, d.name) for d in devices.every(conn, "small")]
        assert conn.scalars(select(tokens.c.used_at).distinct()).one() is not None
    engine.dispose()
    assert known == [(Role.KIOSK, None, "kiosk"), (Role.EVALUATOR, "1", "evaluator-1")]
