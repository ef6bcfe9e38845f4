"""The hooks that run before a commit, and the hosted workflow, use what the tests use."""

import re
from pathlib import Path

import pytest

from forms.authoring import read_yaml
from tests.support import ROOT
from tests.support.ends_of_files import ends_wrong

REPOSITORIES = read_yaml(ROOT / ".pre-commit-config.yaml").data["repos"]
HOOKS = {hook["id"]: hook for hook in REPOSITORIES[0]["hooks"]}


def test_ruff_is_the_one_that_the_tests_use_and_every_hook_is_pinned() -> None:
    pinned = re.search(r"^ruff==\S+", (ROOT / "tests" / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    assert pinned is not None
    assert len(REPOSITORIES) == 1
    assert HOOKS["ruff"]["additional_dependencies"] == [pinned[0]]
    for hook in HOOKS.values():
        assert all("==" in package for package in hook.get("additional_dependencies", []))


def test_the_hosted_workflow_runs_what_anyone_runs() -> None:
    workflow = (ROOT / ".github" / "workflows" / "test.yml").read_text("utf-8")
    assert re.findall(r"- run: (.+)", workflow) == ["./test"]


@pytest.mark.parametrize(("content", "is_wrong"), [
    (b"", False), (b"a\n", False), (b"a", True), (b"a\n\n", True), (b"\n", False), (b"a\r\n", False),
])
def test_a_file_ends_with_one_line_end(content: bytes, is_wrong: bool, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    assert ends_wrong([file]) == ([file] if is_wrong else [])
