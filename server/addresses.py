"""How others reach a hub that listens: the address that its pages and QR codes begin with."""

from __future__ import annotations

import socket

EVERYWHERE = ("0.0.0.0", "::")
NOBODY = ("192.0.2.1", 9)
"""RFC 5737: an address of no machine. Nothing is sent there; only the way that it would go is looked up."""


def base_url(host: str, port: int, *, scheme: str = "http") -> str:
    """Without a slash at its end. A hub that listens everywhere is named by this machine's address in its network."""
    name = lan_address() if host in EVERYWHERE else host
    return f"{scheme}://{f'[{name}]' if ':' in name else name}:{port}"


def lan_address() -> str:
    """This machine's own IPv4 address on the way out; 127.0.0.1 where there is no way."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(NOBODY)
        except OSError:
            return "127.0.0.1"
        return str(asked.getsockname()[0])
