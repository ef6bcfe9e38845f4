"""Beside the form at the desk: a field to jump to any question, the sections with what is missing, topics so far.

The topics are those of raised rules, the heaviest first. They say what to talk about, and nothing about the person.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from rules import Judged, RuleSet, evaluate_all, load_rule_sets, weight
from screens.actions.steps import jump_to_chosen
from screens.browser.markup import put
from screens.desk.handing_over import draw_hand_over_button
from screens.pages.review import worth_asking
from screens.visit.visit import Visit
from screens.visit.walk import HAND_OVER, LOCKED, SIGN_IN, WORKLIST

MOST_WORTH_ASKING = 4


@dataclass(frozen=True)
class SectionLink:
    """A section, its first question, and how many of its questions are answered. `is_here`: its page is open."""

    link_id: str
    title: str
    answered: int
    of: int
    is_here: bool


def draw_beside(visit: Visit) -> None:
    """Draws the panel, on the pages of the form."""
    is_no_form = visit.position.step in (WORKLIST, LOCKED, SIGN_IN, HAND_OVER)
    if is_no_form or not visit.door.asks_desk_items or not visit.whole_way.may_go_on:
        return
    rule_sets = load_rule_sets(language=visit.language)
    judged = evaluate_all(rule_sets, visit.answers)
    with st.sidebar:
        _draw_jump(visit)
        links = section_links(visit)
        worth = worth_asking(visit, judged).lines[:MOST_WORTH_ASKING]
        draw_hand_over_button(visit)
        put("beside", words=visit.words, sections=links, topics=_topics(visit, rule_sets, judged), worth=worth)


def section_links(visit: Visit) -> tuple[SectionLink, ...]:
    """Returns the sections with an open question, in their order."""
    given, links = visit.answers.given(), []
    for section in visit.whole_way.sections:
        items = visit.whole_way.items(section)
        answered = sum(item.link_id in given for item in items)
        links.append(SectionLink(items[0].link_id, section.title, answered, len(items),
                                 section.section_id == visit.position.step))
    return tuple(links)


def _topics(visit: Visit, rule_sets: Sequence[RuleSet], judged: Judged) -> tuple[str, ...]:
    """The titles of topics with a raised rule, the heaviest first, except those that nearly everybody has."""
    found: list[tuple[int, str]] = []
    for ruleset, findings in judged:
        titles = {topic.topic: topic.title for topic in ruleset.topics}
        for finding in findings:
            if finding.state == "raised" and not finding.rule.general:
                heavy = weight(ruleset, finding, rule_sets, visit.questionnaire)
                found.append((heavy, titles.get(finding.rule.topic, finding.rule.topic)))
    found.sort(key=lambda pair: pair[0])
    return tuple(dict.fromkeys(title for _weight, title in found))


def places(visit: Visit) -> dict[str, str]:
    """Returns what can be jumped to: each question by its link id, and each option that says what it is about.

    "Yes", "Several days" and the like say nothing by themselves; neither do the reasons for giving no answer.
    """
    found: dict[str, str] = {}
    for section in visit.whole_way.sections:
        for item in visit.whole_way.items(section):
            found[item.link_id] = f"{item.short}: {visit.text_of(item)}"
            of_topic = [option for option in item.options if item.type == "many" and not option.exclusive]
            found.update((f"{item.link_id} {option.code}", f"{visit.text_of(option)} → {item.short}")
                         for option in of_topic)
    return found


def _draw_jump(visit: Visit) -> None:
    words, key, texts = visit.words, f"desk-{visit.edition}-jump-{visit.position.moves}", places(visit)
    st.selectbox(words("beside.jump"), list(texts), index=None, format_func=texts.__getitem__, key=key,
                 placeholder=words("beside.jump_hint"), filter_mode="contains", on_change=jump_to_chosen,
                 args=(visit, key))
