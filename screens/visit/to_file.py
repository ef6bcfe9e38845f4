"""The answers of a visit as the file that a person can save. Called outside of a run of the script too."""

from forms.exchange import taken_as_json, write_response
from forms.exchange.fhir import suggestions_as_json
from screens.visit.charted import in_record
from screens.visit.session import check_still_open
from screens.visit.visit import Visit
from screens.visit.whose import taken_from_others


def answers_to_save(visit: Visit) -> str:
    """Returns the answers of the visit as a RESPONSE.json, and beside them what the person's own health record says."""
    check_still_open(visit)
    taken = [one.without(visit.hidden) for one in taken_from_others(visit)]
    return write_response(visit.answers.as_response(), visit.questionnaire, taken_as_json(taken),
                          suggestions_as_json(in_record(visit)))
