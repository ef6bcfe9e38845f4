"""A visit has one language: the person chooses it on the first page, and every text, question and print follows."""

import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import streamlit
from pypdf import PdfReader

from forms import fitting
from rules.loading import translated_files
from screens.words import words_for
from tests.support.pseudo import LANGUAGE, copy_of_project, marked, write_translation
from tests.support.sitting import Sitting

VISIT = """
import json
from screens.pages.copies import summary_for
from tests.support.sitting import Sitting

someone = Sitting()

def switch():
    return [(button.key, button.label) for button in someone.app.button if str(button.key).startswith("language-")]

seen = {"before": someone.shown(), "offered": switch(), "first": someone.visit.language}
someone.press("language-eo")
seen |= {"after": someone.shown(), "chosen": someone.visit.language, "then_offered": switch()}
someone.go_on()
someone.choose("adult", "yes")
seen["section"] = someone.shown()
someone.press("language-en")
seen["in_english"] = someone.shown()
someone.choose("filled_by", "self")
someone.type("patient_name", "Rosa Álvarez")
someone.press("language-eo")
seen |= {"again": someone.shown(), "name": someone.value("patient_name")}
seen["asked_in"] = {name: someone.answer(name).asked_in for name in ("adult", "filled_by")}
someone.turn_to("mood")
someone.choose("suicidal_thoughts_now", "yes")
seen |= {"crisis": someone.shown(), "crisis_offers": switch()}
someone.press("language-en")
seen |= {"crisis_after": someone.shown(), "crisis_still_open": someone.visit.help.crisis is not None}
someone.press("leave-crisis")
pages = {}
for step in ("WELCOME", "OPEN", *(one.section_id for one in someone.visit.questionnaire.sections), "REVIEW", "SUMMARY"):
    someone.turn_to(step)
    pages[step] = bool(switch())
seen["pages"] = pages
someone.press("language-eo")
seen |= {"summary": someone.shown(), "value": someone.value("adult")}
desk = Sitting("desk")
seen["desk"] = [button.label for button in desk.app.button if str(button.key).startswith("language-")]
desk.press("language-eo")
desk.choose("adult", "yes")
desk.type("record_number", "A7")
seen["copies"] = {copy: summary_for(desk.visit, copy).language for copy in ("clinician", "desk", "patient")}
seen["asked_at_desk"] = desk.answer("adult").asked_in
desk.press("language-en")
seen["copies_in_english"] = {copy: summary_for(desk.visit, copy).language for copy in ("clinician", "patient")}
print(json.dumps(seen))
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project whose clinic offers English and a translation made by a machine."""
    copy = copy_of_project(tmp_path_factory.mktemp("project"))
    write_translation(translated_files(), copy)
    (copy / "clinic.yaml").write_text(f"languages: [en, {LANGUAGE}]\n", "utf-8")
    return copy


def run(project: Path, *command: str) -> bytes:
    """What a command in the copy prints."""
    done = subprocess.run([sys.executable, *command], cwd=project, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.fixture(scope="module")
def seen(project: Path) -> dict[str, Any]:
    """What a person sees who changes the language on the first page."""
    found: dict[str, Any] = json.loads(run(project, "-c", VISIT).splitlines()[-1])
    return found


def test_a_clinic_with_one_language_offers_no_choice() -> None:
    assert not [button for button in Sitting().app.button if "language" in str(button.key)]


def test_the_other_language_is_offered_in_its_own_name(seen: dict[str, Any]) -> None:
    assert (seen["first"], seen["offered"]) == ("en", [["language-eo", "Esperanto"]])
    assert (seen["chosen"], seen["then_offered"]) == (LANGUAGE, [["language-en", "English"]])
    assert seen["desk"] == ["Esperanto"]


def test_it_is_offered_on_every_page(seen: dict[str, Any]) -> None:
    assert set(seen["pages"].values()) == {True}
    assert seen["crisis_offers"] == [["language-en", "English"]]


def test_every_text_follows_the_choice_and_answers_stay(seen: dict[str, Any]) -> None:
    assert marked("Fill them in") not in seen["before"]
    assert marked("Questions before you talk about ketamine") in seen["after"]
    assert marked("Are you 18 or older?") in seen["section"]
    assert "Are you 18 or older?" in seen["in_english"]
    assert marked("Are you 18 or older?") not in seen["in_english"]
    assert marked("Are you 18 or older?") in seen["again"]
    assert seen["name"] == "Rosa Álvarez"
    assert marked("Your summary") in seen["summary"]
    assert f'lang="{LANGUAGE}"' in seen["summary"]
    assert seen["value"] == "yes"


def test_help_in_danger_stays_open_and_speaks_the_other_language(seen: dict[str, Any]) -> None:
    assert marked("You can get help right now") in seen["crisis"]
    assert seen["crisis_still_open"]
    assert "You can get help right now" in seen["crisis_after"]
    assert marked("You can get help right now") not in seen["crisis_after"]


def test_each_answer_keeps_the_language_in_which_it_was_asked(seen: dict[str, Any]) -> None:
    assert seen["asked_in"] == {"adult": LANGUAGE, "filled_by": "en"}


def test_a_translation_says_on_the_first_page_that_nobody_has_compared_it(seen: dict[str, Any]) -> None:
    assert "Nobody who works in health care has compared it" in seen["after"]
    assert "Nobody who works in health care has compared it" not in seen["before"]


def test_a_clinic_prints_its_own_copies_in_its_language_and_the_person_s_in_the_person_s(seen: dict[str, Any]) -> None:
    assert seen["copies"] == {"clinician": "en", "desk": "en", "patient": LANGUAGE}
    assert seen["asked_at_desk"] == LANGUAGE
    assert seen["copies_in_english"] == {"clinician": "en", "patient": LANGUAGE}  # most was asked in it


def test_what_streamlit_writes_by_itself_is_as_the_browser_looks_for_it() -> None:
    """A new version that words it otherwise would leave English on the pages."""
    scripts = "".join(path.read_text("utf-8") for path in (Path(streamlit.__file__).parent / "static").rglob("*.js"))
    for text in words_for("patient", "en").group("widgets").values():
        for part in re.split(r"\{\w+\}", text):
            assert part in scripts, text


@pytest.mark.parametrize(("asked", "found"), [
    ("es-MX", "es"), ("es", "es"), ("en-GB", "en"), ("pt-BR", "pt_BR"), ("pt-PT", "pt_BR"), ("fr", "en"), (None, "en"),
    ("", "en"), ("ES-419", "es"), ("x" * 1000, "en"),
])
def test_the_first_page_is_in_the_language_of_the_browser_where_the_clinic_offers_it(
    asked: str | None, found: str,
) -> None:
    assert fitting(asked, ("en", "es", "pt_BR")) == found


def printed(project: Path, *command: str) -> tuple[str, str]:
    """The language that a PDF names, and all its words in one line."""
    pdf = PdfReader(io.BytesIO(run(project, "-m", "templates", "--language", LANGUAGE, *command)))
    pages = [page.extract_text() for page in pdf.pages]
    return str(pdf.root_object["/Lang"]), " ".join(" ".join(pages).split())


def test_a_whole_summary_is_printed_in_the_language(project: Path) -> None:
    language, words = printed(project, "summary", "tests/sample_responses/everything_raised.json", "-o", "-")
    assert language == LANGUAGE
    heading, rule, strength = "Discussion summary", "Bad reaction to ketamine", "Contraindication on a label"
    for english in (heading, rule, strength):
        assert marked(english) in words


def test_the_form_on_paper_is_in_the_language(project: Path) -> None:
    language, words = printed(project, "blank")
    assert language == LANGUAGE
    assert marked("Have you ever had a seizure (fit)?") in words


def test_a_language_that_the_clinic_does_not_offer_is_refused(project: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "templates", "--language", "fr", "blank"], cwd=project,
                          capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr == "--language: the clinic does not offer 'fr'. Choose one of: en, eo.\n"
