"""Slips that authors of questions make, and the whole message each one gets: refused when read, or found by a check."""

import shutil
from pathlib import Path

import pytest

from forms import check_questionnaire, load_questionnaire, loading
from forms.authoring import SourceError
from tests.support import ROOT

FORMS = ROOT / "forms"
FORM = load_questionnaire()


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A copy of our questionnaire to make slips in."""
    shutil.copytree(FORMS, tmp_path / "forms", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return tmp_path / "forms" / "ketamine_consult"


def said(folder: Path) -> list[str]:
    """Every message about the questionnaire in `folder`."""
    try:
        return [str(message) for message in check_questionnaire(load_questionnaire(folder))]
    except SourceError as error:
        return [str(problem) for problem in error.problems]


def slip(folder: Path, file: str, old: str, new: str) -> list[str]:
    """What is said once `old` is `new` in one file. N stands for the line of `old`, since questions move."""
    text = (folder / file).read_text("utf-8")
    assert text.count(old) == 1
    line = text[:text.index(old)].count("\n") + 1
    (folder / file).write_text(text.replace(old, new), "utf-8")
    return [message.replace(f"line {line}:", "line N:") for message in said(folder)]


def test_our_questionnaire_gets_no_message(form: Path) -> None:
    assert said(form) == []


GATE = '    enable_when: {item: high_blood_pressure, is: "yes"}\n'
MANAGED = "      Is your blood pressure under control now?\n"
PAGES = "new_page_at: [heart_disease]\n"
SLIPS = {
    "a question nobody can be asked": (
        GATE, '    enable_when: {not: {item: high_blood_pressure, in: ["yes", "no"]}}\n',
        "heart.yaml: F01: 'blood_pressure_managed' can never be asked: no answers make its condition true. Mend "
        "'enable_when'."),
    "two questions in one": (
        MANAGED, "      Is your blood pressure high and do you take anything?\n",
        "heart.yaml: F03: 'blood_pressure_managed' asks two things at once (“high and do you”). Ask one, or make it a "
        "list to tick."),
    "a none that does not stand alone": (
        'text: "None of these", exclusive: true}', 'text: "None of these"}',
        "heart.yaml: F04: 'heart_symptoms' has an option 'none' that does not stand alone. Mark it 'exclusive: true'."),
    "a word of a verdict": (
        MANAGED, "      Is your blood pressure low enough to be eligible?\n",
        "heart.yaml: F05: 'blood_pressure_managed' prints 'eligible', a word of a verdict. Put it another way."),
    "words to the patient where staff ask aloud": (
        "      Is the patient’s blood pressure under control now?\n", "      Is that of your blood pressure now?\n",
        "heart.yaml: F08: 'blood_pressure_managed' says “your” where staff ask aloud. Word it about the patient, in "
        "'aloud'."),
    "a condition that looks ahead": (
        GATE, '    enable_when: {item: heart_disease, is: "yes"}\n',
        "heart.yaml, line N: item 'blood_pressure_managed' reads 'heart_disease', which is not asked before it. "
        "Conditions look back: move one of the two."),
    "a condition on itself": (
        GATE, '    enable_when: {item: blood_pressure_managed, is: "yes"}\n',
        "heart.yaml, line N: item 'blood_pressure_managed' reads 'blood_pressure_managed', which is not asked before "
        "it. Conditions look back: move one of the two."),
    "an option that is not there": (
        GATE, '    enable_when: {item: high_blood_pressure, is: "yess"}\n',
        "heart.yaml, line N: item 'blood_pressure_managed' reads option 'yess' of 'high_blood_pressure', which it does "
        "not have. Did you mean 'yes'?"),
    "a page that begins with a question that is not there": (
        PAGES, "new_page_at: [heart_diseases]\n",
        "heart.yaml, line N: no page can begin with 'heart_diseases'. Name a question of this file that is not its "
        "first. Did you mean 'heart_disease'?"),
    "a page that begins where the section does": (
        PAGES, "new_page_at: [high_blood_pressure]\n",
        "heart.yaml, line N: no page can begin with 'high_blood_pressure'. Name a question of this file that is not "
        "its first."),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_reported_in_full(name: str, form: Path) -> None:
    old, new, message = SLIPS[name]
    found = slip(form, "heart.yaml", old, new)
    assert any(one.startswith(message) for one in found), found


def test_words_that_are_hard_to_read_are_reported_with_the_age_they_need(form: Path) -> None:
    hard = ("      Notwithstanding contemporaneous antihypertensive pharmacotherapeutic administration, is your\n"
            "      normotension nevertheless satisfactorily maintained under ordinary ambulatory circumstances?\n")
    [message] = slip(form, "heart.yaml", MANAGED, hard)
    assert message.startswith("heart.yaml: F02: 'blood_pressure_managed' reads like age ")
    assert message.endswith(", and 14 is the most. Use shorter words and sentences.")


def test_questions_that_are_too_hard_as_a_whole_are_reported(form: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forms.checks.AIM", 5.0)
    [message] = said(form)
    assert message.startswith("questionnaire.yaml: F06: the questions as a whole read like age ")
    assert message.endswith(", and 5 is the aim. Use plainer words.")


@pytest.mark.parametrize("field", ["why", "audience", "shelf_life_days"])
def test_a_question_without_a_reason_an_audience_or_a_shelf_life_is_refused(field: str, form: Path) -> None:
    lines = ["  - link_id: new", "    type: yes_no", "    text: Is it so?", "    short: So", "    why: To know.",
             "    audience: [patient]", "    shelf_life_days: 1"]
    left = [line for line in lines if not line.strip().startswith(field)]
    (form / "head.yaml").write_text("\n".join(["title: Head", "items:", *left]), "utf-8")
    assert f"head.yaml, line 3: '{field}' is missing here. Add it." in said(form)


def test_an_ordinary_answer_that_cannot_be_given_is_refused_with_the_nearest(form: Path) -> None:
    found = slip(form, "questionnaire.yaml", '  pregnant: "no"\n', '  pregnent: "no"\n')
    assert found[0].endswith("'pregnent' is not asked. Did you mean 'pregnant'?")
    found = slip(form, "questionnaire.yaml", '  pregnent: "no"\n', '  pregnant: "know"\n')
    assert found[0].endswith("'pregnant' has no option 'know'. Did you mean 'no'?")


def test_a_question_asked_twice_is_refused(form: Path) -> None:
    twice = slip(form, "heart.yaml", "link_id: heart_disease_kind", "link_id: heart_disease")
    assert twice[0].endswith("'heart_disease' is asked twice. Give one another link id.")


def test_an_audience_nobody_knows_is_refused_with_the_nearest(form: Path) -> None:
    found = slip(form, "heart.yaml", "  audience: [patient, clinician]\n  shelf", "  audience: [patients]\n  shelf")
    assert any(one.endswith("audience 'patients' is not known. Did you mean 'patient'?") for one in found)


def test_a_sign_off_of_a_question_is_void_once_the_question_has_changed(form: Path) -> None:
    item = FORM.item("blood_pressure_managed")
    signed = f"- {{id: {item.link_id}, reviewer: A. Clinician, date: 2026-11-22, fingerprint: {item.fingerprint}}}\n"
    (form / "signoffs.yaml").write_text(signed, "utf-8")
    assert load_questionnaire(form).signed() == 1
    assert said(form) == []
    loading._questionnaire.cache_clear()
    assert slip(form, "heart.yaml", MANAGED, "      Is your blood pressure in hand now?\n") == [
        "heart.yaml: F07: 'blood_pressure_managed' was signed and has changed since: the sign-off is void. Have it "
        "reviewed again."]
