"""The intake desk's door: staff who fill in the same form with people all day, by keyboard."""

from screens.doors import Door

DESK = Door("desk", asks_desk_items=True, stops_under_18=False, has_welcome=False, goes_on_by_key=True,
            has_quick_exit=False, copies=("clinician", "desk", "patient"))
