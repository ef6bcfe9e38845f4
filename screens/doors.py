"""What a door to the form is: who sits in front of it, and what follows from that."""

from dataclasses import dataclass

from forms import Copy


@dataclass(frozen=True)
class Door:
    """`name` is also the name of its words.

    `asks_desk_items`: shows what only staff fill in. `stops_under_18`: asks a minor nothing more. `has_welcome`: opens
    with a page that says what this is. `goes_on_by_key`: Ctrl + Enter is Continue. `has_quick_exit`: one press
    leaves it for an empty page. `copies`: whom it prints the summary
    for; the first stands on the screen.
    """

    name: str
    asks_desk_items: bool
    stops_under_18: bool
    has_welcome: bool
    goes_on_by_key: bool
    has_quick_exit: bool
    copies: tuple[Copy, ...]
