"""The desk sends a summary to the record: of the right person, what the page may see, once, if somebody asks."""

import json
from base64 import b64decode
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from forms import Answer, RecordServerSettings, load_clinic
from forms.exchange import read_back
from screens.actions import record_server
from screens.actions.send_to_record import send_to_record
from screens.smart.client import permission, way_there
from screens.smart.grants import Linked
from screens.smart.waited import waited_for
from screens.visit.walk import SUMMARY
from tests.screens.test_record_server import BACK, code_for
from tests.support.fhir_checks import faults
from tests.support.record_server import CLIENT, RunningServer, running_record_server
from tests.support.sitting import Sitting

NAME, BORN = "Ángela Guzmán", date(1989, 6, 16)


@pytest.fixture(scope="module")
def running() -> Iterator[RunningServer]:
    with running_record_server() as server:
        yield server


@pytest.fixture
def server(running: RunningServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RunningServer:
    """The record server of this clinic, which takes documents."""
    running.behave()
    (tmp_path / "clinic.yaml").write_text(
        f"record_server: {{url: {running.base}, client_id: {CLIENT}, write_back: on}}")
    monkeypatch.setenv("SCREENING_CLINIC", str(tmp_path / "clinic.yaml"))
    monkeypatch.setattr(record_server, "is_on_this_computer", lambda: True)
    return running


def linked(server: RunningServer) -> Linked:
    """What a person permitted who chose the patient's chart just now."""
    settings = RecordServerSettings(url=server.base, client_id=CLIENT, write_back=True)
    away = waited_for(way_there(settings, BACK, None))
    return Linked(waited_for(permission(settings, away, code_for(away))), (NAME,), BORN)


def at_summary(server: RunningServer, name: str | None = NAME, born: date | None = BORN) -> Sitting:
    """The desk at the summary of a person of this name and birthday, after the chart was read."""
    desk = Sitting("desk")
    desk.choose("adult", "yes")
    desk.turn_to("head").choose("seizures", "yes")
    roles, response = desk.visit.questionnaire.roles, desk.visit.response
    for link_id, value in ((roles.name, name), (roles.birth_date, born)):
        if value is not None:
            response = response.with_answer(link_id, Answer(value))
    desk.visit.keep(response)
    desk.visit.handed_in.linked = linked(server)
    return desk.turn_to(SUMMARY)


def can_send(desk: Sitting) -> bool:
    return any(str(one.key) == "send-to-record" for one in desk.app.button)


def shown(desk: Sitting) -> str:
    return "\n".join(str(one.proto.body) for one in desk.app.get("html") if hasattr(one.proto, "body"))


def added(server: RunningServer) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = server.seen()["added"]
    return found


def test_the_summary_is_in_the_record_of_its_patient_and_opens_again(server: RunningServer) -> None:
    desk = at_summary(server)
    desk.press("send-to-record")
    (document,) = added(server)
    linked_to = desk.visit.handed_in.linked
    assert linked_to is not None
    assert document["subject"]["reference"] == f"Patient/{linked_to.grant.patient_id}"
    assert document["type"]["coding"][0]["code"] == "51855-5"
    assert faults(document) == []
    assert "urn:uuid" not in json.dumps(document)  # which would lead to a resource that is not there
    pdf = b64decode(document["content"][0]["attachment"]["data"])
    found = read_back(pdf, desk.visit.questionnaire, today=desk.visit.newest_day)
    assert found.response.answers["seizures"].value == "yes"
    assert "This summary is in the record, as number 1." in shown(desk)


def test_it_is_sent_once_and_again_only_after_an_answer_has_changed(server: RunningServer) -> None:
    desk = at_summary(server)
    desk.press("send-to-record")
    assert not can_send(desk)
    send_to_record(desk.visit)  # the second click of two
    assert len(added(server)) == 1
    desk.turn_to("head").choose("seizures", "no")
    desk.turn_to(SUMMARY)
    desk.press("send-to-record")
    assert len(added(server)) == 2


@pytest.mark.parametrize(("name", "born"), [
    ("Somebody Else", BORN), (NAME, date(1989, 6, 17)), (None, BORN), (NAME, None)])
def test_a_form_of_another_name_or_birthday_is_not_sent(
    server: RunningServer, name: str | None, born: date | None,
) -> None:
    desk = at_summary(server, name, born)
    assert not can_send(desk)
    assert "is not the one in the record" in shown(desk)
    send_to_record(desk.visit)
    assert added(server) == []


def test_what_a_patient_answered_alone_is_not_sent_while_the_page_does_not_show_it(server: RunningServer) -> None:
    desk = at_summary(server)
    desk.visit.hide_private()
    desk.turn_to(SUMMARY)
    assert "seizures" in desk.visit.hidden
    desk.press("send-to-record")
    (document,) = added(server)
    pdf = b64decode(document["content"][0]["attachment"]["data"])
    assert "seizures" not in read_back(pdf, desk.visit.questionnaire, today=desk.visit.newest_day).response.answers


@pytest.mark.parametrize(("status", "told"), [
    (400, "did not take it"), (403, "permission of the record server has ended"), (503, "did not say whether")])
def test_what_was_not_taken_is_told(server: RunningServer, status: int, told: str) -> None:
    desk = at_summary(server)
    server.behave(fails={"DocumentReference": status})
    desk.press("send-to-record")
    assert told in shown(desk)
    assert can_send(desk)
    assert added(server) == []


def test_after_the_permission_has_ended_nothing_is_asked(server: RunningServer) -> None:
    desk = at_summary(server)
    found = desk.visit.handed_in.linked
    assert found is not None
    found.grant.token["expires_at"] = 1  # type: ignore[index] # long ago
    server.behave()
    desk.press("send-to-record")
    assert "permission of the record server has ended" in shown(desk)
    assert server.seen()["asked"] == []


def test_without_a_chart_from_the_server_the_page_says_what_comes_first(server: RunningServer) -> None:
    desk = at_summary(server)
    desk.visit.handed_in.linked = None
    desk.turn_to(SUMMARY)
    assert "first read this patient’s chart from the record server" in shown(desk)
    assert not can_send(desk)


def test_where_the_clinic_only_reads_nothing_is_offered(
    server: RunningServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = at_summary(server)
    (tmp_path / "reads.yaml").write_text(f"record_server: {{url: {server.base}, client_id: {CLIENT}}}")
    monkeypatch.setenv("SCREENING_CLINIC", str(tmp_path / "reads.yaml"))
    assert load_clinic().record_server is not None
    desk.turn_to(SUMMARY)
    assert not can_send(desk)
    send_to_record(desk.visit)
    assert added(server) == []


def test_a_patient_is_offered_nothing(server: RunningServer, patient: Sitting) -> None:
    patient.turn_to(SUMMARY)
    assert not can_send(patient)
    assert "the record" not in shown(patient)
