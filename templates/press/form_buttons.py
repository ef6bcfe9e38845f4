"""Completes a form that is filled in on a screen: changes WeasyPrint's objects right before they are written."""

from collections.abc import Iterable
from typing import Any

import pydyf
from weasyprint import Document

from forms.exchange import MARK
from templates.press.pdf_standards import finish

OFF = "/Off"
READ_ONLY = 1
BEFORE_OPTION = " – "  # between question and option in a button's tooltip
MAY_BE_TAKEN_BACK = 1 << 15  # the flag of radio buttons, without the flag that forbids switching a button off


def finish_form(mark: str, document: Document, pdf: pydyf.PDF) -> None:
    """Rebuilds groups of radio buttons, adds a hidden field with `mark`, and then calls `finish`.

    WeasyPrint numbers the buttons of a group, gives each its own name and lists it as a separate field, so the chosen
    value could not be read back.
    """
    form = pdf.catalog["AcroForm"]
    fields = [_object(pdf, reference) for reference in form["Fields"]]
    groups = [field for field in fields if "Opt" in field and "Kids" in field]
    buttons: set[int] = set()
    for group in groups:
        buttons.update(map(id, _rebuilt(pdf, group)))
    hidden = pydyf.Dictionary({"FT": "/Tx", "T": pydyf.String(MARK), "V": pydyf.String(mark), "Ff": READ_ONLY})
    pdf.add_object(hidden)
    form["Fields"] = pydyf.Array(
        [field.reference for field in fields if id(field) not in buttons] + [hidden.reference])
    finish(document, pdf)


def _rebuilt(pdf: pydyf.PDF, group: Any) -> Iterable[Any]:
    """Returns the buttons of a group. Each now has its option's code as its only state, and no name of its own.

    The tooltip of the group is the question; that of a button is the question and the option.
    """
    buttons = [_object(pdf, reference) for reference in group["Kids"]]
    codes = [option.string for option in group.pop("Opt")]
    for button, code in zip(buttons, codes, strict=True):
        (drawn,) = button["AP"]["N"].values()
        button["AP"]["N"] = pydyf.Dictionary({code: drawn})
        button["AS"] = OFF
        del button["T"], button["FT"]
    group["TU"] = pydyf.String(group["TU"].string.rpartition(BEFORE_OPTION)[0])
    group["V"] = OFF
    group["Ff"] = MAY_BE_TAKEN_BACK
    return buttons


def _object(pdf: pydyf.PDF, reference: bytes | str) -> Any:
    return pdf.objects[int(reference.split()[0])]
