"""A chart from the clinic's record server: what is asked, what is refused, and what must not look like none.

The server is a real one, in a process of its own.
"""

import json
import logging
import socket
from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest

from forms import RecordServerSettings, load_questionnaire
from forms.exchange.fhir import CHARTED, read_chart, resources_in
from screens.smart import client
from screens.smart.chart import MOST_PAGES, ReadChart, is_below, read_chart_of
from screens.smart.client import one_of_each, permission, way_there
from screens.smart.grants import Away, Grant
from screens.smart.problems import RecordServerError
from screens.smart.scopes import asked_scopes, may_create, may_search
from screens.smart.waited import waited_for
from tests.support import PATIENCE
from tests.support.app import free_port
from tests.support.record_server import CHARTS, CLIENT, RunningServer, running_record_server

BACK = "http://127.0.0.1:8501/smart/callback"
TODAY = date(2026, 11, 28)
SEIZURE = "syn19-19-seizure"
FORM = load_questionnaire()


@pytest.fixture(scope="module")
def running() -> Iterator[RunningServer]:
    with running_record_server() as server:
        yield server


@pytest.fixture
def server(running: RunningServer) -> RunningServer:
    """The record server, with its usual behaviour."""
    running.behave()
    return running


def settings(server: RunningServer, *, write_back: bool = False) -> RecordServerSettings:
    return RecordServerSettings(url=server.base, client_id=CLIENT, write_back=write_back)


def away_to(server: RunningServer, launch: str | None = None) -> Away:
    return waited_for(way_there(settings(server), BACK, launch))


def code_for(away: Away, chart: str = SEIZURE) -> str:
    """The code that the server gives the browser of somebody who chooses this chart."""
    with urlopen(away.url, timeout=PATIENCE) as page:  # noqa: S310 # our own server
        shown: str = page.read().decode()
    links = shown.split('href="')[1:]
    link = next(link for link in links if f">{chart}<" in link)
    return parse_qs(urlsplit(link.partition('"')[0].replace("&amp;", "&")).query)["code"][0]


def granted(server: RunningServer, chart: str = SEIZURE) -> Grant:
    away = away_to(server)
    return waited_for(permission(settings(server), away, code_for(away, chart)))


def read(server: RunningServer, chart: str = SEIZURE) -> ReadChart:
    return waited_for(read_chart_of(settings(server), granted(server, chart), FORM))


def why_not(server: RunningServer, chart: str = SEIZURE) -> str:
    with pytest.raises(RecordServerError) as error:
        read(server, chart)
    return str(error.value.why)


def kinds_in(chart: ReadChart) -> list[str]:
    return [entry["resource"]["resourceType"] for entry in json.loads(chart.bundle)["entry"]]


@pytest.mark.parametrize("chart", sorted(path.stem for path in CHARTS.glob("*.json")))
def test_a_chart_from_the_server_says_what_the_same_chart_says_as_a_file(server: RunningServer, chart: str) -> None:
    server.behave(patients=[chart])
    found = read(server, chart)
    assert found.unread == ()
    from_file = read_chart(resources_in((CHARTS / f"{chart}.json").read_bytes()), FORM, today=TODAY)
    assert read_chart(resources_in(found.bundle), FORM, today=TODAY) == from_file


def test_only_what_the_form_asks_about_is_asked_of_the_server_and_nothing_is_named_in_a_search_but_the_patient(
    server: RunningServer,
) -> None:
    read(server)
    assert set(server.seen()["asked"]) == {"about", "authorize", "token", "Patient", *CHARTED}


def test_a_server_of_version_1_is_asked_in_its_own_words(server: RunningServer) -> None:
    server.behave(has_version_2=False)
    assert "patient/Condition.read" in away_to(server).scopes
    assert read(server).unread == ()
    server.behave()
    assert "patient/Condition.rs" in away_to(server).scopes


def test_the_app_asks_to_write_only_where_the_clinic_wants_it() -> None:
    assert asked_scopes(["permission-v2"], is_launched=True, writes=True)[-1] == "patient/DocumentReference.c"
    assert asked_scopes([], is_launched=True, writes=True)[-1] == "patient/DocumentReference.write"
    for capabilities in ([], ["permission-v2"]):
        assert "DocumentReference" not in " ".join(asked_scopes(capabilities, is_launched=False, writes=False))


def test_a_server_without_pkce_is_refused_before_anybody_is_sent_there(server: RunningServer) -> None:
    server.behave(has_pkce=False)
    with pytest.raises(RecordServerError) as error:
        away_to(server)
    assert error.value.why == "not_safe"
    assert server.seen()["asked"] == ["about"]


def test_a_server_that_is_not_there_is_said_to_be_out_of_reach() -> None:
    nowhere = RunningServer(f"http://127.0.0.1:{free_port()}")
    with pytest.raises(RecordServerError) as error:
        away_to(nowhere)
    assert error.value.why == "unreachable"


@pytest.mark.parametrize(("status", "why"), [(500, "unreachable"), (302, "wrong_answer"), (400, "wrong_answer")])
def test_a_token_endpoint_that_is_out_of_order_gives_no_chart(server: RunningServer, status: int, why: str) -> None:
    server.behave(token_status=status)
    assert why_not(server) == why


def test_a_code_is_good_for_one_token_and_only_with_its_verifier(server: RunningServer) -> None:
    away, other = away_to(server), away_to(server)
    code = code_for(away)
    for used_with in (other, away):
        with pytest.raises(RecordServerError) as error:
            waited_for(permission(settings(server), used_with, code))
        assert error.value.why == "expired"
    assert away.verifier not in away.url
    assert away.verifier not in repr(away)


@pytest.mark.parametrize("status", [404, 400, 403, 500])
@pytest.mark.parametrize("kind", CHARTED)
def test_a_search_that_fails_is_told_and_the_others_are_read(server: RunningServer, kind: str, status: int) -> None:
    server.behave(patients=["uscore-01-amy-shaw"], fails={kind: status})
    found = read(server, "uscore-01-amy-shaw")
    assert found.unread == (kind,)
    assert kind not in kinds_in(found)
    assert "Patient" in kinds_in(found)


@pytest.mark.parametrize(("status", "why"), [(404, "wrong_answer"), (403, "expired"), (503, "unreachable")])
def test_without_the_patient_nothing_is_read(server: RunningServer, status: int, why: str) -> None:
    server.behave(fails={"Patient": status})
    assert why_not(server) == why
    assert server.seen()["asked"][-1] == "Patient"


def test_a_server_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes the connection, and says nothing
        with pytest.raises(RecordServerError) as error:
            away_to(RunningServer(f"http://127.0.0.1:{silent.getsockname()[1]}"))
        assert error.value.why == "unreachable"


def test_a_permission_for_a_part_of_the_chart_is_told(server: RunningServer) -> None:
    server.behave(narrows="launch/patient patient/Patient.r patient/Condition.rs "
                          "patient/Observation.rs?category=vital-signs patient/AllergyIntolerance.r")
    assert read(server).unread == (
        "MedicationRequest", "MedicationStatement", "Observation", "AllergyIntolerance")
    assert "AllergyIntolerance" not in server.seen()["asked"]


@pytest.mark.parametrize("link", ["https://evil.example/fhir/Condition?at=3", "{url}/other/Condition?at=3",
                                  "{url}/fhir/../other?at=3", "{url}/fhir/%2e%2e/other", "//evil.example/fhir/x",
                                  "?at=3"])
def test_a_next_page_elsewhere_is_not_asked_for_and_told(server: RunningServer, link: str) -> None:
    server.behave(next_link=link.format(url=server.url))
    assert "Condition" in read(server).unread
    asked = server.seen()["asked"]
    assert asked.count("Condition") == 1


@pytest.mark.parametrize(("link", "asked"), [("HERE", 1), ("HERE&", MOST_PAGES)])
def test_pages_that_lead_to_themselves_or_do_not_end_are_left(server: RunningServer, link: str, asked: int) -> None:
    server.behave(next_link=link)
    assert "Condition" in read(server).unread
    assert server.seen()["asked"].count("Condition") == asked


@pytest.mark.parametrize(("address", "is_there"), [
    ("https://a.example/fhir", True), ("https://a.example/fhir/", True), ("https://a.example/fhir?page=2", True),
    ("https://a.example/fhir/Condition?page=2", True), ("http://a.example/fhir", False),
    ("https://a.example/fhirs", False), ("https://a.example:444/fhir", False), ("https://a.example@b/fhir", False),
    ("https://a.example/fhir/./x", False), ("https://a.example/fhir/\\x", False), ("https://[a/fhir", False),
])
def test_a_next_page_is_below_the_base_address_of_the_same_server(address: str, is_there: bool) -> None:
    assert is_below(address, "https://a.example/fhir") is is_there


def test_a_chart_that_is_too_large_is_refused_as_a_whole(server: RunningServer) -> None:
    server.behave(padding=11_000_000)
    assert why_not(server) == "too_large"


def test_what_stands_twice_in_an_entry_is_no_answer_that_is_read() -> None:
    with pytest.raises(ValueError, match="twice"):
        json.loads('{"status": "refuted", "status": "confirmed"}', object_pairs_hook=one_of_each)


@pytest.mark.parametrize(("scope", "may"), [
    ("patient/Condition.rs", True), ("patient/*.rs", True), ("user/Condition.cruds", True), ("patient/*.read", True),
    ("patient/Condition.*", True), ("patient/Condition.r", False), ("patient/Condition.s", False),
    ("patient/Condition.rs?category=x", False), ("patient/Observation.rs", False), ("system/Condition.rs", False),
    ("patient/Condition.write", False), ("launch/patient", False),
])
def test_a_search_needs_a_permission_for_all_of_a_type(scope: str, may: bool) -> None:
    assert may_search([scope], "Condition") is may


@pytest.mark.parametrize(("scope", "may"), [
    ("patient/DocumentReference.c", True), ("patient/*.cruds", True), ("patient/DocumentReference.write", True),
    ("patient/DocumentReference.rs", False), ("patient/DocumentReference.read", False)])
def test_an_addition_needs_a_permission_to_create(scope: str, may: bool) -> None:
    assert may_create([scope], "DocumentReference") is may


def test_no_line_of_the_log_has_a_code_a_token_or_an_id_of_a_patient(
    server: RunningServer, caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG):
        grant = granted(server)
        waited_for(read_chart_of(settings(server), grant, FORM))
        server.behave(token_status=500)
        assert why_not(server) == "unreachable"
    lines = caplog.text
    assert grant.token["access_token"] not in lines
    assert grant.patient_id not in lines
    assert "code=" not in lines
    assert "/fhir/" not in lines
    assert grant.token["access_token"] not in repr(grant)
