"""How long the server keeps the answers of a page that lost its connection, as the clinic sets it."""

from streamlit import config

from forms import load_clinic
from forms.authoring import SourceError


def keep_as_the_clinic_sets() -> None:
    """Sets Streamlit's limit from clinic.yaml, before the server starts. Does nothing if that file has errors.

    The page then shows these errors, and nobody can answer.
    """
    try:
        minutes = load_clinic().keep_minutes
    except SourceError:
        return
    config.set_option("server.disconnectedSessionTTL", minutes * 60)
