"""What a print says beside the answers: which came from files of another name, and medicines that are not counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from forms import Answer, AnswersInForce, MedicineRow, Reader, TakenFromFile, known_identity, unseen_by
from forms.exchange.fhir import Suggestion
from templates.summary.typed_text import in_a_list
from templates.words import Words


@dataclass(frozen=True)
class BesideAnswers:
    """What is known about the answers besides themselves.

    `taken`: answers that came from files whose name, date of birth or record number differ from those of the form.
    `laid_aside`: by link id of a list, medicine rows that are not in force, because another answer does not say that
    medicines are taken. `in_chart`: what the patient's chart says and no answer confirms, or the person's own health
    record, where a suggestion is `by_person`.
    """

    taken: tuple[TakenFromFile, ...] = ()
    laid_aside: Mapping[str, tuple[MedicineRow, ...]] = field(default_factory=dict)
    in_chart: tuple[Suggestion, ...] = ()


NOTHING_BESIDE = BesideAnswers()


def notes_on_answers(
    beside: BesideAnswers, answers: AnswersInForce, reader: Reader, words: Words,
) -> dict[str, tuple[str, ...]]:
    """Returns the notes to print with answers, by link id."""
    notes: dict[str, tuple[str, ...]] = {}
    for one in beside.taken:
        notes |= dict.fromkeys(sorted(one.link_ids), (words.text["from_file"],))
    for list_id in beside.laid_aside.keys() - unseen_by(answers.questionnaire, reader):
        opens = answers.questionnaire.item(list_id).enable_when
        rows = "; ".join(map(_row, beside.laid_aside[list_id]))
        for test in opens.leaves() if opens else ():
            notes[test.item] = (*notes.get(test.item, ()), words.say("laid_aside", rows=rows))
    return notes


def whose_note(beside: BesideAnswers, answers: AnswersInForce, reader: Reader, words: Words) -> str | None:
    """Returns the note that answers came from a file of another name; None if none did, or if the reader sees no name.

    It does not depend on which answers came from the file, so it reveals none.
    """
    questionnaire = answers.questionnaire
    unseen = unseen_by(questionnaire, reader)
    here = known_identity(questionnaire, answers.as_response())
    notes: list[str] = []
    for one in beside.taken:
        there = one.without(unseen).named
        if there and here:
            who = words.text["confirmed_at_the_desk" if one.at_the_desk else "confirmed_by_the_person"]
            note = words.say("file_of_another_name", here=_in_a_line(here.values(), words),
                             mark=words.text["from_file"], there=_in_a_line(there.values(), words), who=who)
            notes.append(words.say("told_by_a_file", note=note) if one.is_told else note)
    return " ".join(dict.fromkeys(notes)) or None


def _in_a_line(identity: Iterable[Answer], words: Words) -> str:
    """A name, date of birth and record number, as many as are known, in one line."""
    values = [answer.value for answer in identity]
    return ", ".join(words.say("born_on", day=words.on(value)) if isinstance(value, date) else in_a_list(str(value))
                     for value in values)


def _row(row: MedicineRow) -> str:
    return ", ".join(in_a_list(part) for part in (row.name, row.dose, row.frequency) if part)
