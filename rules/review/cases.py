"""Enumerates every case of a condition, with one example answer for each class of answers that it distinguishes.

A condition distinguishes answers only by the options, thresholds and terms that its tests name. So one answer for each
combination of test results represents all answers with these results, and a property that holds in every case holds for
every person. The questions that decide whether an item is asked are included. A closed item has no answer.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, product

from forms import (
    UNANSWERED,
    Answer,
    AnswersInForce,
    AtLeast,
    AtMost,
    Chosen,
    Condition,
    Fact,
    Includes,
    Item,
    MedicineRow,
    Mentions,
    Questionnaire,
    Response,
    Test,
    Value,
    answers_in_force,
    each_test,
    fact_of,
)

NOTHING_NAMED = "nothing named here"  # a text that mentions no term
IN_DOUBT = "no {}"  # a text that mentions a term after a "no", so that the mention is in doubt


@dataclass(frozen=True)
class Likeness:
    """A class of answers to one item: every test has the same result for all of them.

    `alike`: the answers of the class that were tried. `answer`: the first of these, used as the example.
    `results`: the result of each test; None is unknown.
    """

    answer: Answer
    alike: tuple[Answer, ...]
    results: tuple[bool | None, ...]


class TooManyCasesError(Exception):
    """A condition reads so many items that its cases cannot be enumerated."""


def items_behind(questionnaire: Questionnaire, conditions: Iterable[Condition]) -> tuple[Item, ...]:
    """Returns the items that these conditions read and those that decide whether these are asked, in form order.

    A computed fact counts as one item; the items that it is computed from are not included.
    """
    found: set[str] = set()
    left = [test.item for test in each_test(conditions)]
    while left:
        link_id = left.pop()
        enable_when = questionnaire.item(link_id).enable_when
        if link_id not in found and enable_when is not None:
            left += [test.item for test in enable_when.leaves()]
        found.add(link_id)
    return tuple(item for link_id, item in questionnaire.items_read.items() if link_id in found)


def tests_on(item: Item, conditions: Iterable[Condition], items: Iterable[Item]) -> list[Test]:
    """Returns the tests on `item` in the conditions and in the `enable_when` of `items`."""
    everything = [*conditions, *(other.enable_when for other in items if other.enable_when is not None)]
    return [test for test in each_test(everything) if test.item == item.link_id]


def cases(
    questionnaire: Questionnaire, conditions: Sequence[Condition], most: int,
    apart: Sequence[Condition] = (),
) -> list[AnswersInForce]:
    """Returns every case of these conditions taken together, including unanswered questions.

    `apart`: further conditions. Answers for which their tests differ are separate cases too; their items are not added.
    Raises TooManyCasesError if there are more than `most` cases.
    """
    items = items_behind(questionnaire, conditions)
    found = []
    enumerated = _Cases(questionnaire, items, [*conditions, *apart])
    for case in enumerated.completed(Response(questionnaire.questionnaire_id), 0):
        found.append(case)
        if len(found) > most:
            raise TooManyCasesError
    return found


class _Cases:
    def __init__(self, questionnaire: Questionnaire, items: Sequence[Item], conditions: Sequence[Condition]) -> None:
        self.questionnaire, self.items = questionnaire, items
        self.alike = [likenesses(questionnaire, item, tests_on(item, conditions, items)) for item in items]
        self.facts: dict[tuple[str, Answer], Fact] = {}

    def completed(self, response: Response, at: int) -> Iterator[AnswersInForce]:
        if at == len(self.items):
            yield answers_in_force(self.questionnaire, response, self.items, self.fact)
            return
        yield from self.completed(response, at + 1)
        if self.is_open(response, at):
            for likeness in self.alike[at]:
                yield from self.completed(response.with_answer(self.items[at].link_id, likeness.answer), at + 1)

    def is_open(self, response: Response, at: int) -> bool:
        item = self.items[at]
        if item.enable_when is None:  # true of most items, and quicker than reading the answers
            return not self.questionnaire.is_switched_off(item)
        return answers_in_force(self.questionnaire, response, self.items[:at + 1], self.fact).is_open(item.link_id)

    def fact(self, questionnaire: Questionnaire, item: Item, answer: Answer) -> Fact:
        """Like `fact_of`, but searches the words of each answer only once."""
        key = item.link_id, answer
        if key not in self.facts:
            self.facts[key] = fact_of(questionnaire, item, answer)
        return self.facts[key]


def likenesses(questionnaire: Questionnaire, item: Item, tests: Sequence[Test]) -> tuple[Likeness, ...]:
    """Returns the classes of answers to `item` that `tests` distinguish, without the unknown answer."""
    groups: dict[tuple[bool | None, ...], list[Answer]] = {}
    for answer in _candidates(questionnaire, item, tests):
        fact = fact_of(questionnaire, item, answer)
        groups.setdefault(tuple(test.holds(fact) for test in tests), []).append(answer)
    found: list[Likeness] = []
    for results, alike in groups.items():
        if any(result is not None for result in results):
            found.append(Likeness(alike[0], tuple(alike), results))
    return tuple(found)


def _candidates(questionnaire: Questionnaire, item: Item, tests: Sequence[Test]) -> Iterator[Answer]:
    match item.type:
        case "choice":
            yield from (Answer(option.code) for option in item.options)
        case "number":
            yield from (Answer(number) for number in _numbers(item, tests))
        case "many":
            for ticked in _ticks(item, tests):
                yield from _whole_and_in_part(ticked)
        case "text" | "string":
            for words in _words(questionnaire, tests):
                yield from _asserted_and_in_doubt(words)
        case "rows":
            for names in _medicines(questionnaire, tests):
                yield from _whole_and_in_part(tuple(map(MedicineRow, names)))
        case _:
            yield UNANSWERED


def _whole_and_in_part(value: Value) -> Iterator[Answer]:
    """The list as a complete answer, and the same list from a person who is not sure about the rest."""
    yield Answer(value)
    yield Answer(value, "unsure")


def _asserted_and_in_doubt(words: Iterable[str]) -> Iterator[Answer]:
    """One text for each way to assert some of these words and to put the others in doubt."""
    both = [(word, IN_DOUBT.format(word)) for word in words]
    for said in product(*both):
        yield Answer("; ".join(said))


def _numbers(item: Item, tests: Sequence[Test]) -> list[int]:
    low, high = item.minimum or 0, item.maximum or 0
    thresholds = [test.at_least if isinstance(test, AtLeast) else test.at_most
                  for test in tests if isinstance(test, AtLeast | AtMost)]
    near = {low, high}
    for threshold in map(int, thresholds):
        near |= {threshold - 1, threshold, threshold + 1}
    return sorted(number for number in near if low <= number <= high)


def _ticks(item: Item, tests: Sequence[Test]) -> Iterator[tuple[str, ...]]:
    named = set(chain.from_iterable(test.includes for test in tests if isinstance(test, Includes)))
    most = max([1, *(test.chosen for test in tests if isinstance(test, Chosen))])
    others = [option.code for option in item.options if option.code not in named and not option.exclusive][:most]
    together = [option.code for option in item.options
                if not option.exclusive and (option.code in named or option.code in others)]
    yield from ((option.code,) for option in item.options if option.exclusive)
    for size in range(1, min(len(together), len(tests) + most) + 1):
        yield from combinations(together, size)


def _words(questionnaire: Questionnaire, tests: Sequence[Test]) -> Iterator[tuple[str, ...]]:
    yield (NOTHING_NAMED,)
    yield from _naming(questionnaire, _looked_for(tests), len(tests))


def _medicines(questionnaire: Questionnaire, tests: Sequence[Test]) -> Iterator[tuple[str, ...]]:
    """Lists of known names, which count as complete. The first name belongs to none of the classes in the tests."""
    classes = _looked_for(tests)
    medicines = questionnaire.terminology.medicines
    yield (next(one.name for one in medicines if classes.keys().isdisjoint(one.classes)),)
    yield from _naming(questionnaire, classes, len(tests))


def _looked_for(tests: Sequence[Test]) -> dict[str, None]:
    return dict.fromkeys(chain.from_iterable(test.mentions for test in tests if isinstance(test, Mentions)))


def _naming(questionnaire: Questionnaire, terms: Iterable[str], most: int) -> Iterator[tuple[str, ...]]:
    words = [questionnaire.terminology.examples(term) for term in terms]
    for word in chain.from_iterable(words):
        yield (word,)
    for size in range(2, min(len(words), most) + 1):
        yield from combinations([some[0] for some in words], size)
