"""The files in docs/deploy name what there is: the image has all that the app needs, and nginx and compose agree."""

import json
import os
import re
import shutil
from pathlib import Path
from urllib.request import Request, urlopen

import yaml

from records.settings import KEY_FILE, URL
from tests.support import ROOT
from tests.support.app import free_port, running_app
from tests.support.session import session_at

STARTS = ["python", "-m", "streamlit", "run", "screening_app.py"]
DEPLOY = ROOT / "docs" / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text("utf-8")
IMAGE_ENVIRONMENT = dict(re.findall(r"(\w+)=(\S+)", DOCKERFILE.split("\nENV ")[1].split("\n")[0]))
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))


def test_the_app_runs_from_the_files_of_the_image_alone(tmp_path: Path) -> None:
    image = tmp_path / "image"
    image.mkdir()
    for files in re.findall(r"^COPY (.+) \S+$", DOCKERFILE, re.MULTILINE):
        for name in files.split():
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, image / name)
    port = free_port()
    environment = {**os.environ, **COMPOSE["services"]["app-1"]["environment"], **IMAGE_ENVIRONMENT,
                   URL: f"sqlite:///{tmp_path}/r.sqlite", KEY_FILE: f"{tmp_path}/k"}
    command = re.findall(r"^CMD (.+)$", DOCKERFILE, re.MULTILINE)[-1]
    options = json.loads(command)[len(STARTS):]
    assert json.loads(command) == [*STARTS, *options]
    with running_app(tmp_path / "log", *options, "--server.port", str(port), port=port, environment=environment,
                     folder=image) as url:
        for page in ("", "desk", "sources"):
            with session_at(url, page):
                pass
        asked = Request(f"{url}/ready", headers={"Host": "clinic.example"})  # noqa: S310 (our own address)
        with urlopen(asked) as response:  # noqa: S310
            assert response.read() == b"ready\n"
    logged = [json.loads(line) for line in (tmp_path / "log").read_text("utf-8").splitlines()]
    assert {line["level"] for line in logged if "New keys" not in line["event"]} == {"info"}, logged


def test_the_image_has_the_packages_that_run_installs() -> None:
    installed = set(re.findall(r"\b(?:lib[a-z]\S*-\S*\d|fonts-noto-\w+)\b", (ROOT / "run").read_text("utf-8")))
    assert len(installed) == 5
    assert installed <= set(re.findall(r"\S+", DOCKERFILE))


def test_nginx_finds_the_services_and_secrets_of_compose() -> None:
    nginx = (DEPLOY / "nginx.conf").read_text("utf-8")
    servers = set(re.findall(r"^\s+server ([\w-]+):8501", nginx, re.MULTILINE))
    assert servers == {name for name in COMPOSE["services"] if name.startswith("app-")}
    assert set(re.findall(r"/run/secrets/(\w+)", nginx)) == set(COMPOSE["services"]["nginx"]["secrets"])
    for service in COMPOSE["services"].values():
        assert set(service["secrets"]) <= set(COMPOSE["secrets"])
        values = " ".join(map(str, service.get("environment", {}).values()))
        assert set(re.findall(r"/run/secrets/(\w+)", values)) <= set(service["secrets"])
