"""The recipes of CONTRIBUTING.md do what they say: a test follows them, block by block, in a copy of the project."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support import ROOT

GUIDE = ROOT / "CONTRIBUTING.md"
COPIED = (
    "forms", "rules", "templates", "records", "screens", "tests/sample_responses", "clinic.yaml", "pyproject.toml",
)
RECIPES = 26
CONTENT = (  # the tests of what is asked, concluded and cited
    "tests/forms/test_questionnaire_content.py", "tests/forms/test_form_checks.py", "tests/forms/test_length.py",
    "tests/forms/test_roles.py",
    "tests/rules/test_rule_cases.py", "tests/rules/test_rule_sets.py", "tests/rules/test_articles.py",
    "tests/rules/test_usual_care.py", "tests/rules/test_review_sheet.py", "tests/rules/test_weight.py",
)
LEFT_TO_DO = {  # by whoever has added a question with a rule
    "test_the_sheet_is_the_one_the_rules_write[usual_care]",
    "test_every_topic_of_the_articles_and_every_rule_of_the_others_has_a_case_that_raises_it",
}


class Block(NamedTuple):
    """A fenced block: its language, the file that stands beside that, and its text."""

    language: str
    file: str
    text: str


def recipes() -> dict[str, str]:
    """The heading of each recipe, and its text."""
    parts = re.split(r"^### \d+\. (.+)$", GUIDE.read_text("utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def blocks(recipe: str) -> list[Block]:
    fenced = re.compile(r"^```(\w+) ?(.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    return [Block(*found) for found in fenced.findall(recipe)]


FOLLOWED = [heading for heading, recipe in recipes().items() if blocks(recipe)]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the rooms that can be changed."""
    for name in COPIED:
        source, target = ROOT / name, tmp_path / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    return tmp_path


def change(block: Block, project: Path) -> None:
    """Writes into the file of a block what the block says."""
    name, _, how = block.file.partition(", ")
    path = project / name
    if how == "a new file":
        assert not path.exists()
        path.write_text(block.text, "utf-8")
        return
    before = path.read_text("utf-8")
    if how == "added at the end":
        path.write_text(before.rstrip("\n") + "\n" + block.text, "utf-8")
        return
    assert block.language == "diff", f"{block.file}: neither a diff nor 'added at the end'"
    old, new = ("".join(line[1:] for line in block.text.splitlines(keepends=True) if line[0] in (" ", sign))
                for sign in "-+")
    assert before.count(old) == 1, f"{name} does not hold once:\n{old}"
    path.write_text(before.replace(old, new), "utf-8")


def run(block: Block, project: Path) -> None:
    """Runs the command of a block, and expects each line that the block shows among those that it prints."""
    command, *shown = block.text.splitlines()
    words = shlex.split(command.removeprefix("$ "))
    assert words[0] == ".venv/bin/python"
    done = subprocess.run([sys.executable, *words[1:]], cwd=project, capture_output=True, text=True)
    printed = done.stdout + done.stderr
    assert done.returncode == 0, printed
    for line in shown:
        assert line in printed


def test_there_is_a_recipe_for_each_usual_change() -> None:
    assert len(recipes()) == RECIPES


def test_the_recipes_that_a_test_follows_are_these() -> None:
    agreed = {"A question with a rule", "A drug brand", "A text, or a key of one", "A new reader of a print",
              "A size of paper"}
    assert agreed <= set(FOLLOWED)


@pytest.mark.parametrize("heading", FOLLOWED)
def test_a_recipe_does_what_it_says(heading: str, project: Path) -> None:
    for block in blocks(recipes()[heading]):
        if block.language == "console":
            run(block, project)
        else:
            change(block, project)


def test_every_file_and_test_that_a_recipe_names_is_there() -> None:
    named = re.findall(r"`((?:forms|rules|templates|screens|tests|docs|\.github)/[\w./-]+|\w+\.(?:yaml|toml|txt))`",
                       GUIDE.read_text("utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_a_new_question_with_a_rule_breaks_only_the_review_sheet_and_the_missing_case(project: Path) -> None:
    """What was agreed is held as "all there": nobody has to mend lists and counts for something new."""
    for name in ("tests", "docs"):
        shutil.copytree(ROOT / name, project / name, dirs_exist_ok=True,
                        ignore=shutil.ignore_patterns("__pycache__", "benchmarks", "output"))
    for block in blocks(recipes()["A question with a rule"]):
        if block.language != "console":
            change(block, project)
    command = [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", *CONTENT]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True)
    failed = re.findall(r"^(?:FAILED|ERROR) [^:]+(?:::)?(\S*)", done.stdout, re.MULTILINE)
    assert set(failed) == LEFT_TO_DO, done.stdout


def test_the_example_of_a_translation_is_the_one_of_the_file() -> None:
    example = re.findall(r"^    (.*?) *(?:#.*)?$", recipes()["A language"], flags=re.MULTILINE)
    lines = (ROOT / "forms" / "ketamine_consult" / "es" / "head.yaml").read_text("utf-8").splitlines()
    assert len(example) >= 8
    assert [line for line in example if line not in lines] == []
