"""The person's own copy begins with half a page for them: what to ask, bring and do, in plain words."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from forms import Response, answers_in_force, load_questionnaire, private_items
from forms.authoring import reading_age, verdict_words
from rules import load_rule_sets, topic_order
from templates import PAPERS, Paper, Summary, load_words, summary_html
from templates.summary.for_you import LEAST, MOST, parts_of_topics
from templates.summary.model import ForYou
from tests.support.any_response import any_response
from tests.support.summaries import FOLDER, SAMPLES, drawn, pages_of, sample_answers, summary_of, summary_of_answers
from tests.support.this_clinic import first_help_line, tries

pytestmark = pytest.mark.every_clinic
FORM = load_questionnaire()
RULE_SETS = load_rule_sets()
WORDS = load_words("en").for_you
ORDINARY = sorted(path.stem for path in (FOLDER / "ordinary").glob("*.json"))


def copy_of(answers: dict[str, Any], **how: Any) -> Summary:
    return summary_of(answers, rule_sets=RULE_SETS, copy="patient", **how)


def half_page(answers: dict[str, Any], **how: Any) -> ForYou:
    found = copy_of(answers, **how).for_you
    assert found is not None
    return found


def html_of(answers: dict[str, Any], **how: Any) -> str:
    """The half page alone, as HTML."""
    page = summary_html(copy_of(answers, **how))
    return page[page.index('class="for-you"'):page.index("</section>", page.index(WORDS.text["call_soon"]))]


def answers_named(name: str) -> dict[str, Any]:
    if name in SAMPLES:
        return sample_answers(name)
    answers: dict[str, Any] = json.loads((FOLDER / "ordinary" / f"{name}.json").read_text("utf-8"))["answers"]
    return answers


def texts(tree: Any) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    for one in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list | tuple) else ():
        yield from texts(one)


def test_every_topic_has_words_of_its_own_and_every_part_belongs_to_rules() -> None:
    topics = {topic.topic for ruleset in RULE_SETS for topic in ruleset.topics}
    assert WORDS.asks.topics.keys() == topics | topic_order().keys()
    rules = {rule.id for ruleset in RULE_SETS for rule in ruleset.rules}
    assert parts_of_topics().keys() <= rules
    assert set(parts_of_topics().values()) == WORDS.asks.parts.keys()


def test_it_can_be_read_at_eleven_and_gives_no_verdict() -> None:
    groups = (WORDS.text, WORDS.scores, WORDS.asks.topics, WORDS.asks.parts, WORDS.asks.always)
    for group in groups:
        whole = [one for one in texts(group) if "{" not in one]
        assert reading_age(". ".join(whole)) <= 11
        for one in whole:
            assert len(one.split()) < 6 or reading_age(one) <= 14, one
            assert verdict_words(one) == []
            assert "the person" not in one.lower()


@pytest.mark.parametrize("name", [*SAMPLES, *ORDINARY])
def test_it_names_three_to_five_things_to_ask_the_most_important_first(name: str) -> None:
    summary = copy_of(answers_named(name))
    assert summary.for_you is not None
    assert LEAST <= len(summary.for_you.asks) <= MOST
    assert len(set(summary.for_you.asks)) == len(summary.for_you.asks)
    first = summary.points[0] if summary.points else None
    if first is not None and not any(parts_of_topics().get(rule) for _, rule in first.rules):
        assert summary.for_you.asks[0] == WORDS.asks.topics[first.topic]


def test_a_racing_heart_is_no_word_of_a_label() -> None:
    page = html_of({"heart_symptoms": ["palpitations"]})
    assert WORDS.asks.topics["heart_disease"] in page
    assert "angina" not in page
    assert "heart_symptoms" not in page


def test_a_rule_on_a_part_of_the_body_names_this_part() -> None:
    asks = half_page({"liver": "yes"}).asks
    assert WORDS.asks.parts["liver"] in asks
    assert WORDS.asks.topics["body"] not in asks


def test_where_nothing_is_raised_it_still_does_not_read_as_if_all_were_well() -> None:
    for answers in ({}, sample_answers("nothing_raised")):
        page = " ".join(html_of(answers).split())
        for key in ("about", "not_all"):
            assert WORDS.text[key] in page
        assert WORDS.asks.always[0] in page


def test_what_is_not_known_is_said_and_asked_about() -> None:
    assert half_page({}).is_open
    assert WORDS.text["unknown"] in html_of({"seizures": {"absent": "unsure"}})


def test_only_the_person_has_it() -> None:
    for copy in ("clinician", "desk"):
        summary = summary_of(sample_answers("crisis"), rule_sets=RULE_SETS, copy=copy)
        assert summary.for_you is None
        assert 'class="for-you"' not in summary_html(summary)


def test_in_danger_the_help_comes_before_what_to_ask() -> None:
    page = html_of({"suicidal_thoughts_now": "yes"})
    assert page.index(first_help_line()) < page.index(WORDS.text["asks"])
    assert page.index(load_words("en").crisis.levels["now"].to_the_person[0]) < page.index(WORDS.text["asks"])


def test_what_cannot_wait_comes_before_what_to_ask() -> None:
    page = html_of({"heart_symptoms": ["chest_pain_at_rest"]})
    assert page.index("Chest pain when you are at rest") < page.index(WORDS.text["asks"])


@pytest.mark.uses("gad7")
def test_a_score_says_what_it_means_and_what_not_and_without_a_total_there_is_none() -> None:
    worried = {f"gad7_{number}": "2" for number in range(1, 8)}
    [score] = half_page(worried).scores
    assert "14 of 21" in score
    assert "moderate anxiety" in score
    assert WORDS.text["scores_note"] in " ".join(html_of(worried).split())
    assert half_page({**worried, "gad7_7": {"absent": "unsure"}}).scores == ()


def test_their_own_questions_come_first_and_stay_off_a_page_that_names_nothing_private() -> None:
    asked = {"questions_for_clinician": "Will <b>it</b> hurt?"}
    page = html_of(asked)
    assert page.index("Will &lt;b&gt;it&lt;/b&gt; hurt?") < page.index(WORDS.asks.always[0])
    assert half_page(asked, names_sensitive=False).own_questions == ""
    assert half_page({"questions_for_clinician": "none"}).own_questions == ""


@settings(max_examples=tries(40))
@given(any_response())
def test_before_a_page_1_that_names_nothing_private_it_is_the_same_whatever_is_private(response: Response) -> None:
    private = private_items(FORM)
    kept = {key: one for key, one in response.answers.items() if key not in private}
    openly = replace(response, answers=kept)
    pages = [summary_of_answers(answers_in_force(FORM, one), RULE_SETS, intake_desk=True, copy="patient",
                                names_sensitive=False).for_you for one in (response, openly)]
    assert pages[0] == pages[1]


def test_what_it_leaves_out_for_privacy_stands_inside() -> None:
    answers = {**sample_answers("past_dependence_home_tablets"), "suicidal_thoughts_now": "yes"}
    summary = copy_of(answers, names_sensitive=False)
    assert summary.for_you is not None
    assert summary.for_you_inside is not None
    assert (summary.for_you.danger, summary.for_you_inside.danger) == (None, "now")
    assert WORDS.asks.topics["substance_use"] in summary.for_you_inside.asks
    assert set(summary.for_you.asks).isdisjoint({*summary.for_you_inside.asks, WORDS.asks.topics["substance_use"]})


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", [*SAMPLES, *ORDINARY])
def test_on_paper_it_ends_on_page_1_and_the_clinician_s_pages_begin_on_page_2(name: str, paper: Paper) -> None:
    pages = pages_of(drawn(copy_of(answers_named(name)), paper))
    assert WORDS.text["call_soon"] in pages[0]
    assert "Still unknown, and could" not in pages[0]
    assert "Reason for coming" in pages[1] + pages[min(2, len(pages) - 1)]


@pytest.mark.parametrize("names_sensitive", [True, False])
def test_on_a_screen_all_that_is_for_the_person_stands_above_the_fold(names_sensitive: bool) -> None:
    summary = copy_of(sample_answers("crisis"), names_sensitive=names_sensitive)
    above, *folded = summary_html(summary, for_screen=True).split("<details")
    below = folded[-1]  # a private copy has a fold of its own for what its page 1 leaves out
    assert load_words("en").crisis.levels["now"].to_the_person[0] in above
    assert "Reason for coming" not in above
    assert "Reason for coming" in below
