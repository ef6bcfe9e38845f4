"""What is installed is what is pinned, so that an install in a year gives the program of today."""

import ast
import re
import sys
from importlib.metadata import distributions, packages_distributions
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support import ROOT

RUNNING, TESTING = ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt"
BENCHMARKS = ROOT / "tests" / "benchmarks" / "requirements.txt"  # may be installed too; `./test` installs none of it
EVERYTHING = (RUNNING, TESTING, BENCHMARKS)
ROOMS = ("forms", "rules", "templates", "screens", "records")
OURS = {*ROOMS, "screening_app", "tests"}
TOOLS = {"pip", "setuptools", "wheel"}  # come with a new .venv
USED_WITHOUT_IMPORT = {"pytest-xdist", "ruff", "mypy", "types-pyyaml", "types-tqdm", "tzdata", "psycopg",
                       "authlib", "httpx2"}


def pins(*files: Path) -> list[tuple[Requirement, str]]:
    """Every requirement with the reason beside it."""
    lines = [line for file in files for line in file.read_text().splitlines() if line and line[0] not in "#-"]
    return [(Requirement(pin), reason) for pin, _, reason in (line.partition("  #") for line in lines)]


def direct_pins(file: Path) -> set[str]:
    return {canonicalize_name(pin.name) for pin, reason in pins(file) if not reason.startswith(" via ")}


def versions(*files: Path) -> dict[str, str]:
    """What these files pin on this system: distribution → version."""
    here = [pin for pin, _ in pins(*files) if pin.marker is None or pin.marker.evaluate()]
    return {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in here}


def python_files(*folders: str) -> list[Path]:
    """The Python files of these folders; those of the benchmarks only where these are asked for."""
    found = chain.from_iterable(ROOT.glob(f"{folder}/**/*.py") for folder in folders)
    return [path for path in found if "tests/benchmarks" in folders or BENCHMARKS.parent not in path.parents]


def imports(*folders: str) -> set[str]:
    """Distributions that the Python files of these folders import; a module that none has, under its own name."""
    names: set[str] = set()
    for path in python_files(*folders):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                names.add((node.module or "").split(".")[0])
    owners = packages_distributions()
    found: set[str] = set()
    for name in names - OURS - sys.stdlib_module_names:
        found.update(map(canonicalize_name, owners.get(name, [name])))
    return found


def test_every_installed_package_is_pinned_at_its_version_and_all_that_runs_and_tests_is_installed() -> None:
    installed = {canonicalize_name(found.name): found.version for found in distributions()}
    assert {name: version for name, version in installed.items() if name not in TOOLS}.items() <= versions(
        *EVERYTHING).items()
    assert versions(RUNNING, TESTING).items() <= installed.items()


def test_every_pin_is_exact_and_says_why_and_stands_once() -> None:
    for pin, reason in pins(*EVERYTHING):
        assert re.fullmatch(r"==[\w.]+", str(pin.specifier)), f"{pin} is not exact"
        assert reason.strip(), f"{pin} has no reason beside it"
    names = [canonicalize_name(pin.name) for pin, _ in pins(*EVERYTHING)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("file", "folders"), [(RUNNING, ROOMS), (TESTING, ("tests",))])
def test_what_is_asked_for_directly_is_imported(file: Path, folders: tuple[str, ...]) -> None:
    assert direct_pins(file) - USED_WITHOUT_IMPORT <= imports(*folders)


def test_what_is_imported_is_pinned_and_what_runs_the_app_is_asked_for_directly() -> None:
    assert imports(*ROOMS) <= direct_pins(RUNNING)
    assert imports("tests") <= versions(RUNNING, TESTING).keys()


def test_only_the_benchmarks_use_what_only_they_install() -> None:
    """By name of the import, so that it holds where these packages are not installed too."""
    assert direct_pins(BENCHMARKS).isdisjoint(imports("tests"))
