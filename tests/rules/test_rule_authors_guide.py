"""The guide for rule authors does what it says: its files make a rule set, and the tool prints what the guide shows."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

import rules.__main__
from rules import loading
from tests.support import ROOT

GUIDE = ROOT / "docs" / "rule_authors.md"


class Block(NamedTuple):
    """A fenced block: its language, what stands beside that (a file), and its text."""

    language: str
    beside: str
    text: str


def blocks() -> list[Block]:
    fenced = re.compile(r"^```(\w+) ?(.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    return [Block(*found) for found in fenced.findall(GUIDE.read_text("utf-8"))]


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the only rule set there is."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("rules.loading.RULE_SETS", (tmp_path,))
    monkeypatch.setattr("rules.review.commands.RULE_SETS", (tmp_path,))
    return tmp_path


def forget_rules() -> None:
    """Lets the rules be read anew: a process keeps those it read first."""
    loading._rules.cache_clear()
    loading._rule_sets.cache_clear()


def printed_by(command: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    forget_rules()
    rules.__main__.main(command.removeprefix("$ python -m rules ").split())
    forget_rules()
    printed = capsys.readouterr()
    return (printed.out + printed.err).splitlines()


def written(block: Block, path: Path) -> str:
    """What is in the file at `path` once the guide has had its way."""
    before = path.read_text("utf-8") if path.exists() else ""
    match block.language:
        case "diff":
            old, new = ("".join(line[1:] for line in block.text.splitlines(keepends=True) if line[0] == sign)
                        for sign in "-+")
            assert before.count(old) == 1
            return before.replace(old, new)
        case _:
            return before + block.text if block.beside.endswith(", added at the end") else block.text


def without_counts(lines: list[str]) -> list[str]:
    """The lines without how many questions there are today."""
    return [re.sub(r"\d+ (questions|warnings)", r"… \1", line) for line in lines]


def test_the_tool_prints_what_the_guide_says(clinic: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for language, beside, text in blocks():
        path = clinic / beside.split(",")[0]
        if language == "console":
            command, *shown = text.splitlines()
            printed = [line for line in printed_by(command, capsys) if " (warning): " not in line]
            part = "\n".join(shown) in "\n".join(printed)
            assert part if "evaluate" in command else without_counts(shown) == without_counts(printed)
        elif language == "markdown":
            assert text in path.read_text("utf-8")
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(written(Block(language, beside, text), path), "utf-8")


def test_the_guide_shows_a_slip_a_proof_a_signature_and_a_void_one() -> None:
    shown = "".join(block.text for block in blocks() if block.language == "console")
    assert all(words in shown for words in ("Did you mean", "R13", "R14", " 0 faults", "statements found", "R17"))
