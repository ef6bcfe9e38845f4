"""Drops what a page sends as the content of a field if it cannot be the content of such a field.

Streamlit keeps it, and fails on it in each later run: the page stays broken, and the log gets a traceback each time.
"""

from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.common import WidgetMetadata, unpack_widget_state_value
from streamlit.runtime.state.session_state import Serialized, WStates


def keep_readable_fields_only() -> None:
    """Makes the running server do so. Streamlit has no setting for this."""
    WStates.set_widget_from_proto = _keep_if_readable  # type: ignore[assignment,method-assign] # takes its place


def can_be_of(field: WidgetMetadata[Any], sent: WidgetState) -> bool:
    """Whether this content is of the kind that the field has, one of its options if it has some, and can be read."""
    kind = sent.WhichOneof("value")
    if kind not in (None, field.value_type):
        return False
    if kind == "string_value" and field.formatted_options and sent.string_value not in field.formatted_options:
        return False
    try:
        field.deserializer(unpack_widget_state_value(sent))
    except (TypeError, ValueError, LookupError, AttributeError, RecursionError):
        return False
    return True


def _keep_if_readable(states: WStates, sent: WidgetState) -> None:
    """Takes the place of Streamlit's method. A field that is not drawn yet is not known, and checked when it is."""
    field = states.widget_metadata.get(sent.id)
    if field is None or can_be_of(field, sent):
        states[sent.id] = Serialized(sent)
