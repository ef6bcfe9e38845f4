"""`python -m rules`: proving the rules, and comparing many responses with older rules. From start to end."""

import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copy, copytree
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks.synthetic import AS_OF, synthetic_responses
from tests.benchmarks.timing import Row
from tests.support import ROOT, SAMPLE_FILES

COMPARED = 10_000
STARTS = 7


def rows(count: int = COMPARED) -> Iterator[Row]:
    sample = str(SAMPLE_FILES / "could_be_pregnant.json")
    yield Row("rules evaluate, one response", _median_cpu(ROOT, "-m", "rules", "evaluate", sample), "under 0.5 s")
    yield Row("  of it Python with pydantic and PyYAML", _median_cpu(ROOT, "-c", "import pydantic.main, yaml"))
    yield Row("rules check", _cpu(ROOT, "check"), "under 3 s")
    with TemporaryDirectory() as scratch:
        responses = Path(scratch) / "responses.ndjson"
        responses.write_text("\n".join(synthetic_responses(count)), encoding="utf-8")
        project = _changed_project(Path(scratch) / "project")
        took = _cpu(project, "compare", "--as-of", AS_OF.isoformat(), "HEAD", str(responses))
        yield Row(f"rules compare, {count:,} responses, other questions, words and rules", took,
                  f"under {60 * count / 100_000:g} s")


def _changed_project(folder: Path) -> Path:
    """The project with a revision in which a question, a list of words and some rules in each set were different."""
    for room in ("forms", "rules"):
        copytree(ROOT / room, folder / room)
    copy(ROOT / "clinic.yaml", folder)
    now = {path: path.read_text("utf-8") for path in [
        folder / "forms" / "vocabulary" / "terms.yaml", folder / "forms" / "ketamine_consult" / "heart.yaml",
        *sorted((folder / "rules").glob("*/rules/*.yaml"))[::4]]}
    for path, text in now.items():
        path.write_text(_as_it_was(path, text), "utf-8")
    somebody = ("-c", "user.name=Somebody", "-c", "user.email=somebody@localhost")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "then"]):
        subprocess.run(["git", "-C", folder, *somebody, *command], check=True)
    for path, text in now.items():
        path.write_text(text, "utf-8")
    return folder


def _as_it_was(path: Path, text: str) -> str:
    if path.name == "terms.yaml":
        return text.replace("hypertension, ", "", 1)
    if path.name == "heart.yaml" and path.parent.name == "ketamine_consult":
        return re.sub(r"    enable_when: .*\n", "", text, count=1)
    return text.replace('is: "yes"', 'is: "no"', 1)


def _cpu(project: Path, *command: str) -> str:
    """CPU seconds of `python -m rules COMMAND` in a process of its own."""
    return f"{_seconds(project, '-m', 'rules', *command):.1f} s"


def _median_cpu(project: Path, *arguments: str) -> str:
    """The median of several starts of Python with these arguments."""
    return f"{median(_seconds(project, *arguments) for _ in range(STARTS)):.2f} s"


def _seconds(project: Path, *arguments: str) -> float:
    """CPU seconds of Python with these arguments, in a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], cwd=project, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
