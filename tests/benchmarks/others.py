"""Are the engines and makers here that ours are measured against, at the versions that are pinned?"""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from packaging.requirements import Requirement

REQUIREMENTS = Path(__file__).parent / "requirements.txt"
HOW_TO_INSTALL = """\
The benchmarks measure other engines and other makers of PDFs beside ours. Not installed as pinned: {missing}.
Install them, then start again: .venv/bin/python -m pip install -r tests/benchmarks/requirements.txt
(`python -m tests.benchmarks words` and `… medicines` need none of them.)"""


def what_is_missing() -> list[str]:
    """Each pin of the benchmarks that is not installed at its version, in the order of the file."""
    lines = REQUIREMENTS.read_text("utf-8").splitlines()
    pins = [Requirement(line.partition("#")[0]) for line in lines if line and line[0] not in "#-"]
    return [str(pin) for pin in pins if not _is_installed(pin)]


def _is_installed(pin: Requirement) -> bool:
    try:
        return pin.specifier.contains(version(pin.name))
    except PackageNotFoundError:
        return False
