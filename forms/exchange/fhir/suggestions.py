"""Suggestions of answers from a chart. A person accepts each one or not; nothing fills itself in.

Nothing is suggested from an entry that is in doubt, and nothing for a person of whom the chart says that they have
died. What is past suggests an answer only where the question is about ever.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from forms import Answer, Item, MedicineRow, Origin, Questionnaire, Response, Value, identity_differs, is_same_name
from forms.exchange.fhir.chart import Chart, Entry, State
from forms.exchange.fhir.codes import Suggests, load_codes

ORIGIN: Origin = "chart"


@dataclass(frozen=True)
class Suggestion:
    """An answer that the chart suggests to one question, and the entries behind it.

    Of a list it is one more tick or row. `state` is "past" where the chart tells of an earlier time, or of a reading
    that is old. `value` is None for what suggests no answer because it is in doubt: then somebody has to ask.
    `by_person`: it is from a health record that the person handed in, which nobody at the clinic has checked.
    """

    link_id: str
    value: Value | None
    state: State
    entries: tuple[Entry, ...]
    by_person: bool = False


def suggestions(chart: Chart, questionnaire: Questionnaire) -> tuple[Suggestion, ...]:
    """Returns every suggestion, in the order of the questions that the clinic asks."""
    if chart.is_deceased:
        return ()
    order = [item.link_id for item in questionnaire.items.values() if not questionnaire.is_switched_off(item)]
    found = [one for one in _Suggesting(chart, questionnaire).each() if one.link_id in order]
    return tuple(sorted(found, key=lambda one: order.index(one.link_id)))


def in_doubt(chart: Chart, questionnaire: Questionnaire) -> tuple[Suggestion, ...]:
    """Returns what is in doubt, or is a sign and no diagnosis, each beside the question where it is to be asked."""
    codes, found = load_codes(), list[Suggestion]()
    for topic, finding in chart.findings.items():
        told = codes.topics[topic]
        doubts = tuple(entry for entry in finding.entries if entry.state == "unsure" or told.ask is not None)
        is_told = told.ask is None and finding.state == "now"  # then the same topic suggests an answer
        if told.asked_at is not None and doubts and not is_told:
            found.append(Suggestion(told.asked_at, None, "unsure", doubts))
    pregnancy, roles = chart.pregnancy, questionnaire.roles
    if pregnancy is not None and pregnancy.status == "unsure":
        entry = Entry("unsure", pregnancy.why, codes.pregnancy_status.topic, "", pregnancy.on, pregnancy.resource_id)
        found.append(Suggestion(roles.pregnant, None, "unsure", (entry,)))
    for entries in _by_name(one.entry for one in chart.medicines if one.entry.state == "unsure"):
        found.append(Suggestion(roles.medicines, None, "unsure", entries))
    return tuple(one for one in dict.fromkeys(found) if one.link_id in questionnaire.items)


def accepted(suggestion: Suggestion, response: Response, questionnaire: Questionnaire, on: date | datetime) -> Response:
    """Returns the response with a suggestion that a person accepted; the origin of the answer is then "chart".

    A tick or a row joins those of the person, an allergy their words; "none of these" gives way. What is in doubt
    changes nothing.
    """
    if suggestion.value is None:
        return response
    item, before = questionnaire.item(suggestion.link_id), response.answers.get(suggestion.link_id, Answer())
    value = _joined(item, before.value, suggestion.value, questionnaire)
    absent = before.absent if before.value is not None else None
    return response.with_answer(item.link_id, Answer(value, absent, ORIGIN, on))


def is_confirmed(suggestion: Suggestion, response: Response, questionnaire: Questionnaire) -> bool:
    """True if the answer of the person says the same, whoever gave it.

    "Not allergic to penicillin" does not say "penicillin": then somebody has to ask.
    """
    value = response.answers.get(suggestion.link_id, Answer()).value
    if value is None or suggestion.value is None:
        return False
    if isinstance(suggestion.value, tuple) and isinstance(value, tuple):
        return all(_is_among(part, value) for part in suggestion.value)
    is_text = questionnaire.item(suggestion.link_id).type == "text"
    if is_text and isinstance(suggestion.value, str) and isinstance(value, str):
        return suggestion.value == value or questionnaire.terminology.asserts(value, suggestion.value)
    return value == suggestion.value


def is_settled(suggestion: Suggestion, response: Response, questionnaire: Questionnaire) -> bool:
    """True if the answer says the same; what is in doubt is settled by any answer."""
    if suggestion.value is None:
        return response.answers.get(suggestion.link_id, Answer()).is_known
    return is_confirmed(suggestion, response, questionnaire)


def differs(suggestion: Suggestion, response: Response, questionnaire: Questionnaire) -> bool:
    """True if the person gave an answer, and it is not the one in the chart."""
    answer = response.answers.get(suggestion.link_id, Answer())
    return answer.is_known and suggestion.value is not None and not is_confirmed(suggestion, response,
                                                                                         questionnaire)


def other_identity(
    names: Sequence[str], born: date | None, questionnaire: Questionnaire, response: Response,
) -> tuple[str, ...]:
    """Returns the link ids of the name and the date of birth if those in a chart are not those of the form.

    Any name of the person counts, also an earlier one.
    """
    name, birth_date = questionnaire.roles.name, questionnaire.roles.birth_date
    given = response.answers.get(name, Answer()).value
    same = next((one for one in names if isinstance(given, str) and is_same_name(one, given)), None)
    told: dict[str, Answer] = {}
    if names:
        told[name] = Answer(same or names[0])
    if born is not None:
        told[birth_date] = Answer(born)
    return identity_differs(questionnaire, Response(questionnaire.questionnaire_id, told), response)


def _joined(item: Item, before: Value | None, new: Value, questionnaire: Questionnaire) -> Value:
    if item.type == "many" and isinstance(before, tuple) and isinstance(new, tuple):
        ticked = {*before, *new} - {option.code for option in item.options if option.exclusive}
        return tuple(option.code for option in item.options if option.code in ticked)
    if item.type == "rows" and isinstance(before, tuple) and isinstance(new, tuple):
        rows = [row for row in before if isinstance(row, MedicineRow)]
        return (*rows, *(row for row in new if isinstance(row, MedicineRow) and not _is_among(row, before)))
    if item.type == "text" and isinstance(before, str) and before and isinstance(new, str):
        return before if questionnaire.terminology.asserts(before, new) else f"{before}; {new}"
    return new


def _by_name(entries: Iterable[Entry]) -> Iterator[tuple[Entry, ...]]:
    """Yields the entries of each name, the newest first: a chart may have an order for each month."""
    named: dict[str, list[Entry]] = {}
    for entry in entries:
        named.setdefault(entry.name.casefold(), []).append(entry)
    for told in named.values():
        yield tuple(sorted(told, key=lambda entry: entry.on or date.min, reverse=True))


def _is_among(part: object, value: tuple[object, ...]) -> bool:
    if not isinstance(part, MedicineRow):
        return part in value
    named = [row.name.casefold() for row in value if isinstance(row, MedicineRow)]
    return part.name.casefold() in named


class _Suggesting:
    def __init__(self, chart: Chart, questionnaire: Questionnaire) -> None:
        self._chart, self._questionnaire = chart, questionnaire
        self._codes = load_codes()
        self._options: dict[tuple[str, str], list[Entry]] = {}

    def each(self) -> Iterator[Suggestion]:
        for topic, finding in self._chart.findings.items():
            told = self._codes.topics[topic]
            now = [entry for entry in finding.entries if entry.state == "now"]
            ever = now or [entry for entry in finding.entries if entry.state == "past"]
            self._note(told.now, now)
            self._note(told.ever, ever)
        self._note_pregnancy()
        self._note_allergies()
        for (link_id, option), entries in self._options.items():
            value: Value = (option,) if self._questionnaire.item(link_id).type == "many" else option
            is_now = any(entry.state == "now" for entry in entries)
            yield Suggestion(link_id, value, "now" if is_now else "past", tuple(dict.fromkeys(entries)))
        yield from self._reading()
        yield from self._medicines()
        yield from self._allergies()

    def _note(self, suggests: Suggests, entries: list[Entry]) -> None:
        for link_id, option in suggests.items():
            if entries:
                self._options.setdefault((link_id, option), []).extend(entries)

    def _note_pregnancy(self) -> None:
        found = self._chart.pregnancy
        if found is None:
            return
        told = self._codes.pregnancy_status
        self._note(told.suggests.get(found.status, {}), [
            Entry("now", found.why, told.topic, "", found.on, found.resource_id)])

    def _reading(self) -> Iterator[Suggestion]:
        reading, told = self._chart.reading, self._questionnaire.roles.told
        if reading is None or reading.systolic <= reading.diastolic:
            return
        state: State = "past" if reading.is_old else "now"
        name = f"{reading.systolic}/{reading.diastolic}"
        entries = (Entry(state, "", name, "", reading.on, reading.resource_id),)
        numbers: Mapping[str, int] = {told.systolic: reading.systolic, told.diastolic: reading.diastolic}
        if all(self._fits(link_id, number) for link_id, number in numbers.items()):
            for link_id, number in numbers.items():
                yield Suggestion(link_id, number, state, entries)
            yield Suggestion(told.taken_on, reading.on, state, entries)

    def _fits(self, link_id: str, number: int) -> bool:
        item = self._questionnaire.item(link_id)
        return (item.minimum or 0) <= number <= (item.maximum or 0)

    def _medicines(self) -> Iterator[Suggestion]:
        rows: dict[str, tuple[MedicineRow, list[Entry]]] = {}
        newest_first = sorted(self._chart.medicines, key=lambda one: one.entry.on or date.min, reverse=True)
        for medicine in newest_first:  # so that a row has how often the medicine is taken now
            if medicine.entry.state == "now":
                rows.setdefault(medicine.row.name.casefold(), (medicine.row, []))[1].append(medicine.entry)
        roles = self._questionnaire.roles
        if rows:
            newest = tuple(entries[0] for _, entries in rows.values())
            yield Suggestion(roles.takes_medicines, "yes", "now", newest)
        for row, entries in rows.values():
            yield Suggestion(roles.medicines, (row,), "now", tuple(entries))

    def _note_allergies(self) -> None:
        for entry in self._chart.allergies:
            if any(words in entry.name.casefold() for words in self._codes.names.denied):
                continue  # "no known allergy to ketamine"
            classes: set[str] = set()
            for medicine in self._questionnaire.terminology.medicine_names.known(entry.name):
                classes.update(medicine.classes)
            for name, suggests in self._codes.allergies.of_class.items():
                if entry.state == "now" and name in classes:
                    self._note(suggests, [entry])

    def _allergies(self) -> Iterator[Suggestion]:
        for entries in _by_name(entry for entry in self._chart.allergies if entry.state == "now"):
            yield Suggestion(self._codes.allergies.question, entries[0].name, "now", entries)
