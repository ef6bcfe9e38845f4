"""Any answers at all, for Hypothesis: known, known in part, unknown for each reason, in closed branches too."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import cycle
from typing import Any

from hypothesis import strategies as st

from forms import (
    Answer,
    AtLeast,
    AtMost,
    Item,
    MedicineRow,
    Origin,
    PartialDate,
    Response,
    can_be_declined,
    contradictions,
    load_questionnaire,
)
from forms.answers import ORIGINS
from rules import load_rule_sets

FORM = load_questionnaire()
LONG_AGO, TODAY = date(2020, 1, 1), date(2026, 11, 18)  # between which an answer may have been given
RULE_SETS = load_rule_sets()
RULES = [rule for ruleset in RULE_SETS for rule in ruleset.rules]
TERMS = sorted(FORM.terminology.names)
WORDS = ["nothing to say", *(word for name in TERMS for word in FORM.terminology.words(name)[:2])]
NAMED = st.tuples(st.sampled_from(["", "", "no "]), st.sampled_from(WORDS)).map("".join)
SAID = st.lists(NAMED, min_size=1, max_size=3)
THRESHOLDS = {test.item: int(test.at_least if isinstance(test, AtLeast) else test.at_most)
              for rule in RULES for test in rule.when.leaves() if isinstance(test, AtLeast | AtMost)}


def any_answer(item: Item) -> st.SearchStrategy[Answer]:
    """An answer that this item can have, be it known or not."""
    absent = [Answer(absent="unsure"), Answer(absent="unanswered")]
    absent += [Answer(absent="declined")] if can_be_declined(item) else []
    return st.one_of(known_answer(item), st.sampled_from(absent))


def known_answer(item: Item) -> st.SearchStrategy[Answer]:
    """A value; a list may have more to it than was given."""
    rest = st.sampled_from([None, None, "unsure"])
    match item.type:
        case "choice":
            return st.sampled_from([Answer(option.code) for option in item.options])
        case "many":
            alone = [(option.code,) for option in item.options if option.exclusive]
            together = [option.code for option in item.options if not option.exclusive]
            some = st.lists(st.sampled_from(together), min_size=1, unique=True).map(
                lambda ticked: tuple(sorted(ticked, key=together.index)))
            return st.builds(Answer, st.one_of(some, *map(st.just, alone)), rest)
        case "number":
            low, high = item.minimum or 0, item.maximum or 0
            near = THRESHOLDS.get(item.link_id, low)
            return st.one_of(st.integers(low, high), st.integers(near - 1, near + 1)).map(
                lambda number: Answer(max(low, min(number, high))))
        case "rows":
            return st.builds(Answer, SAID.map(lambda names: tuple(map(MedicineRow, names))), rest)
        case "date":
            in_part = [Answer(PartialDate(2025)), Answer(PartialDate(2025, 12))] if item.may_be_partial else []
            return st.sampled_from([Answer(date(2026, 3, 31)), *in_part])
        case "datetime":
            return st.just(Answer(datetime(2026, 3, 31, 9, 30)))
        case _:
            return SAID.map(lambda said: Answer(". ".join(said)))


DAYS = [None, *(LONG_AGO + timedelta(days=day) for day in range((TODAY - LONG_AGO).days + 1))]
GIVEN = st.tuples(st.sampled_from([None, *ORIGINS]), st.sampled_from(DAYS))
SOME_GIVEN = st.lists(GIVEN, min_size=1, max_size=16)  # one for each answer would be too much for Hypothesis to draw


def any_dates(response: Response) -> st.SearchStrategy[Response]:
    """The response with an origin and a day, or none, for each answer: a few of them, one after the other."""
    def dated(some: list[tuple[Origin | None, date | None]]) -> Response:
        pairs = zip(response.answers.items(), cycle(some))
        return replace(response, answers={link_id: replace(answer, origin=origin, on=day)
                                          for (link_id, answer), (origin, day) in pairs})

    return SOME_GIVEN.map(dated)


def without_contradictions(response: Response) -> Response:
    """The response without the answers that cannot stand beside another, which a file of answers is refused for."""
    for link_id, _ in contradictions(FORM, response):
        response = response.without(link_id)
    return response


@cache
def any_response(items: tuple[Item, ...] = tuple(FORM.items.values())) -> st.SearchStrategy[Response]:
    """Answers to some of these questions, be they open or closed."""
    return _response({item.link_id: st.one_of(st.none(), any_answer(item), any_answer(item)) for item in items})


@cache
def full_response(items: tuple[Item, ...] = tuple(FORM.items.values())) -> st.SearchStrategy[Response]:
    """A value for every one of these questions."""
    return _response({item.link_id: known_answer(item) for item in items})


def _response(answers: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Response]:
    return st.fixed_dictionaries(answers).map(lambda found: Response(
        FORM.questionnaire_id, {link_id: answer for link_id, answer in found.items() if answer is not None}))


def as_read(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers as a reader of files gives them: whoever lists medicines and left that question out takes some."""
    rows = answers.get("medicines", Answer())
    told = answers.get("takes_medicines", Answer())
    if rows.value is None or told.value is not None or told.absent not in (None, "unanswered"):
        return dict(answers)
    return {**answers, "takes_medicines": Answer("yes", origin=rows.origin, on=rows.on)}
