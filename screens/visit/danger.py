"""When the visit stops for help: the crisis page opens before all else, once for each answer that speaks of danger.

Which answers those are, and how much danger they speak of, is decided by forms.dangers alone. Knows nothing of
Streamlit.
"""

from dataclasses import replace

from forms import Danger, Item, dangers
from screens.visit.visit import Visit

AT_ONCE = "now"  # the level whose answers open the page as they are given; the others wait for Continue
IN_PLACE = "ask"  # the level that opens no page: whom to call stands at the question


def look_for_danger(visit: Visit, *, finished: bool) -> None:
    """Opens the crisis page where an answer speaks of danger and was not met with it yet.

    `finished`: the person goes on. Before that, item 9 of a questionnaire opens nothing, and neither does a choice that
    the arrow keys are only passing by.
    """
    found = [one for one in dangers(visit.answers) if one.level != IN_PLACE]
    visit.helped_with &= {(one.level, link_id) for one in found for link_id in one.because}
    for one in found:
        if not finished and (one.level != AT_ONCE or visit.passes_by_arrow):
            continue
        marks = {(one.level, link_id) for link_id in one.because}
        if not marks <= visit.helped_with:
            newest_first = tuple(sorted(one.because, key=lambda link_id: (one.level, link_id) in visit.helped_with))
            visit.helped_with |= {(each.level, link_id) for each in found for link_id in each.because
                                  if finished or each.level == AT_ONCE}
            visit.open_crisis_page(replace(one, because=newest_first))
            return


def has_been_helped(visit: Visit) -> bool:
    """Whether the answers spoke of danger, so that the page with whom to call was shown."""
    return bool(visit.helped_with)


def is_to_be_asked(visit: Visit, item: Item) -> bool:
    """Whether whom to call stands at this question: it was left open on purpose, or its words are in doubt."""
    return any(one.level == IN_PLACE and item.link_id in one.because for one in dangers(visit.answers))


def in_own_words(visit: Visit, found: Danger) -> bool:
    """Whether words alone speak of danger: what they mean is for the person to say."""
    items = [visit.questionnaire.item(link_id) for link_id in found.because]
    return bool(items) and all(item.type in ("text", "rows") for item in items)
