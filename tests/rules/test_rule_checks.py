"""Twenty slips that authors make, and the whole message each one gets. The message is the feature."""

import re
from pathlib import Path

import pytest

from forms import check_questionnaire, load_questionnaire
from forms.authoring import SourceError
from rules import load_rule_sets
from rules.loading import RULE_SETS, read_rules
from rules.review.checks import check

FORM = load_questionnaire()

RULE_SET = """
rule_set: small
title: A small rule set
mark: a small set
about: >-
  For these tests.
version: "1"
changed_on: 2026-11-22
reviewed: Nobody has reviewed it.
"""
DOCUMENT = """
document_id: Z
file: z.txt
title: A document
short: Document
author: Somebody
publisher: Nobody
kind: test
dated: 2026
trust: For these tests.
statements:
  - id: Z01
    heading: Risks
    strength: discuss_risk
    says: Talk about blood pressure that is not managed.
    locate_by: blood pressure

  - id: Z02
    heading: Effects
    strength: information
    says: Blood pressure can rise for a while.
    locate_by: can rise

  - id: Z03
    heading: Combining
    strength: information
    says: It goes with most other medicines.
    locate_by: most medicines
    never_without: [Z04]

  - id: Z04
    heading: Combining
    strength: consider
    says: Always ask before combining.
    locate_by: always ask

  - id: Z05
    heading: Numbers
    strength: information
    says: A number that is not so.
    locate_by: number
    flag: wrong
    note: It is misread.
    left_out: wrong
"""
TOPICS = """
- topic: pressure
  title: Blood pressure
  background: [Z03, Z04]
"""
RULES = """
- id: unmanaged
  topic: pressure
  title: Blood pressure that is not managed
  when: {all: [{item: high_blood_pressure, is: "yes"}, {item: blood_pressure_managed, is: "no"}]}
  statements: [Z01]
  discuss: >-
    Talk over what is being done about it.
  questions:
    - What is being done about it?
  examples:
    - says: it is high and not managed
      given: {high_blood_pressure: "yes", blood_pressure_managed: "no"}
      state: raised

    - says: it is high and managed
      given: {high_blood_pressure: "yes", blood_pressure_managed: "yes"}
      state: silent

    - says: it is not high
      given: {high_blood_pressure: "no"}
      state: silent

    - says: it is high and nobody knows whether it is managed
      given: {high_blood_pressure: "yes", blood_pressure_managed: {absent: unsure}}
      state: open
      ask: [blood_pressure_managed]

    - says: nothing is answered
      given: {}
      state: open
      ask: [high_blood_pressure]

- id: reading
  topic: pressure
  title: A last reading of 140 or more
  when: {item: systolic, at_least: 140}
  statements: [Z02]
  discuss: >-
    Talk over the last reading.
  questions:
    - When was it taken?
  examples:
    - says: a reading of 140
      given: {systolic: 140}
      state: raised

    - says: a reading of 139
      given: {systolic: 139}
      state: silent

    - says: no reading
      given: {}
      state: open
      ask: [systolic]
"""


def write(folder: Path, rules: str = RULES) -> Path:
    """The small rule set, with these rules, as files in `folder`."""
    (folder / "documents").mkdir()
    (folder / "rules").mkdir()
    for name, content in (("rule_set.yaml", RULE_SET), ("documents/z.yaml", DOCUMENT), ("topics.yaml", TOPICS),
                          ("rules/pressure.yaml", rules), ("signoffs.yaml", "[]")):
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def said(folder: Path) -> list[str]:
    """Every message about the rule set in `folder`, those on questions that it does not read left aside."""
    try:
        found = check([read_rules(folder, FORM)], FORM)
        return [str(message) for message in found if message.code != "Q01"]
    except SourceError as error:
        return [str(problem) for problem in error.problems]


def changed(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


UNMANAGED = '{all: [{item: high_blood_pressure, is: "yes"}, {item: blood_pressure_managed, is: "no"}]}'
MANAGED_YES = '{item: blood_pressure_managed, is: "yes"}'


def test_a_sound_rule_set_gets_no_message(tmp_path: Path) -> None:
    assert said(write(tmp_path)) == []


RULE_SLIPS = {
    "an item that is not asked": (
        "item: systolic", "item: systollic",
        ["pressure.yaml, line 37: rule 'reading' reads 'systollic', which the questionnaire does not ask. "
         "Did you mean 'systolic'?"]),
    "an option that is not there": (
        'blood_pressure_managed, is: "no"}]', 'blood_pressure_managed, is: "nope"}]',
        ["pressure.yaml, line 5: rule 'unmanaged' reads option 'nope' of 'blood_pressure_managed', which it does not "
         "have. Did you mean 'no'?"]),
    "an operator of another type": (
        "item: systolic, at_least: 140", 'item: systolic, is: "140"',
        ["pressure.yaml, line 37: rule 'reading' reads 'systolic' with an operator that its type (number) does not "
         "have."]),
    "an item that is not asked, in a question's own condition": (
        "    - What is being done about it?", "    - {ask: What is being done?, unless: {item: presure, chosen: 1}}",
        ["pressure.yaml, line 10: rule 'unmanaged' reads 'presure', which the questionnaire does not ask. "
         "Did you mean 'eye_pressure'?"]),
    "a question whose own condition is none": (
        "    - What is being done about it?", "    - {ask: What is being done?, unless: {item: systolic, chosen: 1}}",
        ["pressure.yaml, line 10: rule 'unmanaged' reads 'systolic' with an operator that its type (number) does not "
         "have."]),
    "a threshold outside the range": (
        "at_least: 140}", "at_least: 1400}",
        ["pressure.yaml, line 37: rule 'reading' holds 'systolic' against 1400, outside its range of 50 to 300 mmHg."]),
    "a misspelt operator": (
        "at_least: 140}", "atleast: 140}",
        ["pressure.yaml, line 37: 'when': a condition has exactly one operator: is, in, at_least, at_most, includes, "
         "chosen or mentions beside 'item'; or all, any, not; or at_least with of"]),
    "a topic that is not listed": (
        "topic: pressure", "topic: presure",
        ["pressure.yaml, line 3: rule 'unmanaged' has topic 'presure', which topics.yaml does not list. "
         "Did you mean 'pressure'?"]),
    "a statement that no document has": (
        "statements: [Z01]", "statements: [Z09]",
        ["pressure.yaml, line 6: rule 'unmanaged' cites 'Z09', which no document of this set has. Did "
         "you mean 'Z05'?"]),
    "no statement": (
        "statements: [Z01]", "statements: []",
        ["pressure.yaml, line 6: 'statements' is too short here: at least 1 is needed."]),
    "the same id twice": (
        "id: reading", "id: unmanaged",
        ["pressure.yaml, line 34: rule 'unmanaged' stands twice. Give one of the two another id."]),
    "a field left out": (
        "  discuss: >-\n    Talk over the last reading.\n", "",
        ["pressure.yaml, line 34: 'discuss' is missing here. Add it."]),
    "a field misspelt": (
        "title: A last", "titel: A last",
        ["pressure.yaml, line 34: 'title' is missing here. Add it.",
         "pressure.yaml, line 36: 'titel' is not known here. Check its spelling, or leave it out."]),
    "YAML that is none": (
        "title: A last reading", "title: A last: reading",
        ["pressure.yaml, line 36: this is not YAML: mapping values are not allowed in this context. "
         "A text with ': ' or '?' in it goes in block style, after '>-'."]),
    "a key twice": (
        "  statements: [Z02]\n", "  statements: [Z02]\n  statements: [Z01]\n",
        ["pressure.yaml, line 39: 'statements' stands twice here. Keep one of the two."]),
    "all for any": (
        "{all: [{item: high", "{any: [{item: high",
        ["pressure.yaml, line 11: R11: rule 'unmanaged' has an example that does not hold: 'it is high and managed' "
         "is said to be silent and is raised.",
         "pressure.yaml, line 11: R11: rule 'unmanaged' has an example that does not hold: 'it is high and nobody "
         "knows "
         "whether it is managed' is said to be open and is raised.",
         "pressure.yaml, line 5: R05: rule 'unmanaged' comes out the same without its part on blood_pressure_managed, "
         "whatever is answered. Leave that out, or mend it."]),
    "a threshold off by ten": (
        "at_least: 140}", "at_least: 150}",
        ["pressure.yaml, line 43: R11: rule 'reading' has an example that does not hold: 'a reading of 140' is said to "
         "be raised and is silent.",
         "pressure.yaml, line 43: R14: rule 'reading' would not be missed with 'systolic' at_least 149: every example "
         "still holds. Add an example that tells the two apart.",
         "pressure.yaml, line 43: R14: rule 'reading' would not be missed with 'systolic' at_least 151: every example "
         "still holds. Add an example that tells the two apart."]),
    "a contradiction": (
        UNMANAGED, '{all: [{item: high_blood_pressure, is: "yes"}, {item: high_blood_pressure, is: "no"}]}',
        ["pressure.yaml, line 5: R02: rule 'unmanaged' holds for nobody: no answers make it true. Check what its parts "
         "ask for together.",
         "pressure.yaml, line 5: R06: rule 'unmanaged' says unknown and asks high_blood_pressure although no answer "
         "can "
         "change it (nothing answered). Split what contradicts itself."]),
    "a tautology": (
        UNMANAGED, '{item: high_blood_pressure, in: ["yes", "no"]}',
        ["pressure.yaml, line 5: R03: rule 'unmanaged' holds for everybody: no answers make it false. Make it "
         "background "
         "of its topic instead."]),
    "a part that never matters": (
        UNMANAGED, UNMANAGED.replace("]}", ', {item: high_blood_pressure, is: "yes"}]}'),
        ["pressure.yaml, line 5: R05: rule 'unmanaged' comes out the same without its part on high_blood_pressure, "
         "whatever is answered. Leave that out, or mend it."]),
    "a riskier answer that takes the point back": (
        UNMANAGED, UNMANAGED.replace('managed, is: "no"', 'managed, is: "yes"'),
        ["pressure.yaml, line 5: R08: rule 'unmanaged' is taken back by a riskier answer to 'blood_pressure_managed' "
         "(high_blood_pressure: yes, blood_pressure_managed: no), and nothing as strong on its topic is raised "
         "instead."]),
    "raised by a question that was not asked": (
        UNMANAGED, "{all: [{item: heart_disease, is: \"yes\"}, {not: " + MANAGED_YES + "}]}",
        ["pressure.yaml, line 5: R07: rule 'unmanaged' can be raised by 'blood_pressure_managed' not being asked. A "
         "closed "
         "item says nothing: ask for an answer that is there."]),
    "settled before anything is answered": (
        UNMANAGED, "{not: {all: [" + MANAGED_YES + ', {item: high_blood_pressure, is: "no"}]}}',
        ["pressure.yaml, line 5: R03: rule 'unmanaged' holds for everybody: no answers make it false. Make it "
         "background "
         "of its topic instead."]),
    "implied by another and not said": (
        "when: {item: systolic, at_least: 140}", "when: " + UNMANAGED.replace("]}", ", {item: systolic, at_least: "
        "140}]}"),
        ["pressure.yaml, line 37: R09: rule 'reading' is never raised without 'unmanaged'. Say so with "
         "'implies: [unmanaged]', or mend one of the two."]),
    "implying what it does not": (
        "  when: {item: systolic", "  implies: [unmanaged]\n  when: {item: systolic",
        ["pressure.yaml, line 38: R10: rule 'reading' says it implies 'unmanaged', and it does not. Take that out of "
         "'implies'."]),
    "no example for open": (
        "    - says: no reading\n      given: {}\n      state: open\n      ask: [systolic]\n", "",
        ["pressure.yaml, line 43: R13: rule 'reading' has no example for open. Add one."]),
    "a boundary without an example": (
        "given: {systolic: 139}", "given: {systolic: 120}",
        ["pressure.yaml, line 43: R14: rule 'reading' would not be missed with 'systolic' at_least 139: every example "
         "still holds. Add an example that tells the two apart."]),
    "an example that cannot be read": (
        "given: {systolic: 139}", "given: {systollic: 139}",
        ["pressure.yaml, line 43: R12: rule 'reading' has an example that cannot be read: 'a reading of 139': "
         "answers.systollic: the questionnaire does not ask this. Did you mean 'systolic'?"]),
    "a wrong statement cited": (
        "statements: [Z02]", "statements: [Z02, Z05]",
        ["z.yaml, line 37: S02: statement 'Z05' is left out, and used all the same. Take 'left_out' away, or the use.",
         "z.yaml, line 37: S03: statement 'Z05' is flagged wrong and must not be printed. Leave it out."]),
    "the reassuring statement alone": (
        "statements: [Z02]", "statements: [Z02, Z03]",
        ["pressure.yaml, line 38: R15: rule 'reading' cites 'Z03', which never stands without Z04. Cite both."]),
    "a statement nobody uses": (
        "statements: [Z02]", "statements: [Z01]",
        ["z.yaml, line 18: S01: statement 'Z02' is cited by no rule and background of no topic. Cite it, attach it, "
         "or say why it "
         "is 'left_out'."]),
    "a word of a verdict": (
        "    Talk over the last reading.", "    This person is not suitable.",
        ["pressure.yaml, line 39: R16: rule 'reading' prints 'suitable' in its discuss, a word of a verdict. Say "
         "what to "
         "talk over instead."]),
}


@pytest.mark.parametrize("slip", RULE_SLIPS)
def test_a_slip_is_reported_in_full(slip: str, tmp_path: Path) -> None:
    old, new, messages = RULE_SLIPS[slip]
    found = said(write(tmp_path, changed(RULES, old, new)))
    for message in messages:
        assert message in found


def test_a_rule_that_reads_too_much_is_refused(tmp_path: Path) -> None:
    tests = ", ".join(f'{{item: gad7_{i}, in: ["2", "3"]}}' for i in range(1, 8))
    many = f"{{all: [{tests}, {{item: phq9_1, is: \"3\"}}]}}"
    assert said(write(tmp_path, changed(RULES, UNMANAGED, many)))[0] == (
        "pressure.yaml, line 5: R01: rule 'unmanaged' has more than 2,000 cases, too many for a person to review. "
        "Split it "
        "into rules that read fewer questions.")


def test_a_sign_off_is_void_once_the_rule_has_changed(tmp_path: Path) -> None:
    files = read_rules(write(tmp_path), FORM)
    mark = files.ruleset.fingerprints["reading"]
    signed = f"- {{id: reading, reviewer: A. Clinician, date: 2026-11-22, fingerprint: {mark}}}"
    (tmp_path / "signoffs.yaml").write_text(signed)
    assert said(tmp_path) == []
    assert read_rules(tmp_path, FORM).ruleset.signed() == 1
    rules = tmp_path / "rules" / "pressure.yaml"
    rules.write_text(changed(RULES, "Talk over the last reading", "Talk about the last reading"))
    assert read_rules(tmp_path, FORM).ruleset.signed() == 0
    assert said(tmp_path) == [
        "pressure.yaml, line 34: R17: rule 'reading' was signed by A. Clinician on 2026-11-22 and has changed since: "
        "the sign-off is void. Have it reviewed again."]


def test_the_fingerprint_covers_the_cited_statements_and_no_note_of_the_authors(tmp_path: Path) -> None:
    before = read_rules(write(tmp_path), FORM).ruleset
    (document,) = before.documents
    for change, is_seen in (({"says": "Other words."}, True), ({"strength": "contraindication"}, True),
                            ({"flag": "contested"}, True), ({"locate_by": "other words"}, False)):
        statements = tuple(one.model_copy(update=change) for one in document.statements)
        after = before.model_copy(update={"documents": (document.model_copy(update={"statements": statements}),)})
        after.__dict__.pop("statements", None)
        after.__dict__.pop("fingerprints", None)
        assert (after.fingerprints != before.fingerprints) is is_seen, change


def test_a_rule_on_an_instrument_that_is_turned_off_is_settled_before_anything_is_answered(tmp_path: Path) -> None:
    turned_off = '{item: audit_c_1, in: ["3", "4"]}'
    assert said(write(tmp_path, changed(RULES, UNMANAGED, turned_off)))[:2] == [
        "pressure.yaml, line 5: R02: rule 'unmanaged' holds for nobody: no answers make it true. Check what its parts "
        "ask for together.",
        "pressure.yaml, line 5: R04: rule 'unmanaged' is settled before anything is answered. Unknown must leave it "
        "open: look for a 'not' around an item that can be closed."]


def test_two_rule_sets_with_a_rule_of_the_same_id_are_reported(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
        write(folder)
    found = check([read_rules(folder, FORM) for folder in folders], FORM)
    assert [str(message) for message in found if not message.is_warning] == [
        "pressure.yaml, line 2: R18: rule 'unmanaged' has the id of a rule of the set 'small'. Give one of the two "
        "another id.",
        "pressure.yaml, line 34: R18: rule 'reading' has the id of a rule of the set 'small'. Give one of the two "
        "another id."]


def test_the_reassuring_statement_alone_as_background_is_reported(tmp_path: Path) -> None:
    (write(tmp_path) / "topics.yaml").write_text(changed(TOPICS, "[Z03, Z04]", "[Z03]"))
    assert said(tmp_path) == [
        "z.yaml, line 31: S01: statement 'Z04' is cited by no rule and background of no topic. Cite it, attach it, or "
        "say why it is 'left_out'.",
        "topics.yaml, line 2: S04: topic 'pressure' has 'Z03', which never stands without Z04. Attach both."]


def test_a_statement_in_words_of_a_verdict_is_reported(tmp_path: Path) -> None:
    document = changed(DOCUMENT, "Always ask before combining.", "Only suitable people combine.")
    (write(tmp_path) / "documents" / "z.yaml").write_text(document)
    assert said(tmp_path) == [
        "z.yaml, line 31: S05: statement 'Z04' prints 'suitable', a word of a verdict. Put it another way."]


def test_the_rules_as_they_stand_get_no_fault() -> None:
    messages = [*check_questionnaire(FORM), *check([read_rules(folder, FORM) for folder in RULE_SETS], FORM)]
    assert [str(message) for message in messages if not message.is_warning] == []


def test_every_rule_names_its_concept_and_not_a_number() -> None:
    for ruleset in load_rule_sets():
        for rule in ruleset.rules:
            assert re.fullmatch(r"[a-z]+(_[a-z]+)*", rule.id)
