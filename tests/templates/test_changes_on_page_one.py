"""A second visit: page 1 marks the points that are new or changed, and says what is gone and what differs."""

from dataclasses import replace
from typing import Any

from forms import Answer, Response, answers_in_force, load_questionnaire
from forms.exchange import read_response
from rules import load_rule_sets
from templates import Summary, render_pdf, summary_html
from templates.__main__ import main
from tests.support.summaries import FOLDER, TODAY, pages_of, summary_of_answers

FORM = load_questionnaire()
FIRST = read_response((FOLDER / "managed_blood_pressure.json").read_bytes(), FORM, today=TODAY)


def second_visit(**answers: Any) -> Summary:
    """The sample, with these answers of today instead of its own; None takes one away."""
    now = FIRST
    for link_id, value in answers.items():
        now = now.without(link_id) if value is None else now.with_answer(
            link_id, value if isinstance(value, Answer) else Answer(value, on=TODAY))
    return summary_of(now, FIRST)


def summary_of(now: Response, earlier: Response | None) -> Summary:
    in_force = answers_in_force(FORM, now)
    return summary_of_answers(in_force, load_rule_sets(), earlier=earlier)


def marks(summary: Summary) -> dict[str, str]:
    return {point.topic: point.mark for point in summary.points if point.mark}


def test_a_first_visit_marks_nothing_and_says_nothing_of_another() -> None:
    summary = summary_of(FIRST, None)
    assert (summary.page_1.since, marks(summary)) == (None, {})
    assert "Since last time" not in summary_html(summary)


def test_points_are_marked_as_new_and_changed_and_those_gone_are_named() -> None:
    summary = second_visit(knows_off_label="no", blood_pressure_managed="no", psychiatric_assessment="within_a_year")
    assert {"off_label": "new", "blood_pressure": "changed"}.items() <= marks(summary).items()
    assert summary.page_1.since is not None
    assert summary.page_1.since.gone == ("Psychiatric assessment",)
    assert summary.page_1.since.open_again == ()


def test_a_point_that_is_not_known_any_more_is_not_said_to_be_gone() -> None:
    since = second_visit(psychiatric_assessment=Answer(absent="unsure")).page_1.since
    assert since is not None
    assert (since.gone, since.open_again) == ((), ("Psychiatric assessment",))


def test_answers_stand_with_what_they_were_and_own_words_by_name_alone() -> None:
    since = second_visit(pregnant="no", hopes="To drive again.", plans_therapy=None).page_1.since
    assert since is not None
    assert since.heading == "Since last time, 16 Nov 2026"
    assert [(one.question, one.before.lines, one.now.lines) for one in since.answers] == [
        ("Pregnant", ("Does not apply to me",), ("No",))]
    assert since.not_now == ("Talk therapy planned alongside",)
    assert since.own_words == ("Hopes",)


def test_of_medicines_only_the_rows_that_differ_are_told() -> None:
    medicines = FIRST.answers["medicines"].value
    assert isinstance(medicines, tuple)
    since = second_visit(medicines=(replace(medicines[0], dose="20 mg"), medicines[1])).page_1.since  # type: ignore[type-var]
    assert since is not None
    assert [(one.before.lines, one.now.lines) for one in since.answers] == [
        (("Lisinopril, 10 mg, every morning",), ("Lisinopril, 20 mg, every morning",))]


def test_an_instrument_tells_its_totals_but_thoughts_of_death_are_told_themselves() -> None:
    since = second_visit(gad7_1="0", phq9_9="1").page_1.since
    assert since is not None
    assert since.totals == ("GAD-7 13 of 21 → 11 of 21", "PHQ-9 8 of 27 → 9 of 27")
    assert [one.question for one in since.answers] == ["Thoughts of death or of self-harm"]


def test_the_same_answers_again_differ_in_nothing() -> None:
    since = second_visit().page_1.since
    assert since is not None
    assert since.is_empty
    assert "No answer differs." in summary_html(second_visit())


def test_the_answers_of_another_person_are_warned_of() -> None:
    since = second_visit(patient_name="Somebody Else").page_1.since
    assert since is not None
    assert since.warning is not None
    assert since.warning in summary_html(second_visit(patient_name="Somebody Else"))


def test_page_1_carries_it_and_the_square_code(tmp_path: Any, capsys: Any) -> None:
    first = tmp_path / "first.pdf"
    first.write_bytes(render_pdf(summary_of(FIRST, None)))
    assert main(["summary", str(FOLDER / "crisis.json"), "--earlier", str(first), "-o", str(tmp_path / "second.pdf"),
                 "--as-of", str(TODAY)]) == 0
    page = pages_of((tmp_path / "second.pdf").read_bytes())[0]
    for words in ("Since last time, 16 Nov 2026", "check that both are of one person", "Ticked answers, no name"):
        assert words in page
    assert capsys.readouterr().err == ""
