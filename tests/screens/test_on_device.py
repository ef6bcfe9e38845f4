"""A copy of the answers on the patient's own device: who is offered one, and what the browser is handed."""

import json
from dataclasses import replace

import pytest

from forms import load_clinic
from screens.visit.state import OnDevice
from screens.visit.walk import LATER, OPEN
from tests.support.sitting import Sitting


def handed_over(sitting: Sitting) -> dict[str, object]:
    """What the page tells the browser about the copy."""
    (found,) = (json.loads(part.proto.json) for part in sitting.app.get("bidi_component")
                if part.proto.component_name == "keeping")
    return dict(found)


def test_no_copy_is_handed_over_unless_the_person_asks_for_it(patient: Sitting) -> None:
    assert handed_over(patient)["text"] is None
    patient.turn_to(LATER).press("keep-here")
    assert json.loads(str(handed_over(patient)["text"]))["answers"]["adult"]["value"] == "yes"
    patient.press("stop-keeping")
    assert (handed_over(patient)["text"], handed_over(patient)["erases"]) == (None, True)


def test_whoever_deletes_the_answers_deletes_the_copy(patient: Sitting) -> None:
    patient.turn_to(LATER).press("keep-here")
    patient.press("start-over")
    patient.press("delete")
    assert (handed_over(patient)["text"], handed_over(patient)["erases"]) == (None, True)


def test_the_desk_hands_no_copy_to_the_browser() -> None:
    desk = Sitting("desk")
    assert all(part.proto.component_name != "keeping" for part in desk.app.get("bidi_component"))


@pytest.mark.parametrize("setting", [{"keep_on_device": False}, {"idle_minutes": 5}])
def test_a_clinic_that_does_not_offer_it_and_a_shared_tablet_keep_none(
    monkeypatch: pytest.MonkeyPatch, setting: dict[str, object],
) -> None:
    clinic = replace(load_clinic(), **setting)  # type: ignore[arg-type] # each value fits its key
    monkeypatch.setattr("screens.visit.state.load_clinic", lambda: clinic)
    device = OnDevice(hands=1)
    device.go_on()
    assert not device.is_offered
    assert not device.keeps


def test_a_form_that_goes_on_with_the_copy_keeps_it_on(patient: Sitting) -> None:
    patient.visit.on_device.hands = 1
    patient.turn_to(OPEN)
    assert handed_over(patient)["hands"] == 1
    patient.visit.on_device.go_on()
    assert patient.visit.on_device.keeps
