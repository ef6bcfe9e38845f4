"""The rows of a list of medicines in a response, however it was written. A medicine is a row, or it is listed."""

from collections.abc import Callable, Container, Iterable, Iterator
from itertools import chain

from forms import Item, Questionnaire
from forms.exchange.fhir.given_parts import (
    in_words,
    items_of,
    reason_in,
    reasons_at,
    shown,
    value_in,
)
from forms.exchange.fhir.names import row_link
from forms.exchange.fhir.resource_parts import Json, has_modifier, objects_in
from forms.exchange.texts import exchange_texts
from forms.questionnaire import ROW_FIELDS

NAME, *OTHER_FIELDS = ROW_FIELDS
LeaveOut = Callable[[str, str], None]  # takes why, and what was written
Told = dict[str, list[str]]  # the words in each field of a row


class GivenRows:
    """Reads the rows of one question. What is no row goes to `leave_out`; `modified` are items by id()."""

    def __init__(self, item: Item, questionnaire: Questionnaire, modified: Container[int], leave_out: LeaveOut) -> None:
        self._item, self._modified, self._leave_out = item, modified, leave_out
        self._texts = exchange_texts(questionnaire.language)
        self._no_name = questionnaire.messages["row_name"]
        self._field_of = {row_link(item, field): field for field in ROW_FIELDS}

    def read(self, groups: Iterable[Json], parts: Iterable[Json]) -> Iterator[dict[str, str]]:
        """Yields the rows in the items of the question, then those of names that stand in none of them.

        `parts` are all items with a field of a row, wherever they stand.
        """
        inside: set[int] = set()
        for group in groups:
            inside |= {id(part) for part in items_of(group, self._item.link_id)}
            for answers, nodes in _rows_of(group):
                fields = chain.from_iterable(items_of(node, self._item.link_id) for node in nodes)
                yield from self._rows(answers, [part for part in fields if str(part.get("linkId")) in self._field_of],
                                      is_modified=id(group) in self._modified)
        for part in parts:
            if id(part) not in inside:
                yield from self._rows([], [part], is_modified=False)

    def _rows(self, answers: list[Json], parts: list[Json], *, is_modified: bool) -> Iterator[dict[str, str]]:
        told: Told = {field: [] for field in ROW_FIELDS}
        answers = [answer for answer in answers if reason_in(answer) is None]  # reasons are of the list as a whole
        is_modified = is_modified or any(map(has_modifier, answers))
        self._read_field(told[NAME], answers)
        for part in parts:
            given = objects_in(part.get("answer"))
            is_modified = is_modified or id(part) in self._modified or any(map(has_modifier, given))
            self._read_field(told[self._field_of[str(part["linkId"])]], given)
            for reason in reasons_at(part):
                self._leave_out(self._texts("fhir_reason_not_taken"), reason.written)
        names = list(dict.fromkeys(told[NAME]))
        others = list(chain.from_iterable(told[field] for field in OTHER_FIELDS))
        if is_modified:
            self._leave_out(self._texts("fhir_modified"), ", ".join([*names, *others]))
        elif not names:
            if others:
                self._leave_out(self._no_name, ", ".join(others))
        elif len(names) == 1:
            yield {field: ", ".join(words) for field, words in ({**told, NAME: names}).items() if words}
        else:
            yield from ({NAME: name} for name in names)
            if others:
                self._leave_out(self._texts("fhir_several_in_a_row"), ", ".join(others))

    def _read_field(self, words: list[str], answers: Iterable[Json]) -> None:
        for answer in answers:
            value, reason = in_words(answer), reason_in(answer)
            if reason is not None:
                self._leave_out(self._texts("fhir_reason_not_taken"), reason.written)
            elif isinstance(value, bool) or not isinstance(value, str | int | float):
                if value_in(answer) is not None:
                    self._leave_out(self._texts("fhir_not_readable"), shown(answer))
            elif str(value).strip():
                words.append(str(value))


def _rows_of(group: Json) -> Iterator[tuple[list[Json], list[Json]]]:
    """The answers of each row in an item, and the elements that its fields stand in. Each answer is a row."""
    answers = objects_in(group.get("answer"))
    if len(answers) < 2:
        yield answers, [group]
        return
    for answer in answers:
        yield [answer], [answer]
    yield [], [{"item": group.get("item")}]
