"""A voice of one's own, with a cache in the test's folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from display.voice import Voice


@pytest.fixture
def voice(tmp_path: Path) -> Iterator[Voice]:
    """espeak-ng behind a child process, nothing made yet."""
    made = Voice(cache=tmp_path / "sounds")
    yield made
    made.close()


@pytest.fixture(scope="module")
def warm_voice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Voice]:
    """One voice for the tests of a module that only listen."""
    made = Voice(cache=tmp_path_factory.mktemp("sounds"))
    yield made
    made.close()
