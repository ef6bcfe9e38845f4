"""Totals of the published instruments. While an answer is missing, there is no total."""

from dataclasses import dataclass

from forms.in_force import AnswersInForce
from forms.questionnaire import Band, Instrument


@dataclass(frozen=True)
class Score:
    """`answered` of `of` items have an answer. `total` and `band` are None until all items have one."""

    instrument: Instrument
    answered: int
    of: int
    total: int | None
    band: Band | None


def score(instrument: Instrument, answers: AnswersInForce) -> Score:
    """Returns the sum of the option codes, which are the published points, and the published band of this sum."""
    points = [int(str(answer.value)) for link_id in instrument.items if (answer := answers.answer(link_id)).is_known]
    total = sum(points) if len(points) == len(instrument.items) else None
    band = None if total is None else next((band for band in instrument.bands if band.low <= total <= band.high), None)
    return Score(instrument, len(points), len(instrument.items), total, band)
