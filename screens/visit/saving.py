"""Saves the answers of a visit as they are given, in a draft of the store. Independent of Streamlit.

`Visit.keep` calls `save` after each change of an answer. Nothing else makes an answer last.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from forms.exchange import LeftOut
from records import Content, Deed, Draft, Holder, OvertakenError, RecordsError, Store
from records import State as State

Trouble = Literal["unreachable", "overtaken"]


@dataclass
class Saving:
    """The draft of a visit, and whether all of it is saved.

    `store` returns the store, and raises RecordsError while it cannot be reached. `content` returns what the visit
    holds now. `draft` is None until the first answer is saved. `trouble`: "unreachable" until the store can be reached
    again; "overtaken" if somebody else opened, saved or erased the draft, after which nothing more is saved here.
    `left_out` are answers of the draft that today's questions cannot take.
    """

    store: Callable[[], Store]
    who: Holder
    content: Callable[[], Content]
    draft: Draft | None = None
    trouble: Trouble | None = None
    left_out: tuple[LeftOut, ...] = ()

    @property
    def saved_at(self) -> datetime | None:
        """When everything here was saved, in UTC; None while something is not saved, or nothing is there to save."""
        return None if self.draft is None or self.trouble is not None else self.draft.changed

    def save(self) -> None:
        """Saves what the visit holds now. If that is not possible, `trouble` says why, and the visit goes on."""
        if self.trouble == "overtaken":
            return
        content = self.content()
        if self.draft is None and not (content.answers or content.typed):  # nothing is worth a draft yet
            self.trouble = None
            return
        try:
            store = self.store()
            self.draft = (store.begin(self.who, content) if self.draft is None
                          else store.save(self.draft, content, self.who))
        except OvertakenError:
            self.trouble = "overtaken"
        except RecordsError:
            self.trouble = "unreachable"
        else:
            self.trouble = None

    def save_changes(self) -> None:
        """Saves what changed without a change of an answer: the page, and text that cannot be an answer yet."""
        if self.draft is None or self.draft.content != self.content():
            self.save()

    def let_go(self) -> None:
        """Lets others open the draft without asking."""
        if self.draft is not None and self.trouble is None:
            try:
                self.store().release(self.draft, self.who)
            except RecordsError:
                return  # the hold ends by itself

    def move_to(self, state: State) -> None:
        """Moves the draft to another list of the worklist."""
        if self.draft is None or self.trouble is not None:
            return
        try:
            self.draft = self.store().set_state(self.draft, state, self.who)
        except OvertakenError:
            self.trouble = "overtaken"
        except RecordsError:
            self.trouble = "unreachable"

    def note(self, deed: Deed) -> None:
        """Notes in the audit trail what was done with the draft."""
        try:
            self.store().note(self.draft.draft_id if self.draft else None, deed, self.who)
        except RecordsError:
            self.trouble = self.trouble or "unreachable"
