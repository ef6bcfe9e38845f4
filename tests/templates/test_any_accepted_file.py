"""Whatever a file says that is taken over, the summary and its square code can be made of it, on every copy."""

from datetime import date, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from forms import COPIES, Item, answers_in_force, load_questionnaire
from forms.answers import ABSENT, ORIGINS
from forms.exchange.restoring import restore
from forms.exchange.square_code.code import decode_answers
from rules import load_rule_sets
from templates import summary_html
from tests.support.summaries import TODAY, summary_of_answers

FORM = load_questionnaire()
RULE_SETS = load_rule_sets()
ON_THE_EDGE = [date.min, date(1850, 1, 1), date(1880, 1, 1), date(1896, 1, 1), TODAY, date(2238, 11, 12), date.max]
days = st.one_of(st.sampled_from(ON_THE_EDGE), st.dates(), st.dates(date(1890, 1, 1), TODAY))
some_day = st.one_of(st.datetimes(), st.datetimes(datetime(1890, 1, 1), datetime(2026, 11, 18)))
moments = st.one_of(some_day, st.builds(lambda moment, zone: moment.replace(tzinfo=zone), some_day, st.timezones()))
words = st.one_of(st.text(max_size=80), st.text(min_size=1, max_size=3).map(lambda text: text * 2_000))


def any_value(item: Item) -> st.SearchStrategy[Any]:
    """What a file may hold for this question: mostly of the right type, with values far out."""
    codes = [option.code for option in item.options]
    match item.type:
        case "choice":
            return st.sampled_from(codes)
        case "many":
            return st.lists(st.sampled_from(codes), min_size=1, max_size=4, unique=True)
        case "number":
            return st.one_of(st.integers(), st.integers(item.minimum, item.maximum),
                             st.sampled_from([item.minimum, item.maximum]))
        case "date":
            return days.map(date.isoformat)
        case "datetime":
            return moments.map(datetime.isoformat)
        case "rows":
            return st.lists(st.fixed_dictionaries({"name": words}, optional={"dose": words, "frequency": words}),
                            min_size=1, max_size=100)
        case _:
            return words


def any_entry(item: Item) -> st.SearchStrategy[dict[str, Any]]:
    return st.one_of(
        st.fixed_dictionaries({"value": any_value(item)}, optional={
            "on": st.one_of(days.map(date.isoformat), moments.map(datetime.isoformat)),
            "origin": st.sampled_from(ORIGINS)}),
        st.fixed_dictionaries({"absent": st.sampled_from(ABSENT)}, optional={"on": days.map(date.isoformat)}))


any_file = st.fixed_dictionaries({}, optional={one.link_id: any_entry(one) for one in FORM.items.values()})


@settings(max_examples=40)
@given(any_file, st.sampled_from(COPIES), st.booleans())
def test_a_summary_is_made_of_all_that_is_taken_over(entries: dict[str, Any], copy: Any, is_open: bool) -> None:
    response, left_out = restore(entries, FORM, TODAY)
    taken = entries.keys() - {one.link_id for one in left_out}
    assert taken <= response.answers.keys()
    answers = answers_in_force(FORM, response, today=TODAY)
    summary = summary_of_answers(answers, RULE_SETS, intake_desk=True, copy=copy,
                                 names_sensitive=is_open or copy != "patient")
    assert summary.code.split(":")[0][1:] == FORM.version
    assert summary_html(summary)
    assert decode_answers(summary.code, FORM, today=TODAY).left_out == ()
