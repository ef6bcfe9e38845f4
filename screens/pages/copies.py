"""The copies of the summary that a page prints: for whom, and what each contains."""

from collections import Counter

from forms import (
    AnswersInForce,
    Copy,
    answers_in_force,
    cut,
    load_clinic,
    load_questionnaire,
    reader_of,
    rows_laid_aside,
)
from rules import conclude, conclude_openly, load_rule_sets
from screens.visit.charted import waiting
from screens.visit.sign_offs import signed_here
from screens.visit.visit import Visit
from screens.visit.whose import taken_from_others
from templates import BesideAnswers, PrintJob, Summary, build_summary, print_job


def copies_here(visit: Visit) -> tuple[Copy, ...]:
    """The readers for whom this page prints: the desk alone while it hides what a patient answered alone."""
    return ("desk",) if visit.hidden else visit.door.copies


def summary_for(visit: Visit, copy: Copy) -> Summary:
    """Returns the summary for one reader. If there was an earlier visit, changes since then are marked."""
    return summary_and_answers(visit, copy)[0]


def summary_and_answers(visit: Visit, copy: Copy) -> tuple[Summary, AnswersInForce]:
    """Returns the same, and the answers that this reader sees."""
    before = visit.printing.compared or visit.handed_in.earlier
    earlier = before.to_compare_with(visit.answers.as_response()) if before is not None else None
    answers, language = _in_language_of(copy, visit)
    conclusions = conclude(answers, load_rule_sets(language=language), reader_of(copy), earlier)
    is_private = copy == "patient" and not visit.printing.names_private
    beside = BesideAnswers(taken_from_others(visit), rows_laid_aside(answers, visit.response), waiting(visit))
    summary = build_summary(conclusions, as_of=visit.today, intake_desk=visit.door.asks_desk_items, beside=beside,
                            openly=conclude_openly(conclusions) if is_private else None, signed_here=signed_here())
    return summary, conclusions.answers


def language_of(copy: Copy, visit: Visit) -> str:
    """The language of a copy: that of the clinic for the clinic, that of the person for the person.

    At the desk, the person's is the one that staff chose for the form. If they chose none, it is the one in which most
    questions were asked, such as at home.
    """
    clinic = load_clinic()
    if copy != "patient":
        return clinic.language
    if not visit.door.asks_desk_items or visit.language != clinic.language:
        return visit.language
    asked = Counter(answer.asked_in for answer in visit.answers.given().values())
    most = asked.most_common(1)[0][0] if asked else None
    return most if most in clinic.languages else visit.language


def _in_language_of(copy: Copy, visit: Visit) -> tuple[AnswersInForce, str]:
    """The answers that this page shows, with the questions in the language of a copy."""
    language = language_of(copy, visit)
    if language == visit.language:
        return visit.answers, language
    questionnaire = load_questionnaire(language=language)
    return cut(answers_in_force(questionnaire, visit.response, today=visit.today), visit.hidden), language


def job_for(visit: Visit, copy: Copy) -> PrintJob:
    """Returns the print job of one reader's copy, on the chosen paper."""
    return print_job(summary_for(visit, copy), visit.printing.paper)
