"""What a hall is entered with must outlive a machine that dies while it writes it down."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from config.loading import HALLS, load_definition
from server.first_credentials import FirstCredentials


def made() -> FirstCredentials:
    return FirstCredentials.made_for(load_definition(HALLS / "maqu.toml"))


def test_they_are_read_back_and_only_their_owner_can(tmp_path: Path) -> None:
    first, file = made(), tmp_path / "credentials.json"
    first.keep_in(file)
    assert FirstCredentials.kept_in(file) == first
    assert file.stat().st_mode & 0o777 == 0o600


def test_the_demonstration_halls_wall_is_let_in_by_its_address() -> None:
    definition = load_definition(HALLS / "maqu.toml")
    first = FirstCredentials.made_for(definition, more=["wall"])
    pages = {link["page"]: link["href"] for link in first.links(definition)}
    assert pages["wall"] == f"/wall/#t={first.tokens['wall']}"
    # A real hall lets its wall in when it has one.
    assert {"page": "wall", "href": "/wall/"} in made().links(definition)


def test_a_machine_that_dies_in_the_middle_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "credentials.json"

    def dies(handle: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as planted:
        planted.setattr(os, "fsync", dies)
        with pytest.raises(KeyboardInterrupt):
            made().keep_in(file)
    assert not file.exists()
    again = made()
    again.keep_in(file)
    assert FirstCredentials.kept_in(file) == again
