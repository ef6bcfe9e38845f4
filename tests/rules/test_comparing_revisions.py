"""What a change of rules or questions does to responses at hand: which point comes out differently for whom, and why.

The older edition stands in a git repository that the test makes; the newer one is in the files as they are.
"""

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from forms import Response, answers_in_force, load_questionnaire
from forms.exchange import ResponseError, read_response, write_response
from rules.__main__ import main
from rules.evaluation import STATES
from rules.loading import read_rules
from rules.review.comparing_revisions import Change, Comparison
from rules.review.versions import RevisionError, Version, version_of_revision
from tests.benchmarks.synthetic import AS_OF, synthetic_responses
from tests.rules.test_rule_checks import RULES, UNMANAGED, changed, write
from tests.support import ROOT
from tests.support.any_response import any_response

FORM = load_questionnaire()
ASSESSED = """
- id: assessed
  topic: pressure
  title: No recent assessment
  when: {item: psychiatric_assessment, in: [longer_ago, never]}
  statements: [Z02]
  discuss: >-
    Talk over an assessment.
  questions:
    - When was the last?
  examples:
    - {says: never, given: {psychiatric_assessment: never}, state: raised}

- id: own_words
  topic: pressure
  title: Own words
  when: {item: heart_in_own_words, mentions: [blood_pressure_words]}
  statements: [Z02]
  discuss: >-
    Talk over the words.
  questions:
    - What did you mean?
  examples:
    - {says: named, given: {heart_in_own_words: Hypertension.}, state: raised}
"""
NOW = RULES + ASSESSED
ASKED_OF_SOME = '    enable_when: {item: high_blood_pressure, is: "yes"}\n'
AN_OPTION = '      - {code: within_a_year, text: "In the past year"}\n'
LESS_WORDS = ", white coat,", ","
Edits = Mapping[str, tuple[str, str]]
Older = Callable[..., Comparison]


def committed(folder: Path, rules: str, edits: Edits) -> Path:
    """A git repository whose one revision holds these rules, and our questions edited: file → old, new text."""
    shutil.copytree(ROOT / "forms", folder / "forms", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for name, (old, new) in edits.items():
        file = folder / "forms" / name
        assert old in file.read_text("utf-8")
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    (folder / "rules" / "small").mkdir(parents=True)
    write(folder / "rules" / "small", rules)
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "then")
    return folder


def git(folder: Path, *command: str) -> None:
    somebody = ("-c", "user.name=Somebody", "-c", "user.email=somebody@localhost")
    subprocess.run(["git", "-C", folder, *somebody, *command], check=True, capture_output=True)


@pytest.fixture
def since(tmp_path: Path) -> Older:
    """What has changed since an older edition with those rules and those edits of the questions."""
    def compared(then: str = NOW, edits: Edits | None = None, now: str = NOW) -> Comparison:
        repository = committed(tmp_path / "repository", then, edits or {})
        (tmp_path / "now").mkdir()
        today = Version.of(FORM, [read_rules(write(tmp_path / "now", now), FORM).ruleset])
        return Comparison(version_of_revision("HEAD", repository, tmp_path / "scratch"), today)
    return compared


def content(answers: Mapping[str, Any]) -> str:
    return json.dumps({"questionnaire": FORM.questionnaire_id, "answers": answers})


def changes(comparison: Comparison, **answers: Any) -> list[Change]:
    return comparison.changes(content(answers), AS_OF)


def test_the_same_rules_and_questions_change_nothing_and_nothing_is_looked_at(since: Older) -> None:
    comparison = since()
    assert comparison.rules == []
    assert changes(comparison, high_blood_pressure="yes", systolic=180) == []


def test_a_lower_threshold_raises_a_point_for_those_between(since: Older) -> None:
    comparison = since(changed(NOW, "at_least: 140}", "at_least: 150}"))
    assert comparison.rules == ["reading"]
    assert changes(comparison, systolic=145) == [Change("reading", "silent", "raised", ("systolic",), ())]
    assert changes(comparison, systolic=139) == changes(comparison, systolic=150) == changes(comparison) == []


def test_a_higher_threshold_drops_the_point_for_those_between(since: Older) -> None:
    comparison = since(changed(NOW, "at_least: 140}", "at_least: 120}"))
    assert changes(comparison, systolic=125) == [Change("reading", "raised", "silent", ("systolic",), ())]


def test_a_condition_that_asks_more_opens_a_point(since: Older) -> None:
    comparison = since(changed(NOW, UNMANAGED, '{item: high_blood_pressure, is: "yes"}'))
    assert changes(comparison, high_blood_pressure="yes") == [
        Change("unmanaged", "raised", "open", (), ("blood_pressure_managed",))]


def test_an_option_left_out_of_a_rule_drops_the_point_for_those_who_chose_it(since: Older) -> None:
    comparison = since(changed(NOW, "[longer_ago, never]", "[within_a_year, longer_ago, never]"))
    assert changes(comparison, psychiatric_assessment="within_a_year") == [
        Change("assessed", "raised", "silent", ("psychiatric_assessment",), ())]
    assert changes(comparison, psychiatric_assessment="never") == []


def test_a_new_rule_is_listed_where_it_is_raised_or_open_and_not_where_it_is_silent(since: Older) -> None:
    comparison = since(RULES)
    assert changes(comparison, psychiatric_assessment="never", heart_in_own_words="All is well.") == [
        Change("assessed", "no such rule", "raised", ("psychiatric_assessment",), ())]
    assert changes(comparison, psychiatric_assessment="within_a_year") == [
        Change("own_words", "no such rule", "open", (), ("heart_in_own_words",))]


def test_a_rule_that_is_gone_is_listed_with_why_it_was_there(since: Older) -> None:
    reading = RULES[RULES.index("- id: reading"):]
    comparison = since(NOW + changed(reading, "id: reading", "id: gone"))
    assert changes(comparison, systolic=150) == [Change("gone", "raised", "no such rule", ("systolic",), ())]
    assert changes(comparison, systolic=120) == []
    assert changes(comparison) == [Change("gone", "open", "no such rule", (), ("systolic",))]


def test_another_wording_of_a_question_is_no_change_to_the_rules(since: Older) -> None:
    comparison = since(edits={"ketamine_consult/heart.yaml": ("under control now?", "in hand today?")})
    assert comparison.before.questionnaire != comparison.now.questionnaire
    assert comparison.rules == []


def test_a_question_that_is_now_asked_of_some_only_drops_the_point_of_the_others(since: Older) -> None:
    rules = changed(NOW, UNMANAGED, '{item: blood_pressure_managed, is: "no"}')
    comparison = since(rules, {"ketamine_consult/heart.yaml": (ASKED_OF_SOME, "")}, rules)
    assert comparison.rules == ["unmanaged"]
    assert changes(comparison, high_blood_pressure="no", blood_pressure_managed="no") == [
        Change("unmanaged", "raised", "silent", ("high_blood_pressure",), ())]


def test_an_option_that_is_no_longer_offered_leaves_its_answers_unknown(since: Older) -> None:
    option = changed(AN_OPTION, "within_a_year", "long_ago")
    comparison = since(changed(NOW, "[longer_ago, never]", "[long_ago, longer_ago, never]"),
                       {"ketamine_consult/tried.yaml": (AN_OPTION, AN_OPTION + option)})
    assert changes(comparison, psychiatric_assessment="long_ago", heart_in_own_words="All is well.") == [
        Change("assessed", "raised", "open", (), ("psychiatric_assessment",))]
    assert changes(comparison, psychiatric_assessment="within_a_year") == []


def test_a_question_of_another_name_is_unknown_to_the_other_edition(since: Older) -> None:
    then = changed(NOW, "item: psychiatric_assessment", "item: assessed_when").replace(
        "given: {psychiatric_assessment", "given: {assessed_when")
    name = "link_id: psychiatric_assessment", "link_id: assessed_when"
    comparison = since(then, {"ketamine_consult/tried.yaml": name})
    assert comparison.rules == ["assessed"]
    assert changes(comparison, psychiatric_assessment="never") == [
        Change("assessed", "open", "raised", ("psychiatric_assessment",), ())]
    assert changes(comparison, assessed_when="never") == [
        Change("assessed", "raised", "open", (), ("psychiatric_assessment",))]


def test_a_question_behind_another_that_had_another_name_is_unknown_to_the_other_edition(since: Older) -> None:
    then = NOW.replace("high_blood_pressure", "pressure_then")
    comparison = since(then, {"ketamine_consult/heart.yaml": ("high_blood_pressure", "pressure_then")})
    assert comparison.rules == ["unmanaged"]
    assert changes(comparison, high_blood_pressure="yes", blood_pressure_managed="no") == [
        Change("unmanaged", "open", "raised", ("high_blood_pressure", "blood_pressure_managed"), ())]
    assert changes(comparison, pressure_then="yes", blood_pressure_managed="no") == [
        Change("unmanaged", "raised", "open", (), ("high_blood_pressure",))]


def test_words_that_a_term_has_gained_raise_a_point(since: Older) -> None:
    comparison = since(edits={"vocabulary/terms.yaml": LESS_WORDS})
    assert comparison.rules == ["own_words"]
    assert changes(comparison, heart_in_own_words="White coat.") == [
        Change("own_words", "silent", "raised", ("heart_in_own_words",), ())]


def test_a_word_of_one_term_can_change_how_another_term_is_read(since: Older) -> None:
    rules = changed(NOW, "mentions: [blood_pressure_words]", "mentions: [suicide_words]").replace(
        "Hypertension.", "Suicidal.")
    comparison = since(rules, {"vocabulary/terms.yaml": LESS_WORDS}, rules)
    assert changes(comparison, heart_in_own_words="No white coat, suicidal.") == [
        Change("own_words", "raised", "open", (), ("heart_in_own_words",))]
    assert changes(comparison, heart_in_own_words="No palpitations, suicidal.") == []


def test_a_computed_fact_that_reads_other_questions_is_compared(since: Older) -> None:
    rules = changed(NOW, "item: psychiatric_assessment, in: [longer_ago, never]", 'item: named_off_list, is: "yes"')
    rules = changed(rules, "{psychiatric_assessment: never}", '{takes_medicines: "no", reason: Sertraline}')
    edit = "of_items: [reason, diagnoses_in_own_words,", "of_items: [diagnoses_in_own_words,"
    comparison = since(rules, {"ketamine_consult/questionnaire.yaml": edit}, rules)
    assert comparison.rules == ["assessed"]
    others = dict.fromkeys(("diagnoses_in_own_words", "mind_in_own_words", "heart_in_own_words", "head_in_own_words",
                            "body_in_own_words"), "Nothing.")
    assert changes(comparison, takes_medicines="no", reason="Sertraline", **others) == [
        Change("assessed", "silent", "raised", ("takes_medicines", "reason"), ())]


def test_an_age_is_that_on_the_day_of_the_comparison(since: Older) -> None:
    now = changed(NOW, "item: systolic, at_least: 140", "item: age, at_least: 60").replace("systolic: ", "birth_date: ")
    then = changed(now, "at_least: 60", "at_least: 65")
    comparison = since(then, {}, now)
    assert changes(comparison, birth_date="1964-05-01") == [Change("reading", "silent", "raised", ("birth_date",), ())]


def naive(comparison: Comparison, response: Response) -> list[tuple[str, str, str]]:
    """Every rule of both editions on the whole response, with nothing left out and nothing shared."""
    was = {name: STATES[rule.when.value(answers_in_force(comparison.before.questionnaire, response, today=AS_OF))]
           for name, rule in comparison.before.rules.items()}
    is_ = {name: STATES[rule.when.value(answers_in_force(comparison.now.questionnaire, response, today=AS_OF))]
           for name, rule in comparison.now.rules.items()}
    both = ((name, was.get(name, "no such rule"), is_.get(name, "no such rule")) for name in {**is_, **was})
    return [one for one in both if one[1] != one[2] and set(one[1:]) != {"no such rule", "silent"}]


@pytest.mark.parametrize(("rules", "always", "by_words"), [
    (RULES, {"unmanaged", "reading", "assessed", "own_words"}, set()),
    (NOW, {"unmanaged", "reading"}, {"own_words"}),
], ids=["two rules are new", "the same rules"])
def test_what_is_left_out_and_shared_for_speed_changes_no_result(
    since: Older, rules: str, always: set[str], by_words: set[str],
) -> None:
    old = changed(changed(rules, "at_least: 140}", "at_least: 120}"), '{item: high_blood_pressure, is: "yes"}',
                  '{item: heart_disease, is: "yes"}')
    comparison = since(old, {"vocabulary/terms.yaml": LESS_WORDS, "ketamine_consult/heart.yaml": (ASKED_OF_SOME, "")})
    assert (set(comparison.always), set(comparison.by_words)) == (always, by_words)

    @settings(max_examples=40)
    @given(any_response())
    def holds(response: Response) -> None:
        found = comparison.changes(write_response(response, FORM), date(2026, 11, 30))
        assert [(one.rule, one.before, one.now) for one in found] == naive(comparison, response)
    holds()


def test_a_response_that_neither_edition_reads_is_refused_with_today_s_words(since: Older) -> None:
    comparison = since(RULES)
    with pytest.raises(ResponseError, match=r"^answers\.psychiatric_assessment: Choose one of these"):
        changes(comparison, psychiatric_assessment="nevver")


@pytest.mark.parametrize(("revision", "message"), [
    ("--output=/tmp/x", "'--output=/tmp/x' is an option and no revision."),
    ("nothing", "'nothing' cannot be read from git: fatal: not a valid object name: nothing"),
    ("HEAD:forms", "'HEAD:forms' cannot be read from git: fatal: pathspec 'forms' did not match any files"),
])
def test_a_revision_that_cannot_be_had_is_refused(revision: str, message: str, tmp_path: Path) -> None:
    repository = committed(tmp_path / "repository", RULES, {})
    with pytest.raises(RevisionError) as caught:
        version_of_revision(revision, repository, tmp_path / "scratch")
    assert str(caught.value) == message


def test_a_revision_without_rules_is_refused(tmp_path: Path) -> None:
    repository = committed(tmp_path / "repository", RULES, {})
    (repository / "rules" / "small" / "rule_set.yaml").unlink()
    git(repository, "commit", "-qam", "no rules")
    with pytest.raises(RevisionError, match=r"^'HEAD' has no rule set that this program reads"):
        version_of_revision("HEAD", repository, tmp_path / "scratch")
    assert version_of_revision("HEAD~1", repository, tmp_path / "older").rules.keys() == {"unmanaged", "reading"}


def test_a_revision_whose_files_are_not_read_any_more_is_refused(tmp_path: Path) -> None:
    repository = committed(tmp_path / "repository", RULES, {})
    for path in (repository / "forms").rglob("classes.yaml"):
        path.unlink()
    git(repository, "commit", "-qam", "as it once was")
    with pytest.raises(RevisionError, match=r"^'HEAD' has files in a form that this program does not read: classes"):
        version_of_revision("HEAD", repository, tmp_path / "scratch")


@pytest.fixture
def compare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """`rules compare` against an older edition in which a reading counted from 150 and two rules were not there."""
    (tmp_path / "now").mkdir()
    small = read_rules(write(tmp_path / "now", NOW), FORM).ruleset
    repository = committed(tmp_path / "repository", changed(RULES, "at_least: 140}", "at_least: 150}"), {})
    monkeypatch.setattr("rules.review.commands.ROOT", repository)
    monkeypatch.setattr("rules.review.commands.originals", lambda: (small,))

    def called(*responses: Path, revision: str = "HEAD") -> tuple[int, list[str], str]:
        code = main(["compare", "--as-of", "2026-11-30", revision, *map(str, responses)])
        printed = capsys.readouterr()
        return code, printed.out.splitlines(), printed.err
    return called


SETTLED = {"psychiatric_assessment": "within_a_year", "heart_in_own_words": "All is well."}


def test_compare_lists_each_response_and_counts_each_change(compare: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(content({**SETTLED, "systolic": 145}))
    (tmp_path / "b.json").write_text(content({**SETTLED, "systolic": 120}))
    lines = [content({**SETTLED, "systolic": 149}), "", content({"psychiatric_assessment": "never"})]
    (tmp_path / "many.ndjson").write_text("\n".join(lines))
    code, printed, complaints = compare(tmp_path / "a.json", tmp_path / "b.json", tmp_path / "many.ndjson")
    assert (code, complaints) == (0, "")
    assert printed == [
        "a.json: reading: silent → raised (systolic)",
        "many.ndjson:1: reading: silent → raised (systolic)",
        "many.ndjson:3: assessed: no such rule → raised (psychiatric_assessment)",
        "many.ndjson:3: own_words: no such rule → open (asks heart_in_own_words)",
        "assessed: no such rule → raised: 1 of 4 responses",
        "own_words: no such rule → open: 1 of 4 responses",
        "reading: silent → raised: 2 of 4 responses",
        "Responses compared: 4. Not readable: 0. Points that differ: 4.",
    ]


def test_a_response_that_cannot_be_read_is_named_and_the_others_are_compared(
    compare: Callable[..., Any], tmp_path: Path,
) -> None:
    path = tmp_path / "many.ndjson"
    path.write_bytes(b"\n".join([b"{", content({**SETTLED, "systolic": 4000}).encode(), b"\xff\xfe",
                                 content({**SETTLED, "systolic": 145}).encode()]))
    code, printed, complaints = compare(path)
    assert code == 2
    assert printed == [
        "many.ndjson:4: reading: silent → raised (systolic)",
        "reading: silent → raised: 1 of 4 responses",
        "Responses compared: 4. Not readable: 3. Points that differ: 1.",
    ]
    assert complaints.splitlines() == [
        "many.ndjson:1: cannot be read: line 2, column 1: this is not JSON: Expecting property name enclosed in double "
        "quotes. Was the file saved whole?",
        "many.ndjson:2: cannot be read: answers.systolic: Enter a whole number from 50 to 300 mmHg.",
        "many.ndjson:3: cannot be read: this is not UTF-8 text (byte 0). Save it as UTF-8.",
    ]


def test_bad_input_to_compare_gets_one_message(compare: Callable[..., Any], tmp_path: Path) -> None:
    missing = tmp_path / "missing.ndjson"
    (tmp_path / "a.json").write_text(content({}))
    assert compare(missing) == (2, [], f"{missing}: cannot be read or written: No such file or directory.\n")
    assert compare(tmp_path / "a.json", revision="nothing") == (
        2, [], "'nothing' cannot be read from git: fatal: not a valid object name: nothing\n")


def test_made_up_responses_can_be_read_and_are_the_same_each_time() -> None:
    lines = list(synthetic_responses(30))
    assert lines == list(synthetic_responses(30))
    read = [read_response(line, FORM, today=AS_OF) for line in lines]
    asked = {link_id for response in read for link_id in response.answers}
    assert len(asked) > 80
    assert len({len(response.answers) for response in read}) > 10
