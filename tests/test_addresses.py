"""The addresses that a hub prints are those that a phone or a tablet in the hall can open."""

from __future__ import annotations

import socket
from unittest.mock import patch

import pytest

from server import addresses


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_a_hub_that_listens_everywhere_is_named_by_its_address_in_the_network(host: str) -> None:
    with patch.object(socket.socket, "getsockname", return_value=("192.168.1.10", 40_000)):
        assert addresses.base_url(host, 8000) == "http://192.168.1.10:8000"


def test_without_a_network_only_the_machine_itself_reaches_it() -> None:
    with patch.object(socket.socket, "connect", side_effect=OSError("unreachable")):
        assert addresses.base_url("0.0.0.0", 8000) == "http://127.0.0.1:8000"


def test_a_host_that_was_given_is_taken_as_it_is() -> None:
    assert addresses.base_url("127.0.0.1", 8001) == "http://127.0.0.1:8001"
    assert addresses.base_url("fd00::7", 443, scheme="https") == "https://[fd00::7]:443"
