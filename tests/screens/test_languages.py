"""A visit has one language: the person chooses it on the first page, and every text, question and print follows."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from rules.loading import translated_files
from tests.support.pseudo import LANGUAGE, copy_of_project, marked, write_translation
from tests.support.sitting import Sitting

VISIT = """
import json
from tests.support.sitting import Sitting

def language(someone):
    return someone.app.radio(key=f"{someone.visit.door.name}-language")

someone = Sitting()
seen = {"before": someone.shown(), "offered": language(someone).options, "first": someone.visit.language}
language(someone).set_value("eo").run()
seen |= {"after": someone.shown(), "chosen": someone.visit.language}
someone.go_on()
someone.choose("adult", "yes")
seen["section"] = someone.shown()
seen["still_offered"] = "patient-language" in someone.keys()
someone.turn_to("SUMMARY")
seen |= {"summary": someone.shown(), "value": someone.value("adult")}
seen["desk"] = "desk-language" in Sitting("desk").keys()
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
    assert not [key for key in sorted(Sitting().keys()) if "language" in key]


def test_the_choice_is_on_the_first_page_of_each_door_in_the_languages_own_names(seen: dict[str, Any]) -> None:
    assert (seen["first"], seen["offered"]) == ("en", ["English", "Esperanto"])
    assert seen["desk"]
    assert not seen["still_offered"]


def test_every_text_follows_the_choice_and_answers_stay(seen: dict[str, Any]) -> None:
    assert marked("Start") not in seen["before"]
    assert seen["chosen"] == LANGUAGE
    assert marked("Questions before you talk about ketamine") in seen["after"]
    assert marked("Are you 18 or older?") in seen["section"]
    assert marked("Your summary") in seen["summary"]
    assert marked("Schizophrenia") in seen["summary"]
    assert f'lang="{LANGUAGE}"' in seen["summary"]
    assert seen["value"] == "yes"


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
