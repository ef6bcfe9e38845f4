"""Sends the summary on the screen to the record server, when staff press the button, and once."""

from forms import Answer, is_same_name, load_clinic
from screens.actions.record_server import reads_from_server
from screens.pages.copies import copies_here, summary_and_answers
from screens.smart.grants import Linked
from screens.smart.problems import NotSentError
from screens.smart.scopes import DOCUMENT, may_create
from screens.smart.waited import waited_for
from screens.visit.session import callback, check_still_open
from screens.visit.visit import Visit
from templates import pdf_worker, print_job, write_document


def sends_to_record(visit: Visit) -> bool:
    """True if this page may offer to send a summary to the record server."""
    settings = load_clinic().record_server
    return settings is not None and settings.write_back and reads_from_server(visit)


def linked_here(visit: Visit) -> Linked | None:
    """Returns the patient of the record server to whose chart a document may be added; None if there is none."""
    linked = visit.handed_in.linked
    return linked if linked is not None and may_create(linked.grant.scopes, DOCUMENT) else None


def is_of_form(visit: Visit, linked: Linked) -> bool:
    """True if the form has a name and a birthday, and both are those of the record."""
    roles, answers = visit.questionnaire.roles, visit.response.answers
    name, born = (answers.get(link_id, Answer()).value for link_id in (roles.name, roles.birth_date))
    if not isinstance(name, str) or born is None or born != linked.born:
        return False
    return any(is_same_name(one, name) for one in linked.names)


def is_sent(visit: Visit) -> bool:
    """True if this same copy of these same answers is in the record already."""
    sent = visit.handed_in.sent_to_record
    return sent is not None and sent[0] is visit.response and sent[1] == copies_here(visit)[0]


@callback
def send_to_record(visit: Visit) -> None:
    """Sends the copy on the screen, as PDF, with what its reader may see. A second click finds that it was sent."""
    from screens.smart.document import send_document

    settings, linked = load_clinic().record_server, linked_here(visit)
    if settings is None or linked is None or not sends_to_record(visit):
        return
    if is_sent(visit) or not is_of_form(visit, linked):
        return
    check_still_open(visit)
    summary, answers = summary_and_answers(visit, copies_here(visit)[0])
    pdf = pdf_worker().render(print_job(summary, visit.printing.paper))
    made_at = visit.clock().astimezone(load_clinic().zone)
    document = write_document(summary, answers, pdf, made_at, f"Patient/{linked.grant.patient_id}")
    if visit.saving is not None:
        visit.saving.note("exported")
    try:
        number = waited_for(send_document(settings, linked.grant, document.as_json()))
    except NotSentError as error:
        visit.handed_in.not_sent = error.why
    else:
        visit.handed_in.sent_to_record, visit.handed_in.not_sent = (visit.response, copies_here(visit)[0], number), None
