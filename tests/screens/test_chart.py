"""The patient's chart at the desk: it suggests beside each question, and nothing is filled in that nobody took over."""

import json
from typing import Any

from screens.pages.copies import summary_for
from screens.pages.handed_in import read_in
from screens.visit.charted import waiting
from screens.visit.contents import bring_back, content_of
from screens.visit.walk import OPEN
from tests.support import ROOT
from tests.support.sitting import Sitting

CHARTS = ROOT / "tests" / "support" / "fhir" / "patients"
SNOMED = "http://snomed.info/sct"
PERSON = {"resourceType": "Patient", "id": "1", "name": [{"family": "Byron", "given": ["Ada"]}],
          "birthDate": "1990-03-01"}


def condition(code: str, name: str, status: str = "active", verified: str = "confirmed") -> dict[str, Any]:
    return {"resourceType": "Condition", "code": {"coding": [{"system": SNOMED, "code": code, "display": name}]},
            "clinicalStatus": {"coding": [{"code": status}]}, "verificationStatus": {"coding": [{"code": verified}]},
            "onsetDateTime": "2015-08-02"}


EPILEPSY = condition("84757009", "Epilepsy")
STROKE = condition("230690007", "Stroke", verified="provisional")
CHART = json.dumps([PERSON, EPILEPSY, STROKE]).encode()


def at_desk_with_chart(chart: bytes = CHART) -> Sitting:
    desk = Sitting("desk")
    desk.choose("adult", "yes")
    desk.press("open-earlier")
    read_in(desk.visit, chart)
    desk.app.run()
    return desk


def shown(sitting: Sitting) -> str:
    """The HTML of the page."""
    return "\n".join(str(one.proto.body) for one in sitting.app.get("html") if hasattr(one.proto, "body"))


def buttons(sitting: Sitting, begins: str) -> list[str]:
    return [str(one.key) for one in sitting.app.button if str(one.key).startswith(begins)]


def test_a_chart_is_shown_as_whose_it_is_before_anything_is_used() -> None:
    desk = at_desk_with_chart()
    assert desk.visit.position.step == OPEN
    assert waiting(desk.visit) == ()
    desk.press("use-chart")
    assert [(one.link_id, one.value) for one in waiting(desk.visit)] == [
        ("seizures", "yes"), ("chart_conditions", ("seizures",)), ("brain_bleed_or_stroke", None)]
    assert "seizures" not in desk.visit.response.answers


def test_a_suggestion_stands_beside_its_question_and_is_taken_over_by_its_button() -> None:
    desk = at_desk_with_chart()
    desk.press("use-chart")
    desk.turn_to("head")
    (take,) = buttons(desk, "take-0-seizures") or buttons(desk, f"take-{desk.visit.edition}-seizures")
    desk.press(take)
    answer = desk.visit.response.answers["seizures"]
    assert (answer.value, answer.origin) == ("yes", "chart")
    assert desk.app.radio(key=desk.key("seizures", "choice")).value == "yes"
    assert buttons(desk, f"take-{desk.visit.edition}-seizures") == []
    assert buttons(desk, f"take-{desk.visit.edition}-brain_bleed") == []


def test_a_page_is_taken_over_at_once_but_not_where_the_answer_is_another_one() -> None:
    desk = at_desk_with_chart(json.dumps([PERSON, EPILEPSY, condition("271719001", "Raised pressure")]).encode())
    desk.press("use-chart")
    desk.turn_to("head")
    desk.choose("seizures", "no")
    (take_all,) = buttons(desk, "take-all-")
    desk.press(take_all)
    assert desk.value("seizures") == "no"
    assert desk.value("raised_intracranial_pressure") == "yes"
    assert "seizures" in {one.link_id for one in waiting(desk.visit)}


def test_what_nobody_took_over_is_on_page_1_of_the_copies_for_staff_and_raises_no_point() -> None:
    desk = at_desk_with_chart()
    desk.press("use-chart")
    desk.turn_to("head")
    desk.choose("seizures", "no")
    summary = summary_for(desk.visit, "clinician")
    assert summary.in_chart == (
        "Seizures: Yes – Epilepsy (84757009), 2 Aug 2015. The answer here is: No.",
        "Named in the chart or referral letter: Seizures – Epilepsy (84757009), 2 Aug 2015.",
        "Stroke or bleeding in the brain: in doubt, Stroke (230690007), 2 Aug 2015.")
    assert "seizures" not in {point.topic for point in summary.points}
    assert summary_for(desk.visit, "desk").in_chart == ()  # the desk's copy has none of these questions
    assert summary_for(desk.visit, "patient").in_chart == ()


def test_the_chart_stays_with_the_form() -> None:
    desk = at_desk_with_chart()
    desk.press("use-chart")
    again = Sitting("desk")
    bring_back(again.visit, content_of(desk.visit))
    assert [(one.link_id, one.value) for one in waiting(again.visit)] == [
        (one.link_id, one.value) for one in waiting(desk.visit)]


def test_a_patient_cannot_use_a_chart(patient: Sitting) -> None:
    patient.turn_to(OPEN)
    read_in(patient.visit, CHART)
    assert patient.visit.handed_in.opened is None
    assert patient.visit.handed_in.refused[0].startswith("This file is a patient’s chart")


def test_another_name_than_the_forms_is_said_first() -> None:
    desk = Sitting("desk")
    desk.choose("adult", "yes")
    desk.app.text_input(key=desk.key("patient_name", "typed")).set_value("Grace Hopper").run()
    desk.press("open-earlier")
    read_in(desk.visit, CHART)
    desk.app.run()
    assert "The chart is of Ada Byron" in shown(desk)


def test_a_chart_of_somebody_who_has_died_suggests_nothing() -> None:
    desk = at_desk_with_chart((CHARTS / "syn19-26-deceased.json").read_bytes())
    assert buttons(desk, "take") == []
    assert "has died" in shown(desk)


def test_what_a_chart_calls_something_is_no_markdown_in_a_label() -> None:
    name = "![x](https://evil.example/p.png) **b** :material/home: `c` $d$"
    allergy = {"resourceType": "AllergyIntolerance", "code": {"text": name}, "clinicalStatus": {"text": "active"}}
    desk = at_desk_with_chart(json.dumps([PERSON, allergy]).encode())
    desk.press("use-chart")
    desk.turn_to("medicines")
    (label,) = [one.label for one in desk.app.button if "-allergies-" in str(one.key)]
    assert r"\!\[x\]\(https:" in label
    assert ":material" not in label
    for sign in "!*[]`$":
        assert label.count(sign) == label.count(f"\\{sign}") == name.count(sign)


def test_what_was_not_used_of_a_chart_is_told_with_why() -> None:
    newborn = EPILEPSY | {"subject": {"reference": "RelatedPerson/1"}}
    order = {"resourceType": "MedicationRequest", "status": "active", "intent": "order",
             "medicationReference": {"reference": "Medication/77"}}
    page = shown(at_desk_with_chart(json.dumps([PERSON, newborn, order]).encode()))
    assert "It says nothing on the questions of this form." in page
    assert "Some entries of the chart were not used (2)." in page
    assert "about somebody else, or it is not clear about whom: 1; " in page
    assert "medicines that are not named in this file: 1." in page
    assert "were not used" not in shown(at_desk_with_chart())
