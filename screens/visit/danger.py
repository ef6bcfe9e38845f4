"""Opens the crisis page, once for each answer that indicates danger.

forms.crisis decides which answers indicate danger, and at which level. Independent of Streamlit.
"""

from dataclasses import replace

from forms import named_dangers
from screens.visit.visit import Visit

AT_ONCE = "now"  # answers of this level open the page as they are given; those of other levels wait for Continue


def may_be_in_danger(visit: Visit) -> bool:
    """True if an answer may mean danger."""
    return bool(named_dangers(visit.all_answers))


def look_for_danger(visit: Visit, *, finished: bool) -> None:
    """Opens the crisis page if an answer indicates danger and the page was not shown for it yet.

    `finished`: True on Continue. Before that, item 9 of the PHQ-9 opens nothing, and neither does a choice that the
    arrow keys are only passing by.
    """
    dangers = named_dangers(visit.all_answers)
    visit.help.forget_all_but(dangers)
    if finished:
        due = dangers
    elif visit.help.passes_by_arrow:
        due = ()
    else:
        due = tuple(danger for danger in dangers if danger.level == AT_ONCE)
    for danger in due:
        new = visit.help.not_shown_for(danger)
        if new:
            known = tuple(link_id for link_id in danger.because if link_id not in new)
            visit.help.note_shown(due)
            visit.open_crisis_page(replace(danger, because=new + known))
            return
