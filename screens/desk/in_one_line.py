"""A patient in one line: the name, the date of birth and the record number."""

from records import Identity
from screens.visit.visit import Visit
from templates import load_words


def in_one_line(visit: Visit, identity: Identity | None) -> tuple[str, ...]:
    """Returns the name, the date of birth and the record number to show; a text in their place if none is known.

    `identity` is None for a record that does not open.
    """
    words, texts = visit.words, load_words(visit.words.language)
    if identity is None:
        return (words("worklist.does_not_open"),)
    shown = [identity.name or words("worklist.no_name")]
    if identity.birth_date is not None:
        shown.append(words("worklist.born", day=texts.on(identity.birth_date)))
    if identity.record_number:
        shown.append(words("worklist.number", number=identity.record_number))
    return tuple(shown)
