"""What is installed is what is pinned, so that an install in a year gives the program of today."""

import ast
import re
import sys
from importlib.metadata import distributions, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support import ROOT

RUNNING, TESTING = ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt"
ROOMS = ("forms", "rules", "templates", "screens", "records")
OURS = {*ROOMS, "tests"}
TOOLS = {"pip", "setuptools", "wheel"}  # come with a new .venv
USED_WITHOUT_IMPORT = {"pytest-xdist", "ruff", "mypy", "types-pyyaml", "types-tqdm"}


def pins(*files: Path) -> list[tuple[Requirement, str]]:
    """Every requirement with the reason beside it."""
    lines = [line for file in files for line in file.read_text().splitlines() if line and line[0] not in "#-"]
    return [(Requirement(pin), reason) for pin, _, reason in (line.partition("  #") for line in lines)]


def direct_pins(file: Path) -> set[str]:
    return {canonicalize_name(pin.name) for pin, reason in pins(file) if not reason.startswith(" via ")}


def imports(*folders: str) -> set[str]:
    """Distributions that the Python files of these folders import; a module that none has, under its own name."""
    trees = [ast.parse(path.read_text("utf-8")) for folder in folders for path in ROOT.glob(f"{folder}/**/*.py")]
    names = {name.split(".")[0] for tree in trees for node in ast.walk(tree)
             for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import)
                          else [node.module or ""] if isinstance(node, ast.ImportFrom) else [])}
    foreign, owners = names - OURS - sys.stdlib_module_names, packages_distributions()
    return {canonicalize_name(owner) for name in foreign for owner in owners.get(name, [name])}


def test_every_installed_package_is_pinned_at_its_version_and_nothing_else_is_pinned() -> None:
    installed = {canonicalize_name(found.name): found.version for found in distributions()}
    pinned = {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin, _ in pins(RUNNING, TESTING)
              if pin.marker is None or pin.marker.evaluate()}
    assert {name: version for name, version in installed.items() if name not in TOOLS} == pinned


def test_every_pin_is_exact_and_says_why() -> None:
    for pin, reason in pins(RUNNING, TESTING):
        assert re.fullmatch(r"==[\w.]+", str(pin.specifier)), f"{pin} is not exact"
        assert reason.strip(), f"{pin} has no reason beside it"


@pytest.mark.parametrize(("file", "folders"), [(RUNNING, ROOMS), (TESTING, ("tests",))])
def test_what_is_asked_for_directly_is_imported(file: Path, folders: tuple[str, ...]) -> None:
    assert direct_pins(file) - USED_WITHOUT_IMPORT <= imports(*folders)


def test_what_is_imported_is_pinned_and_what_runs_the_app_is_asked_for_directly() -> None:
    assert imports(*ROOMS) <= direct_pins(RUNNING)
    assert imports("tests") <= {canonicalize_name(pin.name) for pin, _ in pins(RUNNING, TESTING)}
