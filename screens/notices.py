"""What to do now, where waiting for the visit could harm: on top of every page, from the answer that calls for it."""

from forms import notices_in_force
from screens.markup import put
from screens.visit import Visit


def draw_notices(visit: Visit) -> None:
    for notice in notices_in_force(visit.questionnaire, visit.answers):
        put("notice", notice=notice)
