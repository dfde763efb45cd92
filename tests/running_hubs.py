"""Hubs that run while tests talk to them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clusters import Cluster, running_cluster
from tests.databases import new_postgresql
from tests.hubs import DemoHub


@pytest.fixture(scope="module", params=["eventlet", "threading"])
def hub(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoHub]:
    """The demonstration hall, once for the tests of a module, in either way to run it."""
    running = DemoHub(tmp_path_factory.mktemp("hub"), async_mode=request.param).start()
    yield running
    running.stop()


@pytest.fixture
def own_hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DemoHub]:
    """The demonstration hall for one test alone, which may kill and restart it."""
    running = DemoHub(tmp_path / "hub", async_mode=getattr(request, "param", "eventlet")).start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def cluster(postgresql_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Two hubs of the same halls. Who stops a part of it starts it again."""
    with running_cluster(new_postgresql(postgresql_server), tmp_path_factory.mktemp("cluster")) as running:
        yield running
