"""RESPONSE.json in and out: every fault at once, nothing repeated, nothing lost."""

import json
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import UNANSWERED, Answer, Item, Response, answers_in_force, load_questionnaire
from forms.exchange import ResponseError, read_response, write_response
from forms.exchange.limits import MOST_HELPED, MOST_TOLD
from tests.support import SAMPLE_FILES

TODAY = date(2026, 11, 22)
FORM = load_questionnaire()


def file_of(**answers: Any) -> str:
    return json.dumps({"questionnaire": "ketamine-consult", "answers": answers})


def read(**answers: Any) -> Response:
    return read_response(file_of(**answers), FORM, today=TODAY)


def faults(content: bytes | str) -> tuple[str, ...]:
    with pytest.raises(ResponseError) as caught:
        read_response(content, FORM, today=TODAY)
    return caught.value.faults


def test_a_short_answer_takes_its_origin_from_who_filled_it_in() -> None:
    response = read(filled_by="with_help", pregnant="no")
    assert response.answers["pregnant"] == Answer("no", origin="with_help")


def test_a_measurement_is_measured_whoever_filled_in_the_rest() -> None:
    assert read(filled_by="self", measured_systolic=120).answers["measured_systolic"].origin == "measured"


def test_without_filled_by_nobody_is_made_up_as_the_origin() -> None:
    assert read(pregnant="no").answers["pregnant"].origin is None


def test_the_long_form_says_origin_and_date() -> None:
    response = read(pregnant={"value": "no", "origin": "interpreter", "on": "2026-11-01"})
    assert response.answers["pregnant"] == Answer("no", None, "interpreter", date(2026, 11, 1))


@pytest.mark.parametrize("on", ["2026-11-01T10:00:00+13:00", "2026-11-01T23:59-12:00", "2026-11-01T00:00Z"])
def test_a_moment_of_another_time_zone_is_of_the_day_at_the_place_of_the_person(on: str) -> None:
    response = read(pregnant={"value": "no", "on": on})
    assert response.answers["pregnant"].given_on == date(2026, 11, 1)
    assert read_response(write_response(response, FORM), FORM, today=TODAY) == response


def test_a_list_can_have_ticks_and_be_unsure_about_the_rest() -> None:
    answer = read(other_diagnoses={"value": ["depression"], "absent": "unsure"}).answers["other_diagnoses"]
    assert (answer.value, answer.is_complete) == (("depression",), False)


def test_a_number_of_text_is_read_as_the_number() -> None:
    assert read(systolic="120").answers["systolic"].value == 120


def test_all_faults_are_told_at_once_and_in_full() -> None:
    assert faults(file_of(pregnent="no", pregnant="could_by", schizophrenia={"absent": "declined"},
                          psychosis={"absnet": "unsure"}, systolic=100, diastolic=120)) == (
        "answers.pregnent: the questionnaire does not ask this. Did you mean 'pregnant'?",
        f"answers.pregnant: {choose('yes, could_be, no, does_not_apply', 'could_be')}",
        'answers.schizophrenia: only a sensitive question can be "declined". Did you mean "unsure"?',
        "answers.psychosis: 'absnet' is not known here. Did you mean 'absent'?",
        f"answers.diastolic: {FORM.messages['below'].format(other=FORM.item('systolic').short)}",
    )


def choose(options: str, near: str) -> str:
    return FORM.messages["choose_one"].format(options=options, near=f" Did you mean '{near}'?")


@pytest.mark.parametrize(("content", "said"), [
    (b"", "line 1, column 1"),
    (b'{"questionnaire": "ketamine-consult", "answers": {"pregn', "Was the file saved whole?"),
    (b"%PDF-1.7", "this is not JSON"),
    (b"\xff\xfe\x00", "Save it as UTF-8"),
    (b"[]", "this is not a response"),
    (b"{}", "this is not a response"),
    (b'{"questionnaire": "ketamine-consult", "answers": []}', "this is not a response"),
    (b'{"questionnaire": "phq", "answers": {}}', "the file names another"),
    (b'{"questionnaire": "ketamine-consult", "answers": {}, "anwsers": {}}', "Did you mean 'answers'?"),
    (b'{"questionnaire": "ketamine-consult", "answers": {"systolic": NaN}}', "not numbers of JSON"),
    (b'{"questionnaire": "ketamine-consult", "answers": {"pregnant": "no", "pregnant": "yes"}}', "stands twice"),
    (b"[" * 100_000, "nested far too deep"),
    (b" " * 2_000_001, "Was another meant?"),
    (b'{"questionnaire": "ketamine-consult", "answers": {"systolic": ' + b"9" * 5_000 + b"}}", "digits"),
    (b'{"questionnaire": "ketamine-consult", "answers": {"pregnant": {"value": "no", "on": "2027-01-01"}}}',
     'pregnant: "on" is after today (2026-11-22). Write the day on which this was answered, or leave "on" out.'),
    (b'{"questionnaire": "ketamine-consult", "answers": {"pregnant": {"value": "no", "on": "1850-01-01"}}}',
     'pregnant: "on" is before the year 1896, when nobody can have answered this. '
     'Write the day on which this was answered, or leave "on" out.'),
    (b'{"questionnaire": "ketamine-consult", "answers": {"pregnant": {"value": "no", "on": "0001-01-01T00:00"}}}',
     '"on" is before the year 1896'),
    (b'{"questionnaire": "ketamine-consult", "answers": {"pregnant": {"value": "no", "on": 5}}}', "is a date such as"),
    (b'{"questionnaire": "ketamine-consult", "answers": {"pregnant": {"value": "no", "absent": "unsure"}}}',
     "only a list"),
    (b'{"questionnaire": "ketamine-consult", "answers": {"pregnant": {"absent": "unsur"}}}', "Did you mean 'unsure'?"),
    (b'{"questionnaire": "ketamine-consult", "answers": {"pregnant": {"absent": ["unsure"]}}}', "is one of"),
    (b'{"questionnaire": "ketamine-consult", "answers": {"pregnant": {"value": "no", "origin": "me"}}}', "is one of"),
    (b'{"questionnaire": "ketamine-consult", "answers": {"pregnant": null}}', "Choose one of"),
    (b'{"questionnaire": "ketamine-consult", "answers": {"pregnant": {"absent": null}}}', "this needs"),
])
def test_a_broken_or_foreign_file_is_told_what_is_wrong(content: bytes, said: str) -> None:
    assert said in faults(content)[0]


def test_a_byte_order_mark_does_no_harm() -> None:
    assert read_response(b"\xef\xbb\xbf" + file_of(pregnant="no").encode(), FORM, today=TODAY).answers


def values(item: Item) -> st.SearchStrategy[Any]:
    """Any answer to an item, as a file has it."""
    codes = [option.code for option in item.options]
    match item.type:
        case "choice":
            return st.sampled_from(codes)
        case "number":
            return st.integers(item.minimum, item.maximum)
        case "date":
            return st.dates(date(1930, 1, 1), TODAY).map(str)
        case "datetime":
            return st.datetimes(datetime(1930, 1, 1), datetime(2026, 1, 1)).map(datetime.isoformat)
        case "many":
            together = [option.code for option in item.options if not option.exclusive]
            return st.lists(st.sampled_from(together), min_size=1, unique=True)
        case "rows":
            row = st.fixed_dictionaries({"name": st.just("Lithium"), "dose": st.text(max_size=9)})
            return st.lists(row, min_size=1, max_size=3)
        case _:
            return st.text(max_size=50)


PAIRS = {"diastolic", "measured_diastolic"}  # these have to be below another, which is another test's matter
entries = st.fixed_dictionaries({}, optional={
    link_id: values(item) for link_id, item in FORM.items.items() if link_id not in PAIRS})


@given(entries)
def test_what_is_written_is_read_back_the_same(answers: dict[str, Any]) -> None:
    response = read(**answers)
    assert read_response(write_response(response, FORM), FORM, today=TODAY) == response


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["value", "absent", "origin", "on", "name"]), inner, max_size=3))


def read_or_faults(link_id: str, entered: Any) -> Response | tuple[str, ...]:
    try:
        return read(**{link_id: entered})
    except ResponseError as error:
        return error.faults


@given(anything)
def test_anything_at_all_is_read_or_refused_in_words(entered: Any) -> None:
    for link_id in ("pregnant", "other_diagnoses", "systolic", "birth_date", "reason", "medicines", "measured_on"):
        assert read_or_faults(link_id, entered)


def test_the_committed_samples_are_read() -> None:
    samples = list(SAMPLE_FILES.glob("*.json"))
    assert len(samples) >= 4
    for sample in samples:
        assert read_response(sample.read_bytes(), FORM, today=TODAY).questionnaire_id == "ketamine-consult"


def test_a_file_of_the_version_before_is_read_and_what_is_newly_asked_is_unanswered() -> None:
    file = json.dumps({"questionnaire": FORM.questionnaire_id, "version": "2026.11", "answers": {
        "adult": "yes", "pregnant": "does_not_apply", "pregnancy_planned": "no", "heart_disease": "yes",
        "heart_disease_kind": ["heart_attack"], "breathing_or_sleep_apnoea": "no", "suicidal_thoughts_now": "no"}})
    response = read_response(file, FORM, today=TODAY)
    answers = answers_in_force(FORM, response)
    assert answers.answer("heart_attack_when") == answers.answer("suicide_attempt") == UNANSWERED
    assert answers.is_open("heart_attack_when")
    assert not answers.is_open("pregnancy_planned")  # it was asked of everyone then


def test_of_very_many_faults_the_first_get_the_nearest_name_and_the_last_are_counted() -> None:
    told = faults(file_of(**{f"pregnan{number}": "no" for number in range(500)}))
    assert [one.endswith("Did you mean 'pregnant'?") for one in told] == [True] * MOST_HELPED + [False] * (
        MOST_TOLD - MOST_HELPED) + [False]
    assert told[-1] == "There are 300 more faults in this file."


def test_the_first_faults_come_with_a_count_of_all_the_others() -> None:
    error = ResponseError(["one", "two", "three"], more=4)
    assert error.first(1) == ("one", "There are 6 more faults in this file.")
    assert error.first(3) == ("one", "two", "three", "There are 4 more faults in this file.")
    assert ResponseError(["one"]).first(1) == ("one",)


def test_more_answers_than_any_form_has_are_not_looked_at() -> None:
    assert faults(file_of(**{f"pregnan{number}": "no" for number in range(60_000)})) == (
        "this holds 60,000 answers, and no form has more than 1,000. Was another file meant?",)


def test_a_name_longer_than_any_is_cut_off_and_no_nearest_one_looked_for() -> None:
    assert faults(file_of(**{"pregnant" * 100_000: "no"})) == (
        f"answers.{('pregnant' * 10)[:60]}…: the questionnaire does not ask this.",)
