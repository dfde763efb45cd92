"""Hubs that run while tests talk to them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

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
