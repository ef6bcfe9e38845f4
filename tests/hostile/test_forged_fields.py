"""What no page of ours sends as the content of a field: the page goes on, and nothing of it becomes an answer."""

import json
import math

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLsRequest
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.WidgetStates_pb2 import WidgetState

from screens.server.messages import LONGEST_TEXT, MOST_FIELDS, OTHER_BYTES, cut_fields, is_small_besides_fields
from screens.visit.answering import choose
from tests.support.recorded import Recorded
from tests.support.session import begin_form, drawn_on, run_script, session_at
from tests.support.sitting import Sitting

FIELDS = ("radio", "checkbox", "text_input", "text_area", "button_group", "selectbox", "bidi_component")


def forged(name: str) -> list[WidgetState]:
    """One content of each kind that Streamlit has for a field, for the field with this id."""
    arrays = [WidgetState(), WidgetState(), WidgetState()]
    arrays[0].int_array_value.data.extend([99, -1])
    arrays[1].double_array_value.data.extend([math.nan])
    arrays[2].string_array_value.data.extend(["no such option"])
    made = [
        WidgetState(string_value="no such option"), WidgetState(int_value=2**63 - 1), WidgetState(bool_value=True),
        WidgetState(double_value=math.nan), WidgetState(trigger_value=True), WidgetState(bytes_value=b"\xff"),
        WidgetState(json_value="{{{"), WidgetState(json_value="[" * 5000), WidgetState(json_value="[1]"),
        WidgetState(json_value=json.dumps({"change": {"a": 1}, "clear": ["x"], "goto": 1, "again": "no such id"})),
        WidgetState(), *arrays,
    ]
    for state in made:
        state.id = name
    return made


def ids_of(drawn: list[Element]) -> list[str]:
    fields = [getattr(one, kind) for one in drawn if (kind := one.WhichOneof("type")) in FIELDS]
    return [field.id for field in fields]


def test_a_page_goes_on_whatever_is_sent_as_the_content_of_its_fields(recorded: Recorded) -> None:
    before = len(recorded.log.read_text("utf-8"))
    with session_at(recorded.url, "desk") as own:
        begin_form(own.wire)
        fields = ids_of(drawn_on(run_script(own.wire, "desk")))
        for of_a_kind in zip(*map(forged, fields), strict=True):
            drawn = drawn_on(run_script(own.wire, "desk", *of_a_kind))
            assert not [one for one in drawn if one.HasField("exception")], of_a_kind[0]
            assert ids_of(drawn)[-1] == fields[-1], of_a_kind[0]
    told = recorded.log.read_text("utf-8")[before:]
    assert "Error" not in told


def test_an_option_that_a_question_does_not_have_never_becomes_its_answer() -> None:
    sitting = Sitting()
    sitting.press("on-WELCOME")
    adult = sitting.visit.questionnaire.item(sitting.visit.questionnaire.roles.age_gate)
    choose(sitting.visit, adult, "no such option", None)
    assert adult.link_id not in sitting.visit.response.answers


def sent(*fields: WidgetState) -> BackMsg:
    message = BackMsg()
    message.rerun_script.widget_states.widgets.extend(fields)
    return message


def test_megabytes_of_text_in_a_field_are_cut_off_and_other_fields_are_not() -> None:
    message = sent(WidgetState(id="a", string_value="Z" * 8_000_000), WidgetState(id="b", string_value="as typed"))
    cut_fields(message)
    assert [len(one.string_value) for one in message.rerun_script.widget_states.widgets] == [LONGEST_TEXT, 8]


def test_other_content_that_is_too_large_is_left_out() -> None:
    message = sent(WidgetState(id="a", json_value="[" * OTHER_BYTES), WidgetState(id="b", bool_value=True))
    cut_fields(message)
    assert [one.id for one in message.rerun_script.widget_states.widgets] == ["b"]


def test_of_too_many_fields_some_are_left_out() -> None:
    message = sent(*[WidgetState(id=str(one)) for one in range(MOST_FIELDS + 9)])
    cut_fields(message)
    assert len(message.rerun_script.widget_states.widgets) == MOST_FIELDS


@pytest.mark.parametrize("message", [
    BackMsg(stop_script=True), BackMsg(app_heartbeat=True), BackMsg(file_urls_request=FileURLsRequest(request_id="1")),
], ids=lambda message: message.WhichOneof("type"))
def test_a_message_without_fields_stays_as_it_is(message: BackMsg) -> None:
    before = message.SerializeToString()
    cut_fields(message)
    assert message.SerializeToString() == before


@pytest.mark.parametrize(("query", "is_small"), [("draft=1", True), ("x" * OTHER_BYTES, False)])
def test_a_message_is_small_besides_its_fields(query: str, is_small: bool) -> None:
    message = sent(WidgetState(id="a", string_value="Z" * LONGEST_TEXT))
    message.rerun_script.query_string = query
    assert is_small_besides_fields(message) is is_small


@pytest.mark.parametrize(("part", "is_taken"), [
    ("", True), ("0123456789abcdef" * 2, True), ("no id", False), ("\n2026-11-27 all is well", False),
    ("a" * 65, False),
])
def test_the_log_takes_no_line_from_a_page(part: str, is_taken: bool) -> None:
    """Streamlit logs the id of a part of a page that does not exist."""
    message = BackMsg()
    message.rerun_script.fragment_id = part
    assert is_small_besides_fields(message) is is_taken
