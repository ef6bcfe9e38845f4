"""Notices at the top of every page: what to do now if waiting for the consult could harm."""

from forms import dangers, urgent
from screens.browser.markup import put
from screens.visit.visit import Visit

IN_PRIVATE = "in_private"  # the id of the notice on answers that this page does not show


def draw_notices(visit: Visit) -> None:
    """Draws the notices that the answers raise, and moves the focus to a new one.

    If answers that this page does not show raise a notice or indicate danger, a notice says so without naming them.
    """
    notices = [one.notice for one in urgent(visit.answers)]
    ids = frozenset(notice.notice_id for notice in notices)
    warns_of_hidden = _warns_of_hidden(visit)
    if warns_of_hidden:
        ids |= {IN_PRIVATE}
    for new in ids - visit.help.notices_shown:
        visit.position.look_at(f"notice-{new}")
    visit.help.notices_shown = ids
    if warns_of_hidden:
        put("notice_in_private", words=visit.words, notice_id=IN_PRIVATE)
    for notice in notices:
        put("notice", notice=notice, for_staff=visit.door.asks_desk_items)


def _warns_of_hidden(visit: Visit) -> bool:
    if not visit.hidden:
        return False
    told = {one.notice.notice_id for one in urgent(visit.answers)}
    if any(one.notice.notice_id not in told for one in urgent(visit.all_answers)):
        return True
    because: list[str] = []
    for danger in dangers(visit.all_answers):
        because.extend(danger.because)
    return not all(map(visit.answers.is_open, because))
