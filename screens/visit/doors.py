"""What a door to the form is: who sits in front of it, and what follows from that."""

from dataclasses import dataclass

from forms import Copy


@dataclass(frozen=True)
class Door:
    """`name` is also the name of its words.

    `asks_desk_items`: shows what only staff fill in. `stops_under_18`: asks a minor nothing more. `has_welcome`: opens
    with a page that says what this is. `goes_on_by_key`: Ctrl + Enter is Continue. `has_quick_exit`: one press
    leaves it for an empty page. `copies`: whom it prints the summary for; the first stands on the screen.

    Patients come at home or in the waiting room, on a phone, alone or with help; staff at the desk fill in the same
    form with people all day, by keyboard.
    """

    name: str
    asks_desk_items: bool
    stops_under_18: bool
    has_welcome: bool
    goes_on_by_key: bool
    has_quick_exit: bool
    copies: tuple[Copy, ...]


PATIENT = Door("patient", asks_desk_items=False, stops_under_18=True, has_welcome=True, goes_on_by_key=False,
               has_quick_exit=True, copies=("patient",))
DESK = Door("desk", asks_desk_items=True, stops_under_18=False, has_welcome=False, goes_on_by_key=True,
            has_quick_exit=False, copies=("clinician", "desk", "patient"))
