"""The doors to the form: who uses each, how the form differs there, and which doors the clinic serves."""

from dataclasses import dataclass
from typing import Literal

from forms import Copy, DoorName, Item, Section, load_clinic
from forms.authoring import SourceError


@dataclass(frozen=True)
class Door:
    """A door. `name` is the key of its texts and fields; `page` is the page of the app on which it is drawn.

    `asks_desk_items`: it asks the questions that only staff answer. `stops_under_18`: it asks a minor no more
    questions. `has_welcome`: it begins with a page that explains this tool. `goes_on_by_key`: Ctrl + Enter is Continue.
    `has_quick_exit`: it has a button that leaves for an empty page. `is_at_home`: the person may be in another time
    zone than the clinic. `keeps_records`: answers are saved in the clinic's records, if the clinic has any.
    `has_short_pages`: long sections have several pages, for phones.
    `all_copies`: the readers for whom it can print the summary. `is_alone`: a patient fills in a part of the desk's
    form alone, on the desk's device: only the questions whose answers the desk does not see.

    Patients use their door at home or in the waiting room, on a phone, alone or with help. Staff fill in the same form
    with people all day, by keyboard.
    """

    name: Literal["patient", "desk", "alone"]
    page: DoorName
    asks_desk_items: bool
    stops_under_18: bool
    has_welcome: bool
    goes_on_by_key: bool
    has_quick_exit: bool
    is_at_home: bool
    keeps_records: bool
    has_short_pages: bool
    all_copies: tuple[Copy, ...]
    is_alone: bool = False

    def asks(self, item: Item, section: Section) -> bool:
        """True if this door can ask a question of this section. Whether the question is open is decided elsewhere."""
        is_for_staff = "desk" in (item.asked_by, section.asked_by)
        if self.is_alone:
            return not is_for_staff and "desk" not in item.audience
        return self.asks_desk_items or not is_for_staff

    @property
    def copies(self) -> tuple[Copy, ...]:
        """The readers for whom it prints the summary in this clinic. The first reader's copy is shown on the screen.

        The clinic chooses for the desk. Patients always get their own.
        """
        if not self.asks_desk_items:
            return self.all_copies
        return tuple(copy for copy in self.all_copies if copy in load_clinic().copies)


PATIENT = Door("patient", "patient", asks_desk_items=False, stops_under_18=True, has_welcome=True, goes_on_by_key=False,
               has_quick_exit=True, is_at_home=True, keeps_records=False, has_short_pages=True,
               all_copies=("patient",))
DESK = Door("desk", "desk", asks_desk_items=True, stops_under_18=False, has_welcome=False, goes_on_by_key=True,
            has_quick_exit=False, is_at_home=False, keeps_records=True, has_short_pages=False,
            all_copies=("clinician", "desk", "patient"))
ALONE = Door("alone", "desk", asks_desk_items=False, stops_under_18=False, has_welcome=False, goes_on_by_key=False,
             has_quick_exit=False, is_at_home=False, keeps_records=True, has_short_pages=True,
             all_copies=("patient",), is_alone=True)


def doors_served() -> tuple[DoorName, ...]:
    """Returns the doors that the clinic serves. If clinic.yaml has errors, only the patient's, which shows them."""
    try:
        return load_clinic().doors
    except SourceError:
        return (PATIENT.page,)
