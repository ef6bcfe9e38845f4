"""The copies of the summary that a page prints: for whom, and what each contains."""

from forms import Copy, reader_of, rows_laid_aside
from rules import conclude, conclude_openly, load_rule_sets
from screens.visit.sign_offs import signed_here
from screens.visit.visit import Visit
from screens.visit.whose import taken_from_others
from templates import BesideAnswers, PrintJob, Summary, build_summary, print_job


def copies_here(visit: Visit) -> tuple[Copy, ...]:
    """The readers for whom this page prints: the desk alone while it hides what a patient answered alone."""
    return ("desk",) if visit.hidden else visit.door.copies


def summary_for(visit: Visit, copy: Copy) -> Summary:
    """Returns the summary for one reader. If there was an earlier visit, changes since then are marked."""
    before = visit.printing.compared or visit.handed_in.earlier
    earlier = before.to_compare_with(visit.answers.as_response()) if before is not None else None
    conclusions = conclude(visit.answers, load_rule_sets(language=visit.language), reader_of(copy), earlier)
    is_private = copy == "patient" and not visit.printing.names_private
    beside = BesideAnswers(taken_from_others(visit), rows_laid_aside(visit.answers, visit.response))
    return build_summary(conclusions, as_of=visit.today, intake_desk=visit.door.asks_desk_items, beside=beside,
                         openly=conclude_openly(conclusions) if is_private else None, signed_here=signed_here())


def job_for(visit: Visit, copy: Copy) -> PrintJob:
    """Returns the print job of one reader's copy, on the chosen paper."""
    return print_job(summary_for(visit, copy), visit.printing.paper)
