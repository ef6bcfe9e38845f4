"""A PDF from its objects, written by hand, so that it can be as wrong as one likes."""

import zlib

NEW = b"%PDF-1.7\n"
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"


def pdf(*objects: bytes, trailer: bytes = b"", root: int = 1) -> bytes:
    """Objects 1 and on, with a table of where they stand. `trailer` adds entries to the trailer."""
    parts, places, at = [NEW], [], len(NEW)
    for number, one in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % at)
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, one))
        at += len(parts[-1])
    size = len(objects) + 1
    parts += [b"xref\n0 %d\n0000000000 65535 f \n" % size, *places,
              b"trailer<</Root %d 0 R/Size %d%b>>\nstartxref\n%d\n%%%%EOF" % (root, size, trailer, at)]
    return b"".join(parts)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """An object with a stream, packed by zlib."""
    return raw_stream(zlib.compress(content, 9), b"/Filter/FlateDecode" + entries)


def raw_stream(content: bytes, entries: bytes = b"") -> bytes:
    """An object with a stream, as it is."""
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(content), entries, content)


def pages(*kids: bytes, count: int | None = None) -> bytes:
    return b"<</Type/Pages/Kids[%b]/Count %d>>" % (b" ".join(kids), len(kids) if count is None else count)


def page(entries: bytes = b"", box: bytes = b"0 0 595 842") -> bytes:
    return b"<</Type/Page/Parent 2 0 R/MediaBox[%b]%b>>" % (box, entries)


def one_page(contents: bytes, resources: bytes = b"", *others: bytes) -> bytes:
    """A PDF of one page. `contents` is object 4, and `others` are those from 5 on."""
    resources = b"/Resources<<%b>>" % resources
    return pdf(CATALOG, pages(b"3 0 R"), page(b"/Contents 4 0 R" + resources), contents, *others)


def picture(entries: bytes, content: bytes) -> bytes:
    """A PDF of one page that a picture fills."""
    image = raw_stream(content, b"/Type/XObject/Subtype/Image" + entries)
    return one_page(raw_stream(b"595 0 0 842 0 0 cm /I Do"), b"/XObject<</I 5 0 R>>", image)


def attached(*files: bytes, names: bytes | None = None) -> bytes:
    """A PDF with answers.json as its attachment; `files` are the objects from 4 on, the first of which is the file."""
    names = names or b"<</Names[(answers.json)3 0 R]>>"
    return pdf(b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles %b>>>>" % names, pages(),
               b"<</Type/Filespec/F(answers.json)/UF(answers.json)/EF<</F 4 0 R>>>>", *files)


def form(*fields: bytes, mark: bytes = b"(ketamine-consult 2026.12)", entries: bytes = b"") -> bytes:
    """A PDF with a form of ours. `fields` are the objects from 4 on, of which all are named as fields."""
    named = b" ".join(b"%d 0 R" % number for number in range(3, 4 + len(fields)))
    return pdf(b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%b]%b>>>>" % (named, entries), pages(),
               b"<</FT/Tx/T(questionnaire)/V%b>>" % mark, *fields)
