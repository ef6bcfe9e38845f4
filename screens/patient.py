"""The patient's door: at home or in the waiting room, on a phone, alone or with help."""

from screens.doors import Door

PATIENT = Door("patient", asks_desk_items=False, stops_under_18=True, has_welcome=True, goes_on_by_key=False,
               has_quick_exit=True, copies=("patient",))
