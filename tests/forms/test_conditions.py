"""The condition language: its truth tables, why it says what it says, and what it holds for any condition at all."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import Condition, Fact
from tests.support.truth_tables import CLOSED, NOT, PAGE, READ, TRUTHS, UNDECIDED, UNKNOWN, Case, cases, page, pairs

LETTERS = "abcd"


def fact_of(letter: str, truth: bool | None) -> Fact:
    """What `{item: letter, is: "yes"}` reads when it is to come to `truth`."""
    return Fact({True: "yes", False: "no", None: None}[truth], True, True, (letter,), (letter,))


def read(data: Any) -> Condition:
    return READ.validate_python(data)


def yes(letter: str) -> dict[str, str]:
    return {"item": letter, "is": "yes"}


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: f"{case.test} with {case.answer}")
def test_a_test_on_an_item_comes_to_what_its_table_says(case: Case) -> None:
    condition, facts = read(case.test), {"a": case.fact}
    assert condition.value(facts) is case.value
    assert condition.trace(facts)[0] is case.value


@pytest.mark.parametrize(("operator", "first", "second", "value"), list(pairs()))
def test_two_parts_come_to_what_the_table_says(
    operator: str, first: bool | None, second: bool | None, value: bool | None,
) -> None:
    parts = [yes("a"), yes("b")]
    condition = read({"at_least": operator[10], "of": parts} if "of" in operator else {operator: parts})
    facts = {"a": fact_of("a", first), "b": fact_of("b", second)}
    assert condition.value(facts) is value
    assert condition.trace(facts)[0] is value


@pytest.mark.parametrize(("part", "value"), list(zip(TRUTHS, NOT, strict=True)))
def test_not_turns_true_and_false_round_and_leaves_unknown(part: bool | None, value: bool | None) -> None:
    assert read({"not": yes("a")}).value({"a": fact_of("a", part)}) is value


def test_the_page_on_unknowns_is_the_one_these_tables_write() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.support.truth_tables"


def test_a_false_part_of_all_silences_the_questions_of_its_siblings() -> None:
    trace = read({"all": [yes("a"), yes("b")]}).trace({"a": fact_of("a", False), "b": fact_of("b", None)})
    assert trace == (False, ("a",), ())


def test_any_names_the_part_that_settled_it_and_asks_nothing_more() -> None:
    trace = read({"any": [yes("a"), yes("b")]}).trace({"a": fact_of("a", None), "b": fact_of("b", True)})
    assert trace == (True, ("b",), ())


def test_a_closed_item_is_settled_by_the_answer_that_closed_it() -> None:
    assert read(yes("a")).trace({"a": CLOSED}) == (False, ("parent",), ())


def test_an_undecided_item_asks_the_question_that_decides() -> None:
    assert read(yes("a")).trace({"a": UNDECIDED}) == (None, (), ("parent",))


def test_an_unknown_item_asks_itself() -> None:
    assert read(yes("a")).trace({"a": UNKNOWN}) == (None, (), ("a",))


def test_a_condition_with_two_operators_gets_one_error_that_lists_them() -> None:
    with pytest.raises(ValueError, match="exactly one operator: is, in, at_least") as caught:
        read({"item": "a", "is": "yes", "in": ["no"]})
    assert str(caught.value).count("exactly one operator") == 1


# Each item stands once in these conditions: Kleene's logic is exact there. A rule that names an item twice and says
# unknown although no answer could matter is found by enumerating its cases.

def conditions_over(letters: str) -> st.SearchStrategy[dict[str, Any]]:
    """Any condition that reads each of these items once."""
    if len(letters) == 1:
        return st.sampled_from([yes(letters), {"not": yes(letters)}])

    def joined(cut: int) -> st.SearchStrategy[dict[str, Any]]:
        parts = st.tuples(conditions_over(letters[:cut]), conditions_over(letters[cut:])).map(list)
        return st.tuples(st.sampled_from(["all", "any", "1", "2", "not all"]), parts).map(shaped)

    return st.integers(1, len(letters) - 1).flatmap(joined)


def shaped(given: tuple[str, list[Any]]) -> dict[str, Any]:
    operator, parts = given
    if operator in ("1", "2"):
        return {"at_least": operator, "of": parts}
    return {"not": {"all": parts}} if operator == "not all" else {operator: parts}


conditions = st.sampled_from(["a", "ab", "abc", "abcd"]).flatmap(conditions_over)
answers = st.fixed_dictionaries({letter: st.sampled_from(TRUTHS) for letter in LETTERS})


def naive(condition: dict[str, Any], answers: dict[str, bool | None]) -> bool | None:
    """An independent reading: true, false and unknown as 1, 0 and one half; all is the least, any the greatest."""
    def level(part: dict[str, Any]) -> float:
        match part:
            case {"item": letter}:
                return {True: 1.0, False: 0.0, None: 0.5}[answers[letter]]
            case {"not": inner}:
                return 1 - level(inner)
            case {"all": inner}:
                return min(map(level, inner))
            case {"any": inner}:
                return max(map(level, inner))
            case {"at_least": n, "of": inner}:
                return sorted(map(level, inner), reverse=True)[int(n) - 1]
        raise AssertionError(part)
    return {1.0: True, 0.0: False, 0.5: None}[level(condition)]


def completions(answers: dict[str, bool | None]) -> Iterator[dict[str, bool | None]]:
    """Every way in which the unknown answers could turn out."""
    letter = next((letter for letter, truth in answers.items() if truth is None), None)
    if letter is None:
        yield answers
        return
    for truth in (True, False):
        yield from completions({**answers, letter: truth})


def facts(answers: dict[str, bool | None]) -> dict[str, Fact]:
    return {letter: fact_of(letter, truth) for letter, truth in answers.items()}


@given(conditions, answers)
def test_value_trace_and_a_naive_reading_agree(condition: dict[str, Any], answers: dict[str, bool | None]) -> None:
    value = read(condition).value(facts(answers))
    assert value is read(condition).trace(facts(answers))[0]
    assert value is naive(condition, answers)


@given(conditions, answers)
def test_a_known_value_survives_completing_the_answers(
    condition: dict[str, Any], answers: dict[str, bool | None],
) -> None:
    value = read(condition).value(facts(answers))
    outcomes = {read(condition).value(facts(completed)) for completed in completions(answers)}
    assert outcomes == ({True, False} if value is None else {value})


@given(conditions, answers)
def test_every_unknown_that_could_change_it_is_asked_and_none_in_vain(
    condition: dict[str, Any], answers: dict[str, bool | None],
) -> None:
    asked = set(read(condition).trace(facts(answers))[2])
    matter = {
        letter for letter, truth in answers.items() if truth is None
        for completed in completions({**answers, letter: True})
        if read(condition).value(facts(completed)) is not read(condition).value(facts({**completed, letter: False}))
    }
    assert asked == matter


@given(conditions, answers)
def test_because_alone_is_enough_to_settle_it(condition: dict[str, Any], answers: dict[str, bool | None]) -> None:
    value, because, _ = read(condition).trace(facts(answers))
    reduced = {letter: truth if letter in because else None for letter, truth in answers.items()}
    assert read(condition).value(facts(reduced)) is value
