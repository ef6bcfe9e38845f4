"""A clinician who is signed in signs off rules and questions on the page of the rules. Nobody else can."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import time
from typing import Any

import pytest

from records import RecordsError, SignIns, SignOffs, UnreachableError, Wording
from rules import load_rule_sets
from screens.actions.signing_off import sign_off, withdraw
from screens.pages.reviewing import REVIEWING
from screens.server import sign_in
from screens.visit import sign_offs
from screens.visit.drafts import store_here
from screens.visit.reviewing import Reviewing
from screens.visit.staff import Staff
from tests.support.sitting import Sitting, new_app

KIM, LEE = "Dr Kim", "Dr Lee"
PART = "articles"


def claims(name: str, group: str) -> dict[str, Any]:
    return {"is_logged_in": True, "iss": "https://accounts.example", "sub": name, "name": name, "nonce": name,
            "iat": time(), "groups": [group]}


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """A clinic with accounts and records of its own. What is given is the claims of the page, to be changed."""
    page = claims(KIM, "doctors")
    (tmp_path / "clinic.yaml").write_text(
        f"sign_in: {{claim: groups, desk: [intake], clinician: [doctors]}}\nrecords_url: sqlite:///{tmp_path}/r\n"
        "records_key_file: keys.json\n")
    monkeypatch.delenv("SCREENING_RECORDS_URL", raising=False)
    monkeypatch.delenv("SCREENING_RECORDS_KEY_FILE", raising=False)
    monkeypatch.setenv("SCREENING_CLINIC", str(tmp_path / "clinic.yaml"))
    monkeypatch.setattr(sign_in, "claims_here", lambda: page)
    store_here.cache_clear()
    yield page
    with suppress(UnreachableError):
        store_here().close()
    store_here.cache_clear()


def become(held: dict[str, Any], name: str, group: str) -> None:
    held.clear()
    held.update(claims(name, group))


class Reader(Sitting):
    """Somebody at the page of the rules."""

    def __init__(self) -> None:
        self.app = app = new_app("sources")
        app.default_timeout = 60
        app.run()

    def buttons(self) -> set[str]:
        return {str(one.key) for one in self.app.button}

    def write(self, text: str) -> None:
        self.app.text_area[0].set_value(text).run()


def signed() -> list[tuple[str, str]]:
    return [(one.reviewer, one.wording.name) for one in SignOffs(store_here()).that_hold()]


def first_rule() -> Wording:
    ruleset = load_rule_sets()[0]
    rule = next(one for topic in ruleset.topics for one in ruleset.rules if one.topic == topic.topic)
    return Wording(PART, rule.id, ruleset.fingerprints[rule.id])


def test_a_clinician_reads_a_rule_signs_it_and_takes_it_back(held: dict[str, Any]) -> None:
    kim, rule = Reader(), first_rule()
    kim.press(f"review-{PART}")
    shown = kim.shown()
    for part in ("Raised when", "What the documents say", "All cases", rule.fingerprint, "Nobody at this clinic"):
        assert part in shown
    kim.write("Agreed <b>with</b> Dr Lee.")
    kim.press("sign-off")
    assert signed() == [(KIM, rule.name)]
    assert "Signed off: 1." in kim.shown()
    kim.press("review-before")
    assert "Agreed &lt;b&gt;with&lt;/b&gt; Dr Lee." in kim.shown()
    assert f"Signed off as it is now: <b><bdi>{KIM}</bdi></b>" in kim.shown()
    kim.press("withdraw")
    assert signed() == []
    assert "Your sign-off is withdrawn." in kim.shown()


def test_a_whole_part_is_signed_off_after_it_was_opened(held: dict[str, Any]) -> None:
    kim = Reader()
    kim.press("whole-reconcile")
    kim.press("sign-off-whole")
    rules = {rule.id for rule in load_rule_sets()[2].rules}
    assert {name for _who, name in signed()} == rules
    assert "Signed off at" not in kim.shown()
    assert f"{len(rules)} of {len(rules)} are signed off at this clinic in their present wording" in kim.shown()
    kim.press("whole-reconcile")
    assert "You have signed off all of them." in kim.shown()
    assert "sign-off-whole" not in kim.buttons()


def test_a_question_can_be_signed_off(held: dict[str, Any]) -> None:
    kim = Reader()
    kim.press("review-ketamine-consult")
    assert "Why it is asked" in kim.shown()
    kim.press("sign-off")
    assert signed() == [(KIM, "adult")]


def test_a_changed_rule_is_listed_with_what_has_changed_and_comes_first(held: dict[str, Any]) -> None:
    rule = load_rule_sets()[0].rules[-1]
    older = Wording(PART, rule.id, "0123456789ab", {"says": "Words of <i>before</i>."})
    SignOffs(store_here()).sign("lee", LEE, [older])
    kim = Reader()
    assert "Changed since they were signed off" in kim.shown()
    kim.press(f"review-{PART}")
    shown = kim.shown()
    for part in ("Signed off before it was changed, which voids it:", LEE, f"<ins>{rule.discuss}",
                 "<del>Words of &lt;i&gt;before&lt;/i&gt;.</del>"):
        assert part in shown
    kim.press("sign-off")
    assert "Changed since they were signed off" not in Reader().shown()


@pytest.mark.parametrize("who", ["desk", "stranger", "nobody", "patient has the device"])
def test_nobody_else_can_sign(held: dict[str, Any], monkeypatch: pytest.MonkeyPatch, who: str) -> None:
    match who:
        case "desk":
            become(held, "Ines", "intake")
        case "stranger":
            become(held, "Sam", "gardeners")
        case "nobody":
            held["is_logged_in"] = False
        case _:
            monkeypatch.setattr(sign_offs, "handed_over_in", lambda _browser: "a draft")
    page = Reader()
    assert not {key for key in page.buttons() if key.startswith(("review-", "whole-"))}


@pytest.mark.parametrize("group", ["intake", "gardeners"])
def test_an_action_of_somebody_else_is_refused_whatever_their_page_sends(held: dict[str, Any], group: str) -> None:
    kim, rule = Reader(), first_rule()
    kim.press(f"review-{PART}")
    reviewing = kim.app.session_state[REVIEWING]
    kim.press("sign-off")
    become(held, "Ines", group)
    sign_off(reviewing, PART, rule.name, (rule,), None)
    assert reviewing.told == "ended"
    reviewing.tell(None)
    withdraw(reviewing, rule)
    assert reviewing.told == "ended"
    assert signed() == [(KIM, rule.name)]


def test_a_wording_that_was_not_shown_cannot_be_signed(held: dict[str, Any]) -> None:
    kim = sign_offs.signer_here()
    assert isinstance(kim, Staff)
    reviewing = Reviewing(kim.person)
    sign_off(reviewing, PART, "seizures", (Wording(PART, "seizures", "forged000000"),), None)
    assert reviewing.told == "not_read"
    assert signed() == []


def test_a_sign_in_that_ends_meanwhile_signs_nothing_and_loses_no_remark(held: dict[str, Any]) -> None:
    kim = Reader()
    kim.press(f"review-{PART}")
    kim.write("Half a thought.")
    SignIns(store_here()).end_all_of(kim.app.session_state[REVIEWING].person, "over")
    kim.press("sign-off")
    assert signed() == []
    assert "your sign-in has ended" in kim.shown()
    become(held, KIM, "doctors")
    held["nonce"] = "another"
    again = Reader()
    again.press(f"review-{PART}")
    assert again.app.text_area[0].value == "Half a thought."


def test_records_out_of_reach_sign_nothing_and_keep_the_remark(
    held: dict[str, Any], monkeypatch: pytest.MonkeyPatch,
) -> None:
    kim = Reader()
    kim.press(f"review-{PART}")
    kim.write("Still here.")
    monkeypatch.setattr(SignOffs, "sign", _out_of_reach)
    kim.press("sign-off")
    assert "the records cannot be reached just now" in kim.shown()
    assert kim.app.text_area[0].value == "Still here."


def _out_of_reach(*_arguments: object) -> int:
    raise UnreachableError("not now")


def test_without_accounts_the_page_says_why_nobody_signs() -> None:
    page = Reader()
    assert "staff have no accounts here" in page.shown()
    assert sign_offs.signed_off_here() == ()


def test_others_see_what_is_signed_and_a_name_only_if_the_clinic_sets_it(held: dict[str, Any], tmp_path: Path) -> None:
    kim = Reader()
    kim.press(f"review-{PART}")
    kim.press("sign-off")
    held["is_logged_in"] = False
    shown = Reader().shown()
    assert "signed off at this clinic by one clinician on " in shown
    assert KIM not in shown
    file = tmp_path / "clinic.yaml"
    named = tmp_path / "named.yaml"
    named.write_text(file.read_text() + "name_reviewers: on\n")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SCREENING_CLINIC", str(named))
        assert f"signed off at this clinic by {KIM} on " in Reader().shown()


def test_what_cannot_be_read_counts_as_unsigned(held: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    SignOffs(store_here()).sign("kim", KIM, [first_rule()])
    assert sign_offs.signed_here().signoffs
    monkeypatch.setattr(SignOffs, "that_hold", _does_not_open)
    assert not sign_offs.signed_here().signoffs


def _does_not_open(_sign_offs: SignOffs) -> None:
    raise RecordsError("A record does not open.")
