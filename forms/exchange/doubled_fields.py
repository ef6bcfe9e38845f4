"""Finds fields of one name in a form: in a file of two forms, one would be taken for the other without a word."""

from collections.abc import Container, Iterator

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, Field

from forms.exchange.limits import MOST_FIELDS
from forms.exchange.unreadable import UnreadableError


def fields_of_one_name(reader: PdfReader, names: Container[str]) -> Iterator[list[Field]]:
    """Yields the fields of each of the names that more than one field has. Raises UnreadableError for too many fields.

    Fields that are only on the pages count too. Pages that were joined to a form bring their fields, but no list of
    them.
    """
    found: dict[str, dict[int, Field]] = {}
    for number, part in enumerate(_parts(reader)):
        if number > MOST_FIELDS:
            raise UnreadableError("too_large_inside")
        field = _field_of(part)
        name = _entry(field, "/T")
        if field is not None and isinstance(name, str) and name in names:
            found.setdefault(name, {})[_place(field)] = Field(field)
    for alike in found.values():
        if len(alike) > 1:
            yield list(alike.values())


def _parts(reader: PdfReader) -> Iterator[DictionaryObject]:
    """The fields in the list of the form, and everything that lies on the pages."""
    yield from _dictionaries(_entry(_entry(reader.root_object, "/AcroForm"), "/Fields"))
    for page in reader.pages:
        yield from _dictionaries(_entry(page, "/Annots"))


def _dictionaries(listed: object) -> Iterator[DictionaryObject]:
    for part in listed if isinstance(listed, ArrayObject) else ():
        found = part.get_object()
        if isinstance(found, DictionaryObject):
            yield found


def _field_of(part: DictionaryObject) -> DictionaryObject | None:
    """The field to which a part belongs: itself, or for one of several buttons its parent. None if it is no field.

    A comment on a page has no type of field. Its name is that of who wrote it.
    """
    found = part if "/T" in part else _entry(part, "/Parent")
    return found if isinstance(found, DictionaryObject) and "/FT" in found and "/Parent" not in found else None


def _entry(of: object, key: str) -> object:
    """What stands under a key, wherever in the file it is; None if there is nothing."""
    return of[key] if isinstance(of, DictionaryObject) and key in of else None


def _place(field: DictionaryObject) -> int:
    """What tells two fields apart: the number of the object in the file."""
    reference = field.indirect_reference
    return reference.idnum if reference is not None else -id(field)
