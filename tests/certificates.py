"""A certificate that nobody has signed, for hubs and proxies that speak TLS."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Certificate:
    cert: Path
    key: Path


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """For 127.0.0.1, good for a day."""
    if shutil.which("openssl") is None:
        pytest.fail("The tests of TLS need openssl. On Debian or Ubuntu: apt-get install openssl", pytrace=False)
    folder = tmp_path_factory.mktemp("certificate")
    made = Certificate(cert=folder / "fullchain.pem", key=folder / "privkey.pem")
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-days", "1", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*command, "-out", made.cert, "-keyout", made.key], check=True, capture_output=True)
    return made
