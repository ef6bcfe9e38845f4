"""What to do now, where waiting for the visit could harm: on top of every page, from the answer that calls for it."""

from forms import urgent
from screens.browser.markup import put
from screens.visit.visit import Visit


def draw_notices(visit: Visit) -> None:
    """Draws the notices of these answers, and takes the person to one that was not there before."""
    notices = [one.notice for one in urgent(visit.answers)]
    ids = frozenset(notice.notice_id for notice in notices)
    for new in ids - visit.notices_shown:
        visit.look_at(f"notice-{new}")
    visit.notices_shown = ids
    for notice in notices:
        put("notice", notice=notice, for_staff=visit.door.asks_desk_items)
