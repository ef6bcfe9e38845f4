"""What of a chart is read: the types of resources, and the codes of observations. For programs that ask a server."""

from collections.abc import Iterator

from forms import Questionnaire
from forms.exchange.fhir.codes import load_codes
from forms.exchange.fhir.whose_chart import CHARTED as CHARTED


def observation_codes(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Returns the LOINC codes of the observations that are read: blood pressure, pregnancy, scores of instruments."""
    return tuple(dict.fromkeys(_each_code(questionnaire)))


def _each_code(questionnaire: Questionnaire) -> Iterator[str]:
    codes = load_codes()
    yield from (*codes.blood_pressure.panels, *codes.blood_pressure.systolic, *codes.blood_pressure.diastolic)
    yield from codes.pregnancy_status.asked
    for instrument in questionnaire.instruments:
        yield from (instrument.loinc_total, instrument.loinc)
