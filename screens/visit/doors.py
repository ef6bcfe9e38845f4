"""The doors to the form: who uses each, and how the form differs there."""

from dataclasses import dataclass

from forms import Copy


@dataclass(frozen=True)
class Door:
    """A door. `name` is also the key of its texts.

    `asks_desk_items`: it asks the questions that only staff answer. `stops_under_18`: it asks a minor nothing more.
    `has_welcome`: it opens with a page that says what this tool is. `goes_on_by_key`: Ctrl + Enter is Continue.
    `has_quick_exit`: one press leaves it for an empty page. `copies`: the readers for whom it prints the summary; the
    first one's copy is shown on the screen.

    Patients use it at home or in the waiting room, on a phone, alone or with help. Staff fill in the same form with
    people all day, by keyboard.
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
