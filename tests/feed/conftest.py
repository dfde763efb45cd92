"""Two hubs that run for all tests of this room that need several."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.clusters import Cluster, running_cluster
from tests.databases import new_postgresql


@pytest.fixture(scope="session")
def cluster(postgresql_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Who stops a part of it starts it again."""
    with running_cluster(new_postgresql(postgresql_server), tmp_path_factory.mktemp("cluster")) as running:
        yield running
