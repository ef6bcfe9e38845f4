"""The pages that the clinic serves, to link to."""

from typing import NamedTuple

import streamlit as st

from screens.visit.doors import DESK, Door


class Pages(NamedTuple):
    """The two doors, and the rules and sources. A page that the clinic does not serve is None."""

    patient: st.Page | None
    desk: st.Page | None
    sources: st.Page | None

    @property
    def first(self) -> st.Page | None:
        """The page of the first door that is served."""
        return self.patient or self.desk

    def of(self, door: Door) -> st.Page | None:
        """Returns the page of a door."""
        return self.desk if door.page == DESK.page else self.patient
