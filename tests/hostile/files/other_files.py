"""Files that are neither a PDF nor a picture nor answers, and those that are several things at once."""

import gzip
import io
import zipfile

from tests.hostile.files.case import Case, answers

NOT_OURS = "not_a_picture"


def archive(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archived:
        archived.writestr(name, content)
    return file.getvalue()


CASES = {
    "empty": Case(lambda: b"", NOT_OURS),
    "one zero byte": Case(lambda: b"\0", NOT_OURS),
    "blanks": Case(lambda: b" \n" * 1000, NOT_OURS),
    "29 MB of zeros": Case(lambda: b"\0" * 29_000_000, NOT_OURS),
    "31 MB of zeros": Case(lambda: b"\0" * 31_000_000, "too_large"),
    "plain text": Case(lambda: b"I am not pregnant.", NOT_OURS),
    "web page": Case(lambda: b"<!DOCTYPE html><script>alert(1)</script>", NOT_OURS),
    "XML with entities in entities": Case(
        lambda: b'<!DOCTYPE a [<!ENTITY b "&c;&c;"><!ENTITY c "&b;&b;">]><a>&b;</a>', NOT_OURS
    ),
    "YAML with an object": Case(lambda: b"!!python/object/apply:os.system ['true']", NOT_OURS),
    "pickle": Case(lambda: b"\x80\x04\x95cposix\nsystem\n.", NOT_OURS),
    "ZIP bomb": Case(lambda: archive("answers.json", b"0" * 100_000_000), NOT_OURS),
    "Word document": Case(lambda: archive("word/document.xml", b"<w:document/>"), NOT_OURS),
    "gzip of answers": Case(lambda: gzip.compress(answers('"pregnant": "no"')), NOT_OURS),
    "program": Case(lambda: b"\x7fELF\x02\x01\x01" + b"\0" * 1000, NOT_OURS),
    "program of Windows": Case(lambda: b"MZ" + b"\0" * 1000, NOT_OURS),
    "film": Case(lambda: b"\0\0\0\x18ftypmp42" + b"\0" * 1000, NOT_OURS),
    "PostScript": Case(lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(answers) run", NOT_OURS),
    "drawing": Case(
        lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>', NOT_OURS
    ),
    "answers that name a PDF": Case(lambda: answers('"reason": "%PDF-1.7"'), "read: file"),
    "answers after a PDF's first line": Case(lambda: b"%PDF-1.7\n" + answers('"pregnant": "no"'), "damaged"),
}
