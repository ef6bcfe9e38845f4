"""A translation stands beside the original, and what is missing, stale or wrong in it is found by file and name."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from forms import languages_begun
from rules.loading import translated_files
from tests.support.pseudo import LANGUAGE, copy_of_project, write_translation

SECTION = f"forms/ketamine_consult/{LANGUAGE}/head.yaml"
SCREENS = f"screens/words/{LANGUAGE}.yaml"
RULES = f"rules/articles/{LANGUAGE}/rules/psychosis.yaml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project with a whole translation."""
    write_translation(translated_files(), copy_of_project(tmp_path))
    return tmp_path


def run(project: Path, *command: str) -> tuple[int, str]:
    """The exit code of a command in the copy, and what it prints."""
    done = subprocess.run([sys.executable, "-m", *command], cwd=project, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def change(project: Path, file: str, before: str, after: str) -> None:
    """Replaces one place in a file of the copy."""
    path = project / file
    text = path.read_text("utf-8")
    assert text.count(before) == 1, f"{file} does not hold once: {before}"
    path.write_text(text.replace(before, after), "utf-8")


def drop(project: Path, file: str, name: str) -> None:
    """Takes the entry of this name out of a translation."""
    path = project / file
    text, taken = re.subn(rf"^( *){name}:\n(?:\1 +.*\n)+", "", path.read_text("utf-8"), flags=re.MULTILINE)
    assert taken == 1
    path.write_text(text, "utf-8")


def offer(project: Path) -> None:
    """Makes the clinic of the copy offer the translation."""
    (project / "clinic.yaml").write_text(f"languages: [en, {LANGUAGE}]\n", "utf-8")


def of(text: str, name: str) -> str:
    """The fingerprint that a message says to write for an entry."""
    found = re.search(rf"'{re.escape(name)}' .*'of: ([0-9a-f]{{8}})'", text)
    assert found is not None, text
    return found[1]


def test_the_project_says_nothing_of_languages_that_nobody_has_begun() -> None:
    assert LANGUAGE not in languages_begun(translated_files())


def test_a_whole_translation_has_no_fault_and_can_be_offered(project: Path) -> None:
    offer(project)
    code, said = run(project, "rules", "check")
    assert code == 0
    assert not [line for line in said.splitlines() if ": T0" in line and f"/{LANGUAGE}" in line]


def test_what_is_missing_is_a_warning_until_a_clinic_offers_the_language(project: Path) -> None:
    drop(project, SECTION, "seizures")
    code, said = run(project, "rules", "check")
    assert code == 0
    assert f"{SECTION}: T01 (warning): 'items.seizures' is missing. Translate it, and write 'of: " in said
    offer(project)
    code, said = run(project, "rules", "check")
    assert code == 1
    assert f"{SECTION}: T01: 'items.seizures' is missing." in said


def test_a_language_in_which_something_is_missing_is_refused_at_the_start(project: Path) -> None:
    drop(project, RULES, "recent_psychosis")
    offer(project)
    code, said = run(project, "templates", "blank", "-o", "blank.pdf")
    assert code == 2
    assert said.startswith(
        f"clinic.yaml, line 1: the language '{LANGUAGE}' cannot be offered: 1 texts are missing, wrong, or stale "
        f"questions. The first: {RULES}: 'recent_psychosis' is missing.")


def test_a_stale_text_is_a_warning_and_stays_in_use(project: Path) -> None:
    change(project, "screens/words/en.yaml", "title: Check your answers", "title: Look at your answers")
    offer(project)
    code, said = run(project, "rules", "check")
    assert code == 0
    assert f"{SCREENS}, line " in said
    assert "T02 (warning): 'everyone.review.title' is stale: its English has changed." in said


@pytest.mark.parametrize("part", ["      Have you ever had a seizure (fit)?", "      Say yes for epilepsy too."])
def test_a_stale_question_is_a_fault_and_its_language_is_refused(part: str, project: Path) -> None:
    """It would ask something else than what the rules read, and nobody would notice."""
    change(project, "forms/ketamine_consult/head.yaml", part, part.replace(".", "!").replace("(fit)", "or a fit"))
    code, said = run(project, "rules", "check")
    assert code == 1
    assert "T02: 'items.seizures' is stale" in said
    offer(project)
    assert run(project, "templates", "blank", "-o", "blank.pdf")[0] == 2


def test_the_fingerprint_that_is_told_mends_a_stale_entry(project: Path) -> None:
    part = "      Have you ever had a seizure (fit)?"
    change(project, "forms/ketamine_consult/head.yaml", part, part.replace("(fit)", "or a fit"))
    said = run(project, "rules", "check")[1]
    path = project / SECTION
    entry = re.search(r"  seizures:\n    of: ([0-9a-f]{8})\n", path.read_text("utf-8"))
    assert entry is not None
    path.write_text(path.read_text("utf-8").replace(entry[1], of(said, "items.seizures")), "utf-8")
    assert run(project, "rules", "check")[0] == 0


@pytest.mark.parametrize(("before", "after", "message"), [
    ("«{number} of {of}: {page}»", "«{nummer} of {of}: {page}»",
     "T03: 'everyone.app.tab_number.text' has other names in braces than the English has: number, of, page. Write the "
     "same names."),
    ("    tab_wrong:", "    tab_wrang:", "T01 (warning): 'everyone.app.tab_wrong' is missing."),
    ("«{number} of {of}: {page}»'", "«{number} of {of}: {page}»'\n      texd: more",
     "T04: 'everyone.app.tab_number.texd' is not in the English. Did you mean 'text'? Take it out, or mend its name."),
])
def test_a_slip_in_a_translation_is_named_with_the_nearest(
    before: str, after: str, message: str, project: Path,
) -> None:
    change(project, SCREENS, before, after)
    assert message in run(project, "rules", "check")[1]


def test_an_entry_that_the_english_does_not_have_is_told(project: Path) -> None:
    path = project / SECTION
    path.write_text(path.read_text("utf-8").replace("  seizures:", "  seizure:"), "utf-8")
    said = run(project, "rules", "check")[1]
    assert "T04: 'items.seizure' is not in the English. Did you mean 'items.seizures'?" in said
