"""RESPONSE.json and answers.json: far too much, far too deep, not quite JSON, and texts that break a page."""

import codecs
import json

from tests.hostile.files.case import Case, answers, attachment, sealed_again

GOOD = answers('"pregnant": "no"')
NOT_JSON = "this is not JSON"


def many(name: str, count: int) -> bytes:
    return answers(", ".join(f'"{name}{number}": "no"' for number in range(count)))


def nested(opening: str, closing: str, depth: int) -> bytes:
    return answers(f'"pregnant": {opening * depth}1{closing * depth}')


def unknown_keys(count: int) -> bytes:
    keys: dict[str, object] = {f"anwser{number}": 1 for number in range(count)}
    return json.dumps({"questionnaire": "ketamine-consult", "answers": {}, **keys}).encode()


CASES = {
    "json empty object": Case(lambda: b"{}", "this is not a response"),
    "json empty list": Case(lambda: b"[]", "this is not a response"),
    "json one bracket": Case(lambda: b"{", NOT_JSON),
    "json good": Case(lambda: GOOD, "read: file"),
    "json 1,000 unknown answers": Case(lambda: many("pregnan", 1000), "Did you mean 'pregnant'?"),
    "json 60,000 near misses": Case(lambda: many("pregnan", 60_000), "no form has more than 1,000"),
    "json 100,000 unknown answers": Case(lambda: many("q", 100_000), "no form has more than 1,000"),
    "json 60,000 unknown keys": Case(lambda: unknown_keys(60_000), "Did you mean 'answers'?"),
    "json 500 deep": Case(lambda: nested("[", "]", 500), "Choose one of"),
    "json 900 deep": Case(lambda: nested("[", "]", 900), "Choose one of|nested far too deep"),
    "json 100,000 lists deep": Case(lambda: b"[" * 100_000, "nested far too deep"),
    "json 100,000 objects deep": Case(lambda: b'{"a":' * 100_000, "nested far too deep"),
    "json 900,000 lists closed": Case(lambda: nested("[", "]", 900_000), "nested far too deep"),
    "json number of 5,000 digits": Case(lambda: answers('"systolic": ' + "9" * 5000), "5,000 digits"),
    "json number of 1,000,000 digits": Case(lambda: answers('"systolic": ' + "9" * 1_000_000), "1,000,000 digits"),
    "json negative number of 21 digits": Case(lambda: answers('"systolic": -' + "9" * 21), "digits"),
    "json number beyond all": Case(lambda: answers('"systolic": 1e999'), "Enter a whole number"),
    "json number below all": Case(lambda: answers('"systolic": -1e999'), "Enter a whole number"),
    "json fraction": Case(lambda: answers('"systolic": 120.5'), "Enter a whole number"),
    "json exponent": Case(lambda: answers('"systolic": 1.2e2'), "read: file"),
    "json 400,000 decimals": Case(lambda: answers('"systolic": 1.' + "1" * 400_000), "Enter a whole number"),
    "json NaN": Case(lambda: answers('"systolic": NaN'), "not numbers of JSON"),
    "json minus Infinity": Case(lambda: answers('"systolic": -Infinity'), "not numbers of JSON"),
    "json same answer twice": Case(lambda: answers('"pregnant": "no", "pregnant": "yes"'), "stands twice"),
    "json 60,000 answers and one twice": Case(lambda: many("a", 60_000)[:-2] + b', "a59999": 1}}', "stands twice"),
    "json name twice of 1 MB": Case(lambda: answers(f'"{"a" * 900_000}": 1, "{"a" * 900_000}": 1'), "stands twice"),
    "json key beside the answers": Case(lambda: GOOD[:-1] + b', "extra": {}}', "'extra' is not known here"),
    "json __proto__": Case(lambda: answers('"__proto__": {"value": "yes"}'), "the questionnaire does not ask this"),
    "json byte order mark": Case(lambda: codecs.BOM_UTF8 + GOOD, "read: file"),
    "json two byte order marks": Case(lambda: codecs.BOM_UTF8 * 2 + GOOD, NOT_JSON),
    "json UTF-16": Case(lambda: GOOD.decode().encode("utf-16"), "Save it as UTF-8"),
    "json UTF-16 the other way": Case(
        lambda: codecs.BOM_UTF16_BE + GOOD.decode().encode("utf-16-be"), "Save it as UTF-8"
    ),
    "json UTF-16 without a mark": Case(lambda: GOOD.decode().encode("utf-16-le"), NOT_JSON),
    "json UTF-32": Case(lambda: GOOD.decode().encode("utf-32"), "Save it as UTF-8"),
    "json Latin-1": Case(lambda: answers('"reason": "Álvarez"'.encode("latin-1")), "Save it as UTF-8"),
    "json half a character as a name": Case(lambda: answers(r'"\ud83d": "no"'), "answers.\ufffd: the questionnaire"),
    "json half a character as a value": Case(lambda: answers(r'"reason": "a\udc00b"'), "read: file"),
    "json half a character as a code": Case(lambda: answers(r'"pregnant": "\ud83d"'), "Choose one of"),
    "json half a character as a key": Case(lambda: answers(r'"pregnant": {"\udfff": 1}'), "'\ufffd' is not known here"),
    "json NUL in a name": Case(lambda: answers(r'"pregnant\u0000": "no"'), "Did you mean 'pregnant'?"),
    "json NUL itself": Case(lambda: answers('"pregnant": "n\0o"'), NOT_JSON),
    "json text that turns": Case(lambda: answers(r'"reason": "\u202eabc"'), "read: file"),
    "json markup as a name": Case(lambda: answers('"<script>alert(1)</script>": "no"'), "does not ask this"),
    "json braces as a name": Case(lambda: answers('"{0.__class__}": "no"'), "does not ask this"),
    "json name of 1 MB": Case(lambda: answers('"' + "a" * 1_000_000 + '": "no"'), "does not ask this"),
    "json text of 1 MB": Case(
        lambda: answers('"reason": "' + "a" * 1_000_000 + '"'), "Write at most 10,000 characters"
    ),
    "json text of 1 MB of marks": Case(
        lambda: answers('"reason": "' + "\u0301" * 500_000 + '"'), "read: file"  # eight of them
    ),
    "json text of 1 MB of letters with a mark": Case(
        lambda: answers('"reason": "' + "q\u0301" * 300_000 + '"'), "Write at most 10,000 characters"
    ),
    "json code of 1 MB": Case(lambda: answers('"pregnant": "' + "no" * 500_000 + '"'), "Choose one of"),
    "json null": Case(lambda: answers('"pregnant": null'), "Choose one of"),
    "json true": Case(lambda: answers('"systolic": true'), "Enter a whole number"),
    "json list for a choice": Case(lambda: answers('"pregnant": ["no"]'), "Choose one of"),
    "json object for a list": Case(lambda: answers('"medicines": {"value": {}}'), "medicine"),
    "json 100,000 codes": Case(
        lambda: answers('"heart_symptoms": [' + '"fainting",' * 99_999 + '"fainting"]'), "read: file"
    ),
    "json 100,000 medicines": Case(
        lambda: answers('"medicines": [' + '{"name": "a"},' * 99_999 + '{"name": "a"}]'), "100"
    ),
    "json medicine of 60,000 parts": Case(
        lambda: answers('"medicines": [{' + ",".join(f'"dosis{i}": "a"' for i in range(60_000)) + "}]"), "medicine"
    ),
    "json answers as a list": Case(lambda: b'{"questionnaire": "ketamine-consult", "answers": []}', "not a response"),
    "json another questionnaire": Case(lambda: b'{"questionnaire": "phq-9", "answers": {}}', "the file names another"),
    "json questionnaire as a number": Case(lambda: b'{"questionnaire": 7, "answers": {}}', "the file names another"),
    "json day that is none": Case(lambda: answers('"birth_date": "1980-02-31"'), "date"),
    "json day of the year 0": Case(lambda: answers('"birth_date": "0000-00-00"'), "date"),
    "json day of the year 9999": Case(lambda: answers('"birth_date": "9999-12-31"'), "day"),
    "json day far ahead": Case(
        lambda: answers('"pregnant": {"value": "no", "on": "9999-12-31T23:59:59+14:00"}'), "after today"
    ),
    "json day as a number": Case(lambda: answers('"pregnant": {"value": "no", "on": 20260101}'), "is a date such as"),
    "json origin unknown": Case(lambda: answers('"pregnant": {"value": "no", "origin": "me"}'), "is one of"),
    "json comment": Case(lambda: b"{/* answers */}", NOT_JSON),
    "json single quotes": Case(lambda: b"{'answers': {}}", NOT_JSON),
    "json comma too many": Case(lambda: answers('"pregnant": "no",'), NOT_JSON),
    "json two files in one": Case(lambda: GOOD + b"\n" + GOOD, NOT_JSON),
    "json cut off": Case(lambda: GOOD[:-7], NOT_JSON),
    "json cut off within a character": Case(lambda: answers('"reason": "Á"')[:-4], "Save it as UTF-8|" + NOT_JSON),
    "json of 2 MB": Case(lambda: GOOD + b" " * 2_000_000, "larger than 2,000,000 bytes"),
    "json of 29 MB": Case(lambda: b"{" + b'"a":1,' * 4_900_000, "larger than 2,000,000 bytes"),
    "json of 31 MB": Case(lambda: GOOD + b" " * 31_000_000, "too_large"),
    "answers.json taken out": Case(attachment, "read: attachment"),
    "answers.json edited": Case(lambda: attachment(version="1999.01"), "edited"),
    "answers.json without a hash": Case(lambda: attachment(sha256=None), "is not known here"),
    "answers.json with 20,000 answers": Case(
        lambda: sealed_again(answers={f"q{number}": "no" for number in range(20_000)}), "too_many_answers"
    ),
    "answers.json with 900 unknown answers": Case(
        lambda: sealed_again(answers={f"q{number}": "x" for number in range(900)}), "read: attachment"
    ),
    "answers.json with half a character": Case(lambda: sealed_again(answers={"q": "\ud83d"}), "is not known here"),
    "answers.json with an unknown answer of 1 MB": Case(
        lambda: sealed_again(answers={"q": "a" * 1_000_000}), "read: attachment"
    ),
    "answers.json with an answer 700 deep": Case(
        lambda: sealed_again(answers={"q": json.loads("[" * 700 + "]" * 700)}), "read: attachment"
    ),
    "answers.json with a version of 1 MB": Case(lambda: sealed_again(version="9" * 1_000_000), "is not known here"),
    "answers.json of an unknown copy": Case(lambda: sealed_again(copy="neighbour"), "read: attachment"),
    "answers.json of another questionnaire": Case(lambda: sealed_again(questionnaire="phq-9"), "other_questionnaire"),
}
