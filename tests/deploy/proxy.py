"""nginx with the very site of config/deploy, on ports and in a folder of a test's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests

from tests.certificates import Certificate
from tests.hubs import free_port

SITE = Path(__file__).parents[2] / "config" / "deploy" / "nginx"
MAIN = """
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxied;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/conf.d/*.conf;
}}
"""


def nginx() -> str:
    """Where nginx is."""
    found = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin:/usr/local/sbin")
    if found is None:
        pytest.fail("These tests need nginx. On Debian or Ubuntu: apt-get install nginx-light", pytrace=False)
    return found


@dataclass
class Proxy:
    """The site before two hubs, by plain HTTP and by TLS."""

    folder: Path
    hub_ports: tuple[int, int]
    certificate: Certificate
    port: int = field(default_factory=free_port)
    tls_port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def tls_url(self) -> str:
        return f"https://127.0.0.1:{self.tls_port}"

    def start(self) -> Proxy:
        self._write()
        command = [nginx(), "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")]
        with (self.folder / "nginx.log").open("ab") as log:
            self.process = subprocess.Popen([*command, "-e", str(self.folder / "error.log")], stdout=log, stderr=log)
        give_up_at = time.monotonic() + 10
        while time.monotonic() < give_up_at and self.process.poll() is None:
            with suppress(requests.ConnectionError):
                requests.get(f"{self.base_url}/healthz", timeout=5)
                return self
            time.sleep(0.02)
        self.stop()
        raise AssertionError((self.folder / "nginx.log").read_text() + (self.folder / "error.log").read_text())

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=10)

    def _write(self) -> None:
        """The site's files as they are, but for ports and paths."""
        (self.folder / "conf.d").mkdir(parents=True)
        changed = {
            "listen 80 ": f"listen 127.0.0.1:{self.port} ",
            "listen 443 ": f"listen 127.0.0.1:{self.tls_port} ",
            "127.0.0.1:8001": f"127.0.0.1:{self.hub_ports[0]}",
            "127.0.0.1:8002": f"127.0.0.1:{self.hub_ports[1]}",
            "/etc/nginx/": f"{SITE}/",
            "/etc/ssl/jiaohao/fullchain.pem": str(self.certificate.cert),
            "/etc/ssl/jiaohao/privkey.pem": str(self.certificate.key),
        }
        found: set[str] = set()
        for name in ("hubs.conf", "jiaohao.conf", "jiaohao-tls.conf"):
            written = (SITE / name).read_text("utf-8")
            for old, new in changed.items():
                found |= {old} if old in written else set()
                written = written.replace(old, new)
            (self.folder / "conf.d" / name).write_text(written, "utf-8")
        assert found == set(changed), "the site has other ports or paths than this test knows"
        user = "user root;" if os.geteuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(MAIN.format(folder=self.folder, user=user))
