"""A patient's own health record: opened only where the clinic allows it, never used without their wish, never lost."""

import json
from dataclasses import replace
from datetime import date
from secrets import token_hex
from typing import Any

import pytest

from forms import kept_from_desk
from forms.exchange import read_back
from forms.exchange.fhir import Entry, Suggestion, suggestions_as_json
from records import SentForms
from screens.pages.copies import summary_for
from screens.pages.handed_in import read_in
from screens.visit.charted import waiting
from screens.visit.contents import bring_back, content_of
from screens.visit.drafts import store_here
from screens.visit.sending import is_sent
from screens.visit.to_file import answers_to_save
from screens.visit.walk import LATER, OPEN, REVIEW, SUMMARY
from templates import plain_text, summary_html
from tests.screens.test_chart import CHART, CHARTS, EPILEPSY, PERSON, buttons, condition, shown
from tests.screens.test_sending import at_summary, checked, say_who
from tests.support.sitting import Sitting

SAYS = "Your record says: Yes – Epilepsy, 2 Aug 2015"
PREGNANT = condition("77386006", "Pregnancy")
PSYCHOSIS = condition("69322001", "Psychotic disorder")
PENICILLIN = {"resourceType": "AllergyIntolerance", "code": {"text": "Penicillin"},
              "clinicalStatus": {"text": "active"}}
PRESSURE = condition("48194001", "Pregnancy-induced hypertension")  # no private question, in words that tell of another


@pytest.fixture
def allowed(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clinic that lets patients open their record and send their answers."""
    file = tmp_path / f"{token_hex(4)}.yaml"  # a file is read once
    file.write_text("patient_chart: on\nsending: {to_desk: on, erase_days: 10}\n", "utf-8")
    monkeypatch.setenv("SCREENING_CLINIC", str(file))


def chart_of(*entries: dict[str, Any]) -> bytes:
    return json.dumps([PERSON, *entries]).encode()


def opening(sitting: Sitting, content: bytes = CHART) -> Sitting:
    """Somebody who has opened a file, and sees what was found."""
    sitting.turn_to(OPEN)
    read_in(sitting.visit, content)
    sitting.app.run()
    return sitting


def using(sitting: Sitting, content: bytes = CHART) -> Sitting:
    opening(sitting, content).press("use-chart")
    return sitting


def told(sitting: Sitting) -> list[tuple[str, object]]:
    return [(one.link_id, one.value) for one in waiting(sitting.visit)]


def test_without_the_setting_a_patient_is_told_nothing_of_records_and_none_is_read(patient: Sitting) -> None:
    assert "health record" not in shown(patient.turn_to(OPEN))
    opening(patient)
    assert patient.visit.handed_in.refused[0].startswith("This file is a patient’s chart")
    assert patient.visit.handed_in.opened is None


@pytest.mark.usefixtures("allowed")
def test_with_it_the_page_says_what_can_be_opened_and_who_sees_it(patient: Sitting) -> None:
    page = shown(patient.turn_to(OPEN))
    assert "Your health record, as a FHIR file" in page
    assert "Your record may name private things." in page
    assert "Open my earlier answers or my health record" in [button.label for button in Sitting().app.button]


@pytest.mark.usefixtures("allowed")
def test_a_patient_who_has_the_desk_s_device_sees_no_chart(patient: Sitting) -> None:
    using(patient)
    patient.visit.door = replace(patient.visit.door, is_alone=True)
    patient.turn_to("head")
    assert buttons(patient, "take") == []


@pytest.mark.usefixtures("allowed")
def test_it_is_shown_whose_it_is_and_nothing_is_filled_in(patient: Sitting) -> None:
    opening(patient)
    assert "This record is about: Ada Byron, 1 Mar 1990." in shown(patient)
    assert "Things that it says about our questions: 2." in shown(patient)
    assert waiting(patient.visit) == ()
    before = patient.visit.response
    patient.press("use-chart")
    assert patient.visit.response == before
    assert told(patient) == [("seizures", "yes"), ("brain_bleed_or_stroke", None)]  # no copy of them for staff


@pytest.mark.usefixtures("allowed")
def test_beside_a_question_it_says_so_without_a_code_and_is_taken_by_its_button(patient: Sitting) -> None:
    using(patient).turn_to("head")
    patient.visit.position.move(next(page.step for page in patient.visit.way.pages if any(
        item.link_id == "seizures" for item in page.items)))
    patient.app.run()
    assert SAYS in shown(patient)
    assert "84757009" not in shown(patient)
    (take,) = [key for key in buttons(patient, "take-") if "-seizures-" in key]
    patient.press(take)
    answer = patient.visit.response.answers["seizures"]
    assert (answer.value, answer.origin) == ("yes", "chart")
    assert told(patient) == [("brain_bleed_or_stroke", None)]


@pytest.mark.usefixtures("allowed")
def test_one_button_takes_a_page_but_not_what_the_person_said_otherwise(patient: Sitting) -> None:
    using(patient, chart_of(EPILEPSY, condition("271719001", "Raised pressure"))).turn_to("head")
    patient.choose("seizures", "no")
    patient.turn_to("head")
    (take_all,) = buttons(patient, "take-all-")
    patient.press(take_all)
    assert patient.value("seizures") == "no"
    assert patient.value("raised_intracranial_pressure") == "yes"
    patient.key("seizures", "choice")  # turns to its page
    patient.app.run()
    assert "Your answer is different. That is all right: both are shown to your clinician." in shown(patient)


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize(("name", "birth_date", "types"), [
    ("Grace Hopper", None, "Ada Byron"), ("ada byron", date(1980, 3, 31), "1 Mar 1990")])
def test_a_record_that_may_be_of_somebody_else_is_used_after_its_name_or_birthday_was_typed(
    patient: Sitting, name: str, birth_date: date | None, types: str,
) -> None:
    patient.turn_to("start")
    if birth_date is None:
        patient.type("patient_name", name)
    else:
        say_who(patient, name)
    opening(patient)
    assert "Is this about you?" in shown(patient)
    assert f"Is it about you? Then type this here: {types}" in shown(patient)
    patient.press("use-chart")
    assert waiting(patient.visit) == ()
    assert "First type this in the field above" in shown(patient)
    [field] = [one for one in patient.app.text_input if "-whose-" in str(one.key)]
    field.set_value(types).run()
    patient.press("use-chart")
    assert waiting(patient.visit) != ()


@pytest.mark.usefixtures("allowed")
def test_a_name_that_is_typed_later_and_is_another_one_is_asked_about_before_the_summary(patient: Sitting) -> None:
    using(patient).turn_to(REVIEW)
    assert "Is this about you?" not in shown(patient)
    patient.turn_to("start")
    patient.type("patient_name", "Grace Hopper")
    page = shown(patient.turn_to(REVIEW))
    assert "The record that you opened is about: Ada Byron, 1 Mar 1990. This form is about: Grace Hopper." in page
    patient.press("leave-record-out")
    assert waiting(patient.visit) == ()
    assert "Is this about you?" not in shown(patient)


@pytest.mark.usefixtures("allowed")
def test_a_record_of_somebody_who_has_died_is_not_used(patient: Sitting) -> None:
    opening(patient, (CHARTS / "syn19-26-deceased.json").read_bytes())
    assert buttons(patient, "use-chart") == []
    assert "This record says that the person has died" in shown(patient)


@pytest.mark.usefixtures("allowed")
def test_what_was_not_used_of_it_is_told_with_why(patient: Sitting) -> None:
    newborn = EPILEPSY | {"subject": {"reference": "RelatedPerson/1"}}
    page = shown(opening(patient, chart_of(newborn)))
    assert "It says nothing about our questions." in page
    assert "it is not clear that they are about you: 1." in page


@pytest.mark.usefixtures("allowed")
def test_what_only_staff_are_asked_is_counted_apart_and_is_on_the_summary(patient: Sitting) -> None:
    mania = condition("13746004", "Bipolar disorder", status="remission")
    opening(patient, chart_of(mania))
    assert "It also says things that only the staff are asked about: 1." in shown(patient)
    patient.press("use-chart")
    assert summary_for(patient.visit, "patient").in_record == (
        "Named in the chart or referral letter: Mania or bipolar disorder – Bipolar disorder, 2 Aug 2015.",)


@pytest.mark.usefixtures("allowed")
def test_taking_over_an_answer_that_means_danger_is_for_its_own_button_and_opens_the_help_page(
    patient: Sitting,
) -> None:
    thoughts = Suggestion("suicidal_thoughts_now", "yes", "now", (Entry("now", "", "Suicidal thoughts", "", None, ""),),
                          by_person=True)
    patient.visit.handed_in.suggest([thoughts], by_person=True)
    patient.turn_to(patient.visit.questionnaire.item("suicidal_thoughts_now").section)
    patient.key("suicidal_thoughts_now", "choice")
    patient.app.run()
    assert buttons(patient, "take-all-") == []
    assert patient.visit.help.crisis is None
    (take,) = buttons(patient, "take-")
    patient.press(take)
    assert patient.visit.help.crisis is not None
    assert "You can get help right now" in shown(patient)


@pytest.mark.usefixtures("allowed")
def test_what_they_do_not_use_is_said_on_the_review_page_and_is_on_their_summary(patient: Sitting) -> None:
    using(patient, chart_of(EPILEPSY, PRESSURE)).turn_to("head")
    patient.choose("seizures", "no")
    assert "Your record says things that are not in your answers: 2." in shown(patient.turn_to(REVIEW))
    summary = summary_for(patient.visit, "patient")
    assert summary.in_record == (
        "High blood pressure, ever: Yes – Pregnancy-induced hypertension, 2 Aug 2015.",
        "Seizures: Yes – Epilepsy, 2 Aug 2015. The answer here is: No.")
    assert summary.in_chart == ()
    assert "seizures" not in {point.topic for point in summary.points}
    assert "Epilepsy, 2 Aug 2015" in plain_text(summary)
    patient.press("leave-record-out")
    assert summary_for(patient.visit, "patient").in_record == ()


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("entries", [(EPILEPSY,), (PSYCHOSIS, PREGNANT), (PENICILLIN,), (PRESSURE, EPILEPSY)])
def test_a_page_1_that_names_nothing_private_is_the_same_with_and_without_the_record(
    patient: Sitting, entries: tuple[dict[str, Any], ...],
) -> None:
    patient.visit.printing.names_private = False
    without = summary_for(patient.visit, "patient")
    using(patient, chart_of(*entries))
    with_it = summary_for(patient.visit, "patient")
    assert with_it.in_record != ()
    assert page_1(summary_html(with_it)) == page_1(summary_html(without))
    name = str(entries[0]["code"].get("text") or entries[0]["code"]["coding"][0]["display"])
    assert name in summary_html(with_it)
    assert name not in page_1(summary_html(with_it))


def page_1(html: str) -> str:
    first, _inside = html.split('<div class="inside">')
    return first


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("answer", ["yes", "no", None])
def test_such_a_page_1_is_the_same_whatever_is_answered_beside_the_record(patient: Sitting, answer: str | None) -> None:
    using(patient, chart_of(PSYCHOSIS))
    patient.visit.printing.names_private = False
    before = page_1(summary_html(summary_for(patient.visit, "patient")))
    if answer is not None:
        patient.turn_to(patient.visit.questionnaire.item("psychosis").section)
        patient.choose("psychosis", answer)
    assert page_1(summary_html(summary_for(patient.visit, "patient"))) == before


@pytest.mark.usefixtures("allowed")
def test_the_file_and_the_pdf_of_the_patient_bring_it_back(patient: Sitting) -> None:
    using(patient)
    for content in (answers_to_save(patient.visit), summary_for(patient.visit, "patient").answers_json):
        again = Sitting()
        again.turn_to(OPEN)
        read_in(again.visit, content.encode())
        again.app.run()
        assert "With these answers came things that your health record says: 2." in shown(again)
        again.press("same_visit")
        assert waiting(again.visit) == waiting(patient.visit)


@pytest.mark.usefixtures("allowed")
def test_it_is_said_where_the_answers_are_saved_for_later_and_counts_as_something_to_lose() -> None:
    somebody = using(Sitting())
    assert somebody.visit.response.answers == {}
    assert somebody.visit.would_be_lost
    assert "is in the file too" in shown(somebody.turn_to(LATER))


@pytest.mark.usefixtures("allowed")
def test_a_new_visit_begins_without_it(patient: Sitting) -> None:
    using(patient)
    again = Sitting()
    again.turn_to(OPEN)
    read_in(again.visit, answers_to_save(patient.visit).encode())
    again.app.run()
    again.press("new_visit")
    assert waiting(again.visit) == ()


def test_a_file_cannot_say_that_it_is_the_clinic_s_chart_and_what_no_question_takes_is_left_out() -> None:
    questionnaire = Sitting("desk").visit.questionnaire
    entries = [{"link_id": "seizures", "value": "yes", "state": "now", "by": "clinic",
                "entries": [{"name": "Epilepsy", "code": "", "on": None}]},
               {"link_id": "seizures", "value": "purple", "state": "now", "entries": []}, "x", 3]
    file = {"questionnaire": questionnaire.questionnaire_id, "answers": {"adult": "yes"}, "in_record": entries}
    found = read_back(json.dumps(file).encode(), questionnaire, today=date(2026, 11, 28))
    assert [(one["link_id"], one["value"], one["by"]) for one in found.in_record] == [("seizures", "yes", "person")]


@pytest.mark.usefixtures("allowed", "empty_records")
def test_it_is_sent_with_the_answers_and_the_desk_is_told_whose_word_it_is() -> None:
    mania = condition("13746004", "Bipolar disorder", status="remission")  # of a question that staff answer
    patient = using(at_summary(adult="yes"), chart_of(EPILEPSY, PSYCHOSIS, PRESSURE, mania)).turn_to(SUMMARY)
    patient.press("ask-to-send")
    assert "What your health record says goes with your answers." in shown(patient)
    say_who(patient, "Ada Byron")
    patient.press("send")
    assert is_sent(patient.visit)
    desk = checked()
    desk.press("take-in")
    assert {one.link_id for one in waiting(desk.visit)} == {"high_blood_pressure"}
    assert {one.link_id for one in waiting(desk.visit)}.isdisjoint(kept_from_desk(desk.visit.questionnaire))
    desk.visit.show_hidden()
    assert len(waiting(desk.visit)) == 4
    desk.visit.alone.is_shown = False
    desk.turn_to("heart")
    assert "as the patient handed it in: Yes" in shown(desk)
    assert "Pregnancy-induced" not in shown(desk)  # the desk is not to see it
    assert buttons(desk, "take-all-") == []
    (take,) = [key for key in buttons(desk, "take-") if "-high_blood_pressure-" in key]
    desk.press(take)
    assert desk.value("high_blood_pressure") == "yes"
    assert desk.answer("high_blood_pressure").origin != "chart"


@pytest.mark.usefixtures("allowed", "empty_records")
def test_at_the_desk_it_stays_with_the_form_and_the_clinician_sees_all_of_it() -> None:
    patient = using(at_summary(adult="yes"), chart_of(EPILEPSY, PSYCHOSIS)).turn_to(SUMMARY)
    patient.press("ask-to-send")
    say_who(patient, "Ada Byron")
    patient.press("send")
    assert len(SentForms(store_here()).waiting()) == 1
    desk = checked()
    desk.press("take-in")
    again = Sitting("desk")
    bring_back(again.visit, content_of(desk.visit))
    assert again.visit.handed_in.suggested == desk.visit.handed_in.suggested != ()
    again.visit.show_hidden()
    assert summary_for(again.visit, "clinician").in_record == (
        "Psychosis, ever: Yes – Psychotic disorder (69322001), 2 Aug 2015.",
        "Seizures: Yes – Epilepsy (84757009), 2 Aug 2015.")
    assert summary_for(again.visit, "desk").in_record == ()
    assert "in_record" not in json.loads(summary_for(again.visit, "desk").answers_json)


@pytest.mark.usefixtures("allowed")
def test_answers_that_were_sent_are_not_sent_any_more_once_the_record_is_opened_after_that() -> None:
    patient = at_summary(adult="yes")
    patient.visit.sending.of = patient.visit.answers.as_response()
    assert is_sent(patient.visit)
    using(patient)
    assert not is_sent(patient.visit)


def test_the_clinic_s_chart_and_the_patient_s_record_stand_beside_each_other_at_the_desk() -> None:
    desk = Sitting("desk")
    desk.choose("adult", "yes")
    using(desk)
    of_clinic = waiting(desk.visit)
    record = suggestions_as_json(replace(one, by_person=True) for one in of_clinic)
    questionnaire_id = desk.visit.questionnaire.questionnaire_id
    file = {"questionnaire": questionnaire_id, "answers": {"adult": "yes"}, "in_record": record}
    opening(desk, json.dumps(file).encode()).press("same_visit")
    assert [one.by_person for one in waiting(desk.visit)] == [False] * len(of_clinic) + [True] * len(of_clinic)
    summary = summary_for(desk.visit, "clinician")
    assert summary.in_chart == summary.in_record
