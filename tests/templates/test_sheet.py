"""The sheet: ordinary patients fit its two sides on either paper, it survives a hole punch, and nobody needs a lens."""

import io
import json
from collections import Counter
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from rules import STRENGTHS, load_rule_sets
from templates import PAPERS, Paper, Summary
from tests.support.pdf_tree import Tree
from tests.support.summaries import FOLDER, SAMPLES, TODAY, drawn, pages_of, sample_answers, summary_of

ORDINARY = sorted(path.stem for path in (FOLDER / "ordinary").glob("*.json"))
OVERFULL = "everything_raised"  # every point there is, and forty medicines: nobody's answers
ONE_SHEET = [*(name for name in SAMPLES if name != OVERFULL), *ORDINARY]
BODY = ("blood_vessels", "ketamine_reaction", "intracranial_pressure", "heart_disease", "blood_pressure", "pregnancy",
        "breathing", "seizures", "body")
HEAVIEST = STRENGTHS[:STRENGTHS.index("discuss_risk")]
MM = 72 / 25.4
BINDING = 20 * MM
OTHER: dict[Paper, float] = {"a4": 15 * MM, "letter": 13 * MM}

every_sheet = pytest.mark.parametrize(("name", "paper"), [(name, paper) for name in ONE_SHEET for paper in PAPERS])


def answers_of(name: str) -> dict[str, Any]:
    if name in SAMPLES:
        return sample_answers(name)
    answers: dict[str, Any] = json.loads(Path(FOLDER, "ordinary", f"{name}.json").read_text("utf-8"))["answers"]
    return answers


@cache
def summary(name: str) -> Summary:
    return summary_of(answers_of(name), rule_sets=load_rule_sets())


@cache
def sheet(name: str, paper: Paper) -> bytes:
    return drawn(summary(name), paper)


def test_there_are_ten_ordinary_patients_beside_the_samples() -> None:
    assert len(ORDINARY) == 10


@every_sheet
def test_an_ordinary_patient_fits_one_sheet(name: str, paper: Paper) -> None:
    assert len(pages_of(sheet(name, paper))) <= 2


@pytest.mark.parametrize("paper", PAPERS)
def test_the_fullest_still_fits_one_sheet_when_it_is_printed_ten_days_later(paper: Paper) -> None:
    """By then answers that hold for a few days are marked, which takes room."""
    later = summary_of(answers_of("man_of_67_with_fourteen_medicines"), rule_sets=load_rule_sets(),
                       as_of=TODAY + timedelta(days=10))
    assert len(pages_of(drawn(later, paper))) <= 2


@every_sheet
def test_every_strong_point_of_an_ordinary_patient_stands_on_page_1(name: str, paper: Paper) -> None:
    page_1 = pages_of(sheet(name, paper))[0]
    assert all(f"{one.number} {one.title}" in page_1 for one in summary(name).points if one.is_strong)


@pytest.mark.parametrize("paper", PAPERS)
def test_even_where_everything_is_raised_the_contraindications_of_the_body_stand_on_page_1(paper: Paper) -> None:
    """After three boxes on what cannot wait."""
    page_1 = pages_of(sheet(OVERFULL, paper))[0]
    heaviest = [one for one in summary(OVERFULL).points if one.topic in BODY and STRENGTHS[one.weight] in HEAVIEST]
    there = [one for one in heaviest if f"{one.number} {one.title}" in page_1]
    assert len(heaviest) >= 7
    assert there == heaviest


@pytest.mark.parametrize("paper", PAPERS)
def test_even_where_everything_is_raised_there_are_no_more_than_five_pages(paper: Paper) -> None:
    assert len(pages_of(sheet(OVERFULL, paper))) <= 5


def test_the_heart_of_a_man_with_fourteen_medicines_leads_and_his_hope_for_a_cure_comes_after_his_body() -> None:
    topics = [one.topic for one in summary("man_of_67_with_fourteen_medicines").points]
    assert topics[0] == "heart_disease"
    assert max(map(topics.index, ("heart_disease", "blood_pressure", "breathing", "getting_home"))) < topics.index(
        "expectations")


def test_even_where_everything_is_raised_the_aneurysm_is_the_first_point_after_safety() -> None:
    found = summary(OVERFULL)
    first = found.points[len(found.page_1.safety)]
    assert (first.topic, first.number) == ("blood_vessels", 2)
    assert "188" in pages_of(sheet(OVERFULL, "letter"))[0]


@every_sheet
def test_a_hole_punched_at_the_bound_edge_hits_nothing_on_either_side(name: str, paper: Paper) -> None:
    pdf = pypdfium2.PdfDocument(sheet(name, paper))
    widths = [page.get_size()[0] for page in pdf]
    for run in Tree(sheet(name, paper)).runs:
        is_front = run.page % 2 == 0
        left, right = run.box[0], widths[run.page] - run.box[2]
        assert (left if is_front else right) >= BINDING - 1, run
        assert (right if is_front else left) >= OTHER[paper] - 1, run


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", [*ONE_SHEET, OVERFULL])
def test_no_letter_is_smaller_than_8_points_and_points_are_in_9_and_a_half(name: str, paper: Paper) -> None:
    letters = letter_sizes(sheet(name, paper))
    assert min(size for _, size in letters) >= 8
    assert letters[0, 9.5] > 0


def letter_sizes(pdf: bytes) -> Counter[tuple[int, float]]:
    """How many letters there are on a page, from 0, in a size in points, as the page draws them."""
    found: Counter[tuple[int, float]] = Counter()
    number = 0

    def note(text: str, page: Any, line: Any, _font: Any, size: float) -> None:
        if text.strip():
            found[number, round(size * abs(line[3]) * abs(page[3]), 1)] += len(text.strip())

    for number, page in enumerate(PdfReader(io.BytesIO(pdf)).pages):  # noqa: B007 # `note` reads it
        page.extract_text(visitor_text=note)
    return found


@every_sheet
def test_no_last_page_holds_a_few_lines_alone(name: str, paper: Paper) -> None:
    pages = pages_of(sheet(name, paper))
    assert len(pages) == 1 or len(pages[-1]) > 1200


@pytest.mark.parametrize("answered", [7, 13, 24])
@pytest.mark.parametrize("paper", PAPERS)
def test_the_documents_stand_together_also_where_little_was_answered(answered: int, paper: Paper) -> None:
    """A patient's copy then has a long list of what is open, and a third page."""
    for name in ("student_social_anxiety", "truck_driver_with_high_reading", "mother_of_a_baby"):
        answers = dict(list(answers_of(name).items())[:answered])
        pages = pages_of(drawn(summary_of(answers, rule_sets=load_rule_sets(), copy="patient"), paper))
        assert "The documents, how far to trust them, versions and review" in pages[-1]
