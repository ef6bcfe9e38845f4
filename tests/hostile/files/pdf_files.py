"""PDFs: too many pages, loops, bombs, wrong types, and forms and attachments that are none."""

import io
import zipfile
import zlib
from collections.abc import Iterable
from functools import partial

from pypdf import PdfWriter

from tests.hostile.files.case import Case, answers, attachment, sealed_again
from tests.hostile.files.pdf_bytes import (
    CATALOG,
    NEW,
    attached,
    form,
    one_page,
    page,
    pages,
    pdf,
    picture,
    raw_stream,
    stream,
)
from tests.support.packing import packed_zeros

GOOD_FILE = attachment()
PIXEL = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
FOREIGN = "foreign"
AS_FAR_AS_IT_GOES = "foreign|too_slow|too_much_memory|reading_broke_off"  # PDFium may get through it


def good() -> bytes:
    """A PDF with answers that are read."""
    return attached(stream(GOOD_FILE))


def with_page(resources: bytes, contents: bytes = b"", *others: bytes, count: int = 1) -> bytes:
    """A PDF with answers that are read, and so often a page, object 5. `others` are the objects from 7 on."""
    kids = b" ".join([b"5 0 R"] * count)
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(answers.json)3 0 R]>>>>>>",
        pages(kids, count=count),
        b"<</Type/Filespec/F(answers.json)/UF(answers.json)/EF<</F 4 0 R>>>>",
        stream(GOOD_FILE),
        page(b"/Contents 6 0 R/Resources" + resources),
        stream(contents),
        *others,
    )


def never_drawn() -> bytes:
    """A PDF with answers that are read, on whose page a pattern is repeated without an end."""
    pattern = b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep .001/YStep .001/Resources<<>>"
    return with_page(
        b"<</Pattern<</P 7 0 R>>>>", b"/Pattern cs /P scn 0 0 595 842 re f", stream(b"0 0 1 1 re f", pattern)
    )


def saved_by_pypdf(*, password: str | None = None, algorithm: str = "AES-256") -> bytes:
    writer, content = PdfWriter(clone_from=io.BytesIO(good())), io.BytesIO()
    writer.add_blank_page(100, 100)
    if password is not None:
        writer.encrypt(password, "owner", algorithm=algorithm)
    writer.write(content)
    return content.getvalue()


def with_pages(count: int, contents: bytes = b"") -> bytes:
    """So many pages, each an object of its own, each with this content."""
    kids = [b"%d 0 R" % number for number in range(4, 4 + count)]
    return pdf(CATALOG, pages(*kids), raw_stream(contents), *[page(b"/Contents 3 0 R")] * count)


def page_tree(depth: int) -> bytes:
    links = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 1) for number in range(2, 2 + depth)]
    return pdf(CATALOG, *links, page())


def drawing(content: bytes, resources: bytes = b"", *others: bytes) -> bytes:
    return one_page(stream(content), resources, *others)


def forms_in_forms(depth: int, calls: int) -> bytes:
    """A page that draws a form that draws another one, several times each."""
    names = b" ".join(b"/F%d %d 0 R" % (number, 5 + number) for number in range(depth))
    resources = b"/Resources<</XObject<<%b>>>>" % names
    drawn = [
        stream(b"/F%d Do\n" % (number + 1) * calls, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + resources)
        for number in range(depth)
    ]
    return drawing(b"/F0 Do", b"/XObject<<%b>>" % names, *drawn)


def filters(*names: bytes, content: bytes) -> bytes:
    return attached(raw_stream(content, b"/Filter[%b]" % b"".join(names)))


def packed_often(times: int) -> bytes:
    content = GOOD_FILE
    for _ in range(times):
        content = zlib.compress(content)
    return content


def predicted(entries: bytes, content: bytes) -> bytes:
    return attached(raw_stream(content, b"/Filter/FlateDecode/DecodeParms<<%b>>" % entries))


def table_stream(entries: bytes, content: bytes = b"") -> bytes:
    """A PDF whose table of objects is a stream."""
    packed = zlib.compress(content)
    return (
        NEW
        + b"1 0 obj\n<</Type/XRef/Root 1 0 R/Length %d/Filter/FlateDecode%b>>stream\n%b\nendstream\nendobj\n"
        % (len(packed), entries, packed)
        + b"startxref\n9\n%%EOF"
    )


def table_before(before: int, start: int) -> bytes:
    """A good PDF with one more table in front of the old one, which says that another comes before it."""
    whole = good()
    last = int(whole.rpartition(b"startxref\n")[2].split()[0])
    return whole + b"\nxref\n0 0\ntrailer<</Root 1 0 R/Size 5/Prev %d>>\nstartxref\n%d\n%%%%EOF" % (
        last if before < 0 else before,
        len(whole) + 1 + start,
    )


def revised(times: int) -> bytes:
    whole = good()
    for _ in range(times):
        last = int(whole.rpartition(b"startxref\n")[2].split()[0])
        whole += b"\nxref\n0 0\ntrailer<</Root 1 0 R/Size 5/Prev %d>>\nstartxref\n%d\n%%%%EOF" % (last, len(whole) + 1)
    return whole


def object_stream(entries: bytes, content: bytes) -> bytes:
    """A PDF whose catalog stands in an object stream; the tables of both are streams."""
    packed = zlib.compress(content, 9) if len(content) < 10_000_000 else content
    first = b"2 0 obj\n<</Type/ObjStm/Filter/FlateDecode/Length %d%b>>stream\n%b\nendstream\nendobj\n" % (
        len(packed),
        entries,
        packed,
    )
    rows = b"\0\0\0\0" + b"\2\0\2\0" + b"\1" + len(NEW).to_bytes(2, "big") + b"\0" + b"\1\0\0\0"
    at = len(NEW) + len(first)
    table = zlib.compress(rows)
    return (
        NEW
        + first
        + b"3 0 obj\n<</Type/XRef/Root 1 0 R/Size 4/W[1 2 1]/Filter/FlateDecode/Length %d>>stream\n%b"
        % (len(table), table)
        + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % at
    )


def fields(some: Iterable[tuple[str, str]]) -> list[bytes]:
    return [b"<</FT/Tx/T(%b)/V%b>>" % (name.encode(), value.encode()) for name, value in some]


def named_files(count: int, name: str = "file") -> bytes:
    listed = b"".join(b"(%b%d)3 0 R" % (name.encode(), number) for number in range(count))
    return attached(stream(b"Hello"), names=b"<</Names[%b]>>" % listed)


def doing(action: bytes) -> bytes:
    """A PDF with answers that asks its reader to do something when it is opened."""
    return good().replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<<" + action + b">>", 1)


def nested(times: int) -> bytes:
    """A PDF whose attached answers are a PDF whose attached answers are a PDF, and so on."""
    content = good()
    for _ in range(times):
        content = attached(stream(content))
    return content


def archived() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("answers.json", GOOD_FILE)
    return content.getvalue()


ACTIONS = {
    "starts a program": b"/S/Launch/F(/bin/sh)/Win<</F(calc.exe)>>",
    "opens an address": b"/S/URI/URI(http://127.0.0.1:9/x)",
    "goes to another PDF": b"/S/GoToR/F(http://127.0.0.1:9/a.pdf)/D[0/Fit]",
    "sends a form": b"/S/SubmitForm/F<</FS/URL/F(http://127.0.0.1:9/s)>>/Flags 256",
    "reads a file": b"/S/ImportData/F(/etc/passwd)",
}
INLINE = b"BI /W 1 /H 1 /BPC 8 /CS /G ID \0 EI\n"
TEXT = b"BT /F 9 Tf (a) Tj ET\n"
HELVETICA = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
BOMB = b"BT /F 9 Tf " + b"(a) Tj " * 600_000 + b"ET"

CASES = {
    **{f"pdf good that {what}": Case(partial(doing, how), "read: attachment") for what, how in ACTIONS.items()},
    "pdf good, and a web page before it": Case(lambda: b"<html><script>x</script><!--" + good(), "read: attachment"),
    "pdf good, and an archive behind it": Case(lambda: good() + archived(), "read: attachment"),
    "pdf good, behind a photo": Case(lambda: PIXEL + good(), "read: attachment"),
    "pdf in a pdf": Case(lambda: nested(1), "not_answers"),
    "pdf in a pdf, 30 deep": Case(lambda: nested(30), "not_answers"),
    "pdf attachment that is a program": Case(lambda: attached(stream(b"MZ" + b"\0" * 1000)), "not_answers"),
    "pdf attachment that is empty": Case(lambda: attached(stream(b"")), "not_answers"),
    "pdf attachment that is a file of this machine": Case(
        lambda: attached(b"<</F(/etc/passwd)/Length 0>>stream\n\nendstream"), "not_answers"
    ),
    "pdf locked with RC4 of 40 bits": Case(lambda: saved_by_pypdf(password="", algorithm="RC4-40"), "encrypted"),
    "pdf locked with AES of 128 bits": Case(lambda: saved_by_pypdf(password="", algorithm="AES-128"), "encrypted"),
    "pdf good, whose page cannot be drawn to its end": Case(never_drawn, "read: attachment"),
    "pdf good, 20,000 pages to compare with": Case(lambda: with_page(b"<<>>", count=20_000), "read: attachment"),
    "pdf attachment with an answer twice": Case(
        lambda: attached(stream(GOOD_FILE.replace(b'"answers": {', b'"answers": {"pregnant": {"value": "yes"}, ', 1))),
        "not_answers",
    ),
    "pdf good": Case(good, "read: attachment"),
    "pdf good, saved anew": Case(saved_by_pypdf, "read: attachment"),
    "pdf good, revised 200 times": Case(lambda: revised(200), "read: attachment"),
    "pdf good, 25 MB of fonts in it": Case(
        lambda: attached(stream(GOOD_FILE), raw_stream(b"\0\1" * 12_500_000)), "read: attachment"
    ),
    "pdf good, after 500 bytes of mail": Case(lambda: b"Subject: x\n" * 50 + good(), "read: attachment"),
    "pdf good, after 5,000 bytes of mail": Case(lambda: b"Subject: x\n" * 500 + good(), "not_a_picture"),
    "pdf good, with junk behind it": Case(lambda: good() + b"\0" * 100, "read: attachment"),
    "pdf good, 29 MB of zeros behind it": Case(lambda: good() + b"\0" * 29_000_000, "read: attachment"),
    "pdf first line alone": Case(lambda: NEW, "damaged"),
    "pdf first line and noise": Case(lambda: NEW + bytes(range(256)) * 1000, "damaged"),
    "pdf cut off in the middle": Case(lambda: good()[:400], "damaged"),
    "pdf without its last line": Case(lambda: good()[:-30], "damaged"),
    "pdf of 29 MB of objects that are none": Case(lambda: NEW + b"1 0 obj\n" * 3_600_000, "too_slow|damaged"),
    "pdf of 29 MB of brackets": Case(lambda: NEW + b"1 0 obj" + b"[" * 29_000_000, "too_slow|damaged"),
    "pdf of brackets 100,000 deep": Case(lambda: attached(b"[" * 100_000 + b"]" * 100_000), "damaged"),
    "pdf of dictionaries 50,000 deep": Case(lambda: attached(b"<</A" * 50_000 + b" 1" + b">>" * 50_000), "damaged"),
    "pdf with PDF version 99": Case(lambda: good().replace(b"1.7", b"9.9", 1), "read: attachment"),
    "pdf with JavaScript": Case(
        lambda: pdf(
            b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>", pages(b"3 0 R"), page()
        ),
        FOREIGN,
    ),
    "pdf that starts a program": Case(
        lambda: pdf(b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(calc.exe)>>>>", pages(b"3 0 R"), page()),
        FOREIGN,
    ),
    "pdf without a page": Case(lambda: pdf(CATALOG, pages()), "damaged"),
    "pdf of one white page": Case(lambda: pdf(CATALOG, pages(b"3 0 R"), page()), FOREIGN),
    "pdf of 30,000 pages": Case(lambda: with_pages(30_000), FOREIGN),
    "pdf of 20,000 pages with content": Case(lambda: with_pages(20_000, TEXT * 50), FOREIGN),
    "pdf of one page named 100,000 times": Case(lambda: pdf(CATALOG, pages(*[b"3 0 R"] * 100_000), page()), FOREIGN),
    "pdf of 99,999,999 pages, it says": Case(lambda: pdf(CATALOG, pages(b"3 0 R", count=99_999_999), page()), FOREIGN),
    "pdf of minus one page": Case(lambda: pdf(CATALOG, pages(b"3 0 R", count=-1), page()), FOREIGN),
    "pdf with pages in a loop": Case(lambda: pdf(CATALOG, pages(b"2 0 R")), "damaged"),
    "pdf with pages in a loop of three": Case(
        lambda: pdf(CATALOG, pages(b"3 0 R"), pages(b"4 0 R"), pages(b"2 0 R")), "damaged"
    ),
    "pdf with pages 10,000 deep": Case(lambda: page_tree(10_000), "damaged"),
    "pdf with a page that is its own parent": Case(
        lambda: pdf(CATALOG, pages(b"3 0 R"), b"<</Type/Page/Parent 3 0 R>>"), FOREIGN
    ),
    "pdf with a page that is not there": Case(lambda: pdf(CATALOG, pages(b"99 0 R")), "damaged"),
    "pdf with a page of no size": Case(lambda: pdf(CATALOG, pages(b"3 0 R"), page(box=b"0 0 0 0")), FOREIGN),
    "pdf with a page of a millionth": Case(
        lambda: pdf(CATALOG, pages(b"3 0 R"), page(box=b"0 0 .000001 .000001")), FOREIGN
    ),
    "pdf with a page as wide as the sea": Case(
        lambda: pdf(CATALOG, pages(b"3 0 R"), page(box=b"0 0 99999999999 1")), FOREIGN
    ),
    "pdf with a page with no end": Case(lambda: pdf(CATALOG, pages(b"3 0 R"), page(box=b"0 0 1e999 NaN")), FOREIGN),
    "pdf with a page upside down": Case(lambda: pdf(CATALOG, pages(b"3 0 R"), page(box=b"595 842 0 0")), FOREIGN),
    "pdf with a unit of a million": Case(lambda: pdf(CATALOG, pages(b"3 0 R"), page(b"/UserUnit 1000000")), FOREIGN),
    "pdf whose catalog is a list": Case(lambda: pdf(b"[]", pages()), "damaged"),
    "pdf whose catalog is not there": Case(lambda: pdf(CATALOG, pages(), root=9), "damaged"),
    "pdf whose catalog is itself": Case(lambda: pdf(b"1 0 R", pages()), "damaged"),
    "pdf whose pages are a word": Case(lambda: pdf(b"<</Type/Catalog/Pages(pages)>>"), "damaged|foreign"),
    "pdf whose names are a number": Case(
        lambda: pdf(b"<</Type/Catalog/Pages 2 0 R/Names 7>>", pages(b"3 0 R"), page()), FOREIGN
    ),
    "pdf whose form is a list": Case(
        lambda: pdf(b"<</Type/Catalog/Pages 2 0 R/AcroForm[]>>", pages(b"3 0 R"), page()), FOREIGN
    ),
    "pdf whose number has a million digits": Case(
        lambda: pdf(b"<</Type/Catalog/Pages 2 0 R/A %b>>" % (b"9" * 1_000_000), pages()), "too_large_inside"
    ),
    "pdf whose name has a million letters": Case(
        lambda: pdf(b"<</Type/Catalog/Pages 2 0 R/%b 1>>" % (b"A" * 1_000_000), pages()), "too_large_inside"
    ),
    "pdf whose word never ends": Case(
        lambda: pdf(b"<</Type/Catalog/Pages 2 0 R/A(" + b"(" * 500_000 + b">>", pages()), "damaged"
    ),
    "pdf table that comes before itself": Case(lambda: table_before(len(good()) + 1, 0), "damaged|read: attachment"),
    "pdf table far behind the end": Case(lambda: table_before(-1, 10**9), "damaged|read: attachment"),
    "pdf table before minus one": Case(
        lambda: good().replace(b"/Size 5", b"/Size 5/Prev -9"), "damaged|read: attachment"
    ),
    "pdf table of two billion objects": Case(
        lambda: good().replace(b"xref\n0 5", b"xref\n0 2147483647"), "too_large_inside"
    ),
    "pdf table stream of two billion objects": Case(
        lambda: table_stream(b"/Size 2147483647/W[1 2 1]"), "too_large_inside"
    ),
    "pdf table stream with wide columns": Case(lambda: table_stream(b"/Size 3/W[9 9999999 9]", b"\1" * 100), "damaged"),
    "pdf table stream with columns of nothing": Case(
        lambda: table_stream(b"/Size 9999999/W[0 0 0]", b"\1" * 100), "too_large_inside"
    ),
    "pdf table stream that comes before itself": Case(
        lambda: table_stream(b"/Size 3/W[1 2 1]/Prev 9", b"\1\0\0\0" * 3), "damaged"
    ),
    "pdf table stream of 400 MB": Case(
        lambda: (
            NEW
            + b"1 0 obj\n<</Type/XRef/Root 1 0 R/Size 9/W[1 2 1]/Filter/FlateDecode>>stream\n%b\nendstream"
            % (packed_zeros(400_000_000))
            + b"\nendobj\nstartxref\n9\n%%EOF"
        ),
        "damaged|too_large_inside",
    ),
    "pdf object stream within itself": Case(
        lambda: object_stream(b"/N 1/First 4/Extends 2 0 R", b"1 0 <</Pages 1 0 R>>"), "damaged|foreign"
    ),
    "pdf object stream of a billion objects": Case(
        lambda: object_stream(b"/N 999999999/First 4", b"1 0 <</Pages 4 0 R>>"), "damaged|foreign"
    ),
    "pdf object stream of 400 MB": Case(
        lambda: object_stream(b"/N 1/First 4", packed_zeros(400_000_000)), "too_large_inside|damaged"
    ),
    "pdf length that is the stream itself": Case(
        lambda: attached(b"<</Length 4 0 R>>stream\n%b\nendstream" % GOOD_FILE), "too_large_inside"
    ),
    "pdf length far too long": Case(
        lambda: attached(b"<</Length 999999999>>stream\n%b\nendstream" % GOOD_FILE), "too_large_inside"
    ),
    "pdf length too short": Case(
        lambda: attached(b"<</Length 5>>stream\n%b\nendstream" % GOOD_FILE), "not_answers|read: attachment"
    ),
    "pdf locked with RC4": Case(lambda: saved_by_pypdf(password="", algorithm="RC4-128"), "encrypted"),
    "pdf locked with AES": Case(
        lambda: pdf(
            CATALOG, pages(), b"<</Filter/Standard/V 5/R 6/Length 256/O(o)/U(u)/P -4>>", trailer=b"/Encrypt 3 0 R"
        ),
        "encrypted",
    ),
    "pdf locked with a filter of its own": Case(
        lambda: pdf(CATALOG, pages(), trailer=b"/Encrypt<</Filter/Foo/V 9>>"), "encrypted"
    ),
    "pdf attachment of 400 MB": Case(
        lambda: filters(b"/FlateDecode", content=packed_zeros(400_000_000)), "too_large_inside"
    ),
    "pdf attachment of 400 MB, packed twice": Case(
        lambda: filters(b"/FlateDecode" * 2, content=zlib.compress(packed_zeros(400_000_000), 9)), "too_large_inside"
    ),
    "pdf attachment packed five times": Case(
        lambda: filters(*[b"/FlateDecode"] * 5, content=packed_often(5)), "read: attachment"
    ),
    "pdf attachment packed 100 times": Case(
        lambda: filters(*[b"/FlateDecode"] * 100, content=packed_often(100)), "too_large_inside"
    ),
    "pdf attachment in 20 MB of hexadecimal": Case(
        lambda: filters(b"/ASCIIHexDecode", content=b"30" * 10_000_000 + b">"), "too_large_inside|too_slow|not_answers"
    ),
    "pdf attachment in runs": Case(
        lambda: filters(b"/RunLengthDecode", content=b"\x810" * 1_000_000 + b"\x80"), "too_large_inside"
    ),
    "pdf attachment in LZW": Case(
        lambda: filters(b"/LZWDecode", content=b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01" * 500_000),
        "not_answers|damaged|too_large_inside",
    ),
    "pdf attachment in 85 letters": Case(
        lambda: filters(b"/ASCII85Decode", content=b"z" * 5_000_000 + b"~>"),
        "too_large_inside|not_answers|too_much_memory",
    ),
    "pdf attachment packed by nobody": Case(lambda: filters(b"/FooDecode", content=b"x"), "damaged"),
    "pdf attachment as a photo": Case(
        lambda: filters(b"/DCTDecode", content=GOOD_FILE), "damaged|not_answers|read: attachment"
    ),
    "pdf attachment that is broken": Case(lambda: filters(b"/FlateDecode", content=b"x" * 1000), "damaged|not_answers"),
    "pdf predictor with columns of one byte": Case(
        lambda: predicted(b"/Predictor 15/Columns 1", packed_zeros(4_000_000, b"\2\0")), "too_slow|not_answers"
    ),
    "pdf predictor with wide columns": Case(
        lambda: predicted(b"/Predictor 15/Columns 999999999", packed_zeros(4_000_000)),
        "damaged|not_answers|too_large_inside",
    ),
    "pdf predictor of many colours": Case(
        lambda: predicted(b"/Predictor 2/Colors 999999/BitsPerComponent 32", packed_zeros(1000)),
        "damaged|not_answers|too_large_inside",
    ),
    "pdf predictor that is none": Case(
        lambda: predicted(b"/Predictor 99", zlib.compress(GOOD_FILE)), "damaged|not_answers|read: attachment"
    ),
    "pdf attachment that is no JSON": Case(lambda: attached(stream(b"Hello")), "not_answers"),
    "pdf attachment that was edited": Case(lambda: attached(stream(attachment(version="1999.01"))), "edited"),
    "pdf attachment 100,000 deep": Case(lambda: attached(stream(b"[" * 100_000)), "not_answers"),
    "pdf attachment with a huge number": Case(
        lambda: attached(stream(b'{"answers": ' + b"9" * 1_000_000 + b"}")), "not_answers"
    ),
    "pdf attachment of another questionnaire": Case(
        lambda: attached(stream(sealed_again(questionnaire="phq-9"))), "other_questionnaire"
    ),
    "pdf attachment that is a RESPONSE.json": Case(
        lambda: attached(stream(answers('"pregnant": "no"'))), "not_answers"
    ),
    "pdf attachment that is a list": Case(lambda: attached(b"[1 2 3]"), "damaged"),
    "pdf attachment that is not there": Case(lambda: attached(names=b"<</Names[(answers.json)3 0 R]>>"), "damaged"),
    "pdf attachment on another machine": Case(
        lambda: pdf(
            b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(answers.json)3 0 R]>>>>>>",
            pages(),
            b"<</Type/Filespec/FS/URL/F(http://127.0.0.1/answers.json)>>",
        ),
        "damaged|foreign",
    ),
    "pdf attachment twice": Case(
        lambda: attached(stream(GOOD_FILE), names=b"<</Names[(answers.json)3 0 R(answers.json)3 0 R]>>"), "several"
    ),
    "pdf attachments, 50,000": Case(lambda: named_files(50_000), "several"),
    "pdf attachments in a loop of names": Case(
        lambda: attached(stream(GOOD_FILE), names=b"5 0 R").replace(
            b"xref", b"5 0 obj<</Kids[5 0 R]/Names[(answers.json)3 0 R]>>endobj\nxref", 1
        ),
        "damaged|read: attachment|several|foreign",
    ),
    "pdf attachment names that are numbers": Case(
        lambda: attached(stream(GOOD_FILE), names=b"<</Names[1 2 3]>>"), "damaged|foreign"
    ),
    "pdf form with nothing in it": Case(lambda: form(), "nothing_filled_in"),
    "pdf form filled in": Case(lambda: form(*fields([("reason", "(Sad)")])), "read: form"),
    "pdf form with a field whose name is no text": Case(
        lambda: form(*fields([("reason", "(Sad)")]), b"<</FT/Tx/T<FEFFD8>/V(x)>>"), "read: form"
    ),
    "pdf form with a field whose name is bytes": Case(
        lambda: form(*fields([("reason", "(Sad)")]), b"<</FT/Btn/T(" + bytes(range(0x80, 0xa0)) + b")/V(no)>>"),
        "read: form",
    ),
    "pdf form of another questionnaire": Case(lambda: form(mark=b"(phq-9 1)"), "other_questionnaire"),
    "pdf form whose mark is a list": Case(lambda: form(mark=b"[1 2]"), "other_questionnaire"),
    "pdf form with an answer that is a dictionary": Case(lambda: form(*fields([("reason", "<</A 1>>")])), "damaged"),
    "pdf form with an answer that is true": Case(lambda: form(*fields([("reason", " true")])), "damaged"),
    "pdf form with an answer that is null": Case(lambda: form(*fields([("reason", " null")])), "nothing_filled_in"),
    "pdf form with 4,000 fields unknown": Case(
        lambda: form(*fields((f"q{i}", "(x)") for i in range(4000))), "too_many_answers"
    ),
    "pdf form with 50,000 fields": Case(
        lambda: form(*fields((f"q{i}", "(x)") for i in range(50_000))), "too_large_inside"
    ),
    "pdf form with a field in itself": Case(
        lambda: form(b"<</FT/Tx/T(a)/V(b)/Kids[4 0 R]/Parent 4 0 R>>"), "too_large_inside"
    ),
    "pdf form with fields 1,000 deep": Case(
        lambda: form(*[b"<</T(a)/Kids[%d 0 R]>>" % (number + 5) for number in range(1000)]), "too_large_inside|damaged"
    ),
    "pdf form with a text of 1 MB": Case(lambda: form(*fields([("reason", f"({'a' * 1_000_000})")])), "read: form"),
    "pdf form with a stream as text": Case(lambda: form(b"<</FT/Tx/T(reason)/V 5 0 R>>", stream(b"Sad")), "read: form"),
    "pdf form with a list as text": Case(lambda: form(b"<</FT/Tx/T(reason)/V[(a)(b)]>>"), "read: form"),
    "pdf form with half characters": Case(lambda: form(b"<</FT/Tx/T(reason)/V<FEFFD83D0041>>>"), "read: form"),
    "pdf form with a button that is a word": Case(lambda: form(b"<</FT/Btn/T(pregnant)/V(no)>>"), "read: form"),
    "pdf form with a button without pictures": Case(
        lambda: form(b"<</FT/Btn/Ff 32768/T(pregnant)/V/no/Kids[3 0 R]>>"), "damaged"
    ),
    "pdf form of XFA alone": Case(
        lambda: pdf(b"<</Type/Catalog/Pages 2 0 R/AcroForm<</XFA 3 0 R/Fields[]>>>>", pages(), stream(b"<xdp/>")),
        "damaged",
    ),
    "pdf form with 12,000 medicines": Case(
        lambda: form(*fields((f"medicines:{i}:name", "(x)") for i in range(4000))), "read: form"
    ),
    "pdf 4 MB of text operators in 6 kB": Case(lambda: drawing(BOMB, HELVETICA), AS_FAR_AS_IT_GOES),
    "pdf 58 MB of q Q": Case(
        lambda: one_page(raw_stream(packed_zeros(58_000_000, b"q Q "), b"/Filter/FlateDecode")), AS_FAR_AS_IT_GOES
    ),
    "pdf a million q": Case(lambda: drawing(b"q " * 1_000_000), AS_FAR_AS_IT_GOES),
    "pdf 100,000 inline images": Case(lambda: drawing(INLINE * 100_000), AS_FAR_AS_IT_GOES),
    "pdf an inline image that never ends": Case(lambda: drawing(b"BI /W 9 /H 9 ID " + b"x" * 4_000_000), FOREIGN),
    "pdf a million lines": Case(lambda: drawing(b"0 0 m 595 842 l S\n" * 1_000_000), AS_FAR_AS_IT_GOES),
    "pdf a path of a million curves": Case(
        lambda: drawing(b"0 0 m " + b"9 9 500 800 0 99 c " * 1_000_000 + b"f"), AS_FAR_AS_IT_GOES
    ),
    "pdf lists 100,000 deep in its content": Case(lambda: drawing(b"[" * 100_000), FOREIGN),
    "pdf form that draws itself": Case(
        lambda: drawing(
            b"/F Do",
            b"/XObject<</F 5 0 R>>",
            stream(b"/F Do /F Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>"),
        ),
        AS_FAR_AS_IT_GOES,
    ),
    "pdf forms in forms, two to the power of 25": Case(lambda: forms_in_forms(25, 2), AS_FAR_AS_IT_GOES),
    "pdf forms in forms, 500 deep": Case(lambda: forms_in_forms(500, 1), AS_FAR_AS_IT_GOES),
    "pdf pattern that is painted with itself": Case(
        lambda: drawing(
            b"/Pattern cs /P scn 0 0 595 842 re f",
            b"/Pattern<</P 5 0 R>>",
            stream(
                b"/Pattern cs /P scn 0 0 9 9 re f",
                b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 1/YStep 1"
                b"/Resources<</Pattern<</P 5 0 R>>>>",
            ),
        ),
        "foreign|too_slow",
    ),
    "pdf tiles of a thousandth": Case(
        lambda: drawing(
            b"/Pattern cs /P scn 0 0 595 842 re f",
            b"/Pattern<</P 5 0 R>>",
            stream(
                b"0 0 1 1 re f",
                b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep .001/YStep .001/Resources<<>>",
            ),
        ),
        AS_FAR_AS_IT_GOES,
    ),
    "pdf letters drawn with themselves": Case(
        lambda: drawing(
            b"BT /T 9 Tf (aaaa) Tj ET",
            b"/Font<</T 5 0 R>>",
            b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 97/Widths[9]"
            b"/Encoding<</Differences[97/a]>>/CharProcs<</a 6 0 R>>/Resources<</Font<</T 5 0 R>>>>>>",
            stream(b"9 0 d0 BT /T 9 Tf (aaaa) Tj ET"),
        ),
        FOREIGN,
    ),
    "pdf groups seen through 200 groups": Case(
        lambda: forms_in_forms(200, 1).replace(b"/Subtype/Form", b"/Subtype/Form/Group<</S/Transparency/I true>>"),
        AS_FAR_AS_IT_GOES,
    ),
    "pdf picture of 10 thousand million pixels": Case(
        lambda: picture(
            b"/Width 100000/Height 100000/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/FlateDecode",
            packed_zeros(1_000_000),
        ),
        FOREIGN,
    ),
    "pdf picture of 400 million pixels": Case(
        lambda: picture(
            b"/Width 20000/Height 20000/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode",
            packed_zeros(400_000_000),
        ),
        AS_FAR_AS_IT_GOES,
    ),
    "pdf picture of minus one pixel": Case(
        lambda: picture(b"/Width -1/Height -1/BitsPerComponent 8/ColorSpace/DeviceGray", b"\0"), FOREIGN
    ),
    "pdf picture with 99 bits to a colour": Case(
        lambda: picture(b"/Width 9/Height 9/BitsPerComponent 99/ColorSpace/DeviceRGB", b"\0" * 999), FOREIGN
    ),
    "pdf picture that is its own mask": Case(
        lambda: picture(b"/Width 9/Height 9/BitsPerComponent 8/ColorSpace/DeviceGray/SMask 5 0 R", b"\0" * 81), FOREIGN
    ),
    "pdf fax of a million lines": Case(
        lambda: picture(
            b"/Width 60000/Height 1000000/BitsPerComponent 1/ColorSpace/DeviceGray"
            b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 60000>>",
            b"\0" * 1000,
        ),
        AS_FAR_AS_IT_GOES,
    ),
    "pdf JBIG2 that is broken": Case(
        lambda: picture(
            b"/Width 99/Height 99/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/JBIG2Decode", b"\0" * 1000
        ),
        FOREIGN,
    ),
}
