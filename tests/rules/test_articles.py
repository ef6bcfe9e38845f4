"""The five articles: what is taken from them, and what is left out or kept from a crisis."""

import re

from rules import load_rules

RULES = load_rules()
ALL = list(RULES.statements.values())
READ = {"A": 101, "B": 41, "C": 44, "D": 47, "E": 41}  # document → how many statements were taken from it at least


def test_no_statement_of_the_five_documents_has_vanished() -> None:
    found = {document.document_id: len(document.statements) for document in RULES.documents}
    assert found.keys() >= READ.keys()
    assert [one for one, least in READ.items() if found[one] < least] == []


def test_a_statement_that_is_wrong_or_claims_too_much_is_left_out() -> None:
    flagged = [one for one in ALL if one.flag in ("wrong", "overclaim")]
    assert [one.id for one in flagged if not one.left_out] == []
    assert {"A06", "A21", "A23", "A61", "B16"} <= {one.id for one in flagged}


def test_marketing_is_left_out_or_shown_for_what_it_is() -> None:
    used = {one.id for one in ALL if one.strength == "marketing" and one.left_out is None}
    assert used == {"C43"}  # an AI's page that calls itself reviewed; it stands beside its own note that it is not


def test_in_a_crisis_every_point_keeps_a_statement_and_none_loses_its_counterpart() -> None:
    for rule in RULES.rules:
        left = {one for one in rule.statements if not RULES.statements[one].not_in_crisis}
        assert left, rule.id
        for one in left:
            assert set(RULES.statements[one].never_without) <= left, rule.id


def test_speed_of_relief_and_suicidal_thoughts_as_a_reason_have_no_place_in_a_crisis() -> None:
    speed = re.compile(r"\b(hours?|minutes|fast(er)?|to six weeks)\b|suicid")
    about_visits = {"A44", "A63", "A64", "B24", "C03", "E07", "E22"}  # how long they take; a fast heartbeat
    found = {one.id for one in ALL if speed.search(one.says) and not one.not_in_crisis} - about_visits
    assert found == set()
    assert RULES.statements["C20"].left_out


def test_only_suicidal_thoughts_are_a_safety_matter() -> None:
    assert {rule.topic for rule in RULES.rules if rule.safety} == {"safety"}
    assert all(rule.safety for rule in RULES.rules if rule.topic == "safety")


def test_no_article_is_credited_with_a_contraindication() -> None:
    assert [one.id for one in ALL if one.strength == "contraindication"] == []
