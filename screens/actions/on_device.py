"""The copy of the answers that a patient may let the browser keep: to keep it, to delete it, and to open it again."""

from datetime import date

from screens.actions.taking_over import go_to_open
from screens.visit.session import callback
from screens.visit.visit import Visit


@callback
def keep_here(visit: Visit) -> None:
    """Keeps a copy from now on, in place of one that is there."""
    device = visit.on_device
    if device.is_offered:
        device.keeps, device.erases, device.found, device.has_failed = True, False, None, False
    visit.position.look_at("on-device")


@callback
def stop_keeping(visit: Visit) -> None:
    """Deletes the copy, and keeps none from now on."""
    visit.on_device.keeps, visit.on_device.erases = False, True
    visit.position.look_at("on-device")


@callback
def note_found(visit: Visit, until: date) -> None:
    """Notes that the browser has a copy from before."""
    visit.on_device.found = until


@callback
def forget_found(visit: Visit) -> None:
    """Called when the person has deleted the copy from before."""
    visit.on_device.found = None
    visit.position.look_at(None)


@callback
def note_failed(visit: Visit) -> None:
    """Called if the browser refused to keep a copy, or has no room for it."""
    visit.on_device.keeps, visit.on_device.has_failed = False, True


@callback
def open_copy(visit: Visit) -> None:
    """Goes to the page where a file is opened. There the browser hands in the copy, as the file that it is."""
    go_to_open(visit)
    visit.on_device.hands += 1
