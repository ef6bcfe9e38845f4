"""Notices at the top of every page: what to do now if waiting for the consult could harm."""

from forms import urgent
from screens.browser.markup import put
from screens.visit.visit import Visit


def draw_notices(visit: Visit) -> None:
    """Draws the notices that the answers raise, and moves the focus to a new one."""
    notices = [one.notice for one in urgent(visit.answers)]
    ids = frozenset(notice.notice_id for notice in notices)
    for new in ids - visit.help.notices_shown:
        visit.position.look_at(f"notice-{new}")
    visit.help.notices_shown = ids
    for notice in notices:
        put("notice", notice=notice, for_staff=visit.door.asks_desk_items)
