"""The roles of questions in the program: who the person is, whether they are an adult, what was measured.

questionnaire.yaml assigns a question to each role under `roles`, so that Python code contains no link ids.
"""

from collections.abc import Iterator
from functools import cached_property

from forms.authoring.strict import Strict


class Reading(Strict):
    """The link ids of the questions about one blood pressure reading: both numbers, and when it was taken."""

    systolic: str
    diastolic: str
    taken_on: str


class PregnancyElsewhere(Strict):
    """Other signs of a pregnancy than the question about it: an option of another question, and a list of words."""

    link_id: str
    option: str
    words: str


class Roles(Strict):
    """The link id of the question in each role.

    `age_gate` asks whether the person is an adult, `filled_by` who fills in the form. `age` and `own_words` are
    computed. `thoughts` asks about suicide; `thoughts_in_score` is the question of an instrument about the same.
    `measured_too` are numbers that staff measure besides the blood pressure. `own_questions` asks what the person wants
    to ask.
    """

    age_gate: str
    filled_by: str
    name: str
    birth_date: str
    record_number: str
    age: str
    own_words: str
    own_questions: str
    takes_medicines: str
    medicines: str
    pregnant: str
    pregnancy_elsewhere: PregnancyElsewhere
    measured: Reading
    measured_too: tuple[str, ...]
    told: Reading
    thoughts: str
    thoughts_in_score: str

    @property
    def identity(self) -> tuple[str, str, str]:
        """The questions that identify the person."""
        return self.name, self.birth_date, self.record_number

    @cached_property
    def expected(self) -> tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]:
        """For each role: its place under `roles`, its link id, and the types that the question may have."""
        return tuple(self._expected())

    def _expected(self) -> Iterator[tuple[tuple[str, ...], str, tuple[str, ...]]]:
        for role, types in TYPES.items():
            yield (role,), getattr(self, role), types
        for role in ("measured", "told"):
            reading: Reading = getattr(self, role)
            yield (role, "systolic"), reading.systolic, ("number",)
            yield (role, "diastolic"), reading.diastolic, ("number",)
            yield (role, "taken_on"), reading.taken_on, ("date", "datetime")
        yield ("pregnancy_elsewhere", "link_id"), self.pregnancy_elsewhere.link_id, ("many",)
        for link_id in self.measured_too:
            yield ("measured_too",), link_id, ("number",)


TYPES: dict[str, tuple[str, ...]] = {
    "age_gate": ("choice",), "filled_by": ("choice",), "name": ("string",), "birth_date": ("date",),
    "record_number": ("string",), "age": ("number",), "own_words": ("text",), "own_questions": ("text",),
    "takes_medicines": ("choice",), "medicines": ("rows",), "pregnant": ("choice",), "thoughts": ("choice",),
    "thoughts_in_score": ("choice",),
}
