"""Loads the questionnaire and the rules of a git revision."""

import io
import subprocess
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from forms import Questionnaire, load_questionnaire
from forms.authoring import ORIGINAL, SourceError
from rules.loading import CommandError, read_rules
from rules.ruleset import Rule, RuleSet


class RevisionError(CommandError):
    """The older rules cannot be loaded: the revision does not exist, or this program cannot read its rules."""


@dataclass(frozen=True)
class Version:
    """The questionnaire of one revision, and its rules by id."""

    questionnaire: Questionnaire
    rules: dict[str, Rule]

    @classmethod
    def of(cls, questionnaire: Questionnaire, rule_sets: Iterable[RuleSet]) -> "Version":
        rules: dict[str, Rule] = {}
        for ruleset in rule_sets:
            rules |= ruleset.rules_by_id
        return cls(questionnaire, rules)


def version_of_revision(revision: str, repository: Path, scratch: Path) -> Version:
    """Returns the version in a git revision, whose files are unpacked into `scratch`. Raises RevisionError."""
    if revision.startswith("-"):
        raise RevisionError(f"'{revision}' is an option and no revision.")
    archive = subprocess.run(  # noqa: S603 (no shell; `revision` is no option)
        ["git", "-C", str(repository), "archive", "--format=zip", revision, "forms", "rules"],  # noqa: S607 (git of PATH)
        capture_output=True, check=False)
    if archive.returncode != 0:
        raise RevisionError(f"'{revision}' cannot be read from git: {archive.stderr.decode(errors='replace').strip()}")
    with zipfile.ZipFile(io.BytesIO(archive.stdout)) as files:
        files.extractall(scratch)
    try:
        return _version_in(scratch, revision)
    except SourceError as error:
        raise RevisionError(
            f"'{revision}' has files in a form that this program does not read: {error.problems[0]} "
            "Name a later revision.") from None


def _version_in(scratch: Path, revision: str) -> Version:
    questionnaire = load_questionnaire(scratch / "forms" / "ketamine_consult", language=ORIGINAL)
    folders = sorted(path.parent for path in (scratch / "rules").glob("*/rule_set.yaml"))
    if not folders:
        raise RevisionError(f"'{revision}' has no rule set that this program reads.")
    return Version.of(questionnaire, [read_rules(folder, questionnaire).ruleset for folder in folders])
