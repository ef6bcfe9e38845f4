"""What a summary says on who has reviewed its rules: only what is true of exactly the wording that it prints."""

from collections.abc import Iterable
from datetime import date

import pytest

from forms.authoring import SignedHere, SignOff
from rules import RuleSet, load_rule_sets
from templates import Summary, summary_html
from tests.support.summaries import summary_of

NOBODY = "No clinician has reviewed these rules yet."
KIM = ("Dr Kim", date(2026, 12, 3))
LEE = ("Dr Lee", date(2026, 12, 5))


def signed(
    rule_sets: Iterable[RuleSet], *reviewers: tuple[str, date], names: bool = False, mark: str = "",
) -> SignedHere:
    """Every rule of these sets, signed by these. `mark`: of another wording."""
    found: dict[tuple[str, str, str], tuple[SignOff, ...]] = {}
    for ruleset in rule_sets:
        for name, present in ruleset.fingerprints.items():
            found[ruleset.rule_set, name, mark or present] = tuple(
                SignOff(id=name, reviewer=who, date=day, fingerprint=mark or present) for who, day in reviewers)
    return SignedHere(found, names=names)


def summary(here: SignedHere) -> Summary:
    answers = {"high_blood_pressure": "yes", "blood_pressure_managed": "no", "seizures": "yes"}
    return summary_of(answers, rule_sets=load_rule_sets(), signed_here=here)


def test_without_a_sign_off_it_says_that_nobody_has_reviewed_them() -> None:
    assert summary(SignedHere()).reviewed == (NOBODY,)


def test_it_names_the_points_of_which_every_rule_is_signed_and_how_many_signed() -> None:
    made = summary(signed(load_rule_sets(), KIM, LEE))
    numbers = ", ".join(str(point.number) for point in made.points)
    assert made.points
    assert made.reviewed == (f"Signed off at this clinic, in this wording: the rules behind the points {numbers}.",)
    count = len(load_rule_sets()[0].rules)
    assert made.documents[0].reviewed.startswith(
        f"{count} of {count} rules are signed, {count} of them at this clinic by 2 clinicians, last on 5 Dec 2026;")
    assert "Dr Kim" not in summary_html(made)


def test_names_are_printed_where_the_clinic_wants_it_and_as_text() -> None:
    here = signed(load_rule_sets(), KIM, ("Dr <b>Lee</b>", LEE[1]), names=True)
    page = summary_html(summary(here))
    assert "at this clinic by Dr Kim on 3 Dec 2026, Dr &lt;b&gt;Lee&lt;/b&gt; on 5 Dec 2026" in page


def test_a_point_with_one_rule_that_is_not_signed_is_not_named() -> None:
    whole = signed(load_rule_sets(), KIM)
    point = summary(whole).points[0]
    without = {key: found for key, found in whole.signoffs.items() if key[:2] != point.rules[-1]}
    (said,) = summary(SignedHere(without)).reviewed
    assert str(point.number) not in said.removesuffix(".").rpartition("points ")[2].split(", ")


@pytest.mark.parametrize("mark", ["0123456789ab", "x"])
def test_a_sign_off_of_another_wording_says_nothing(mark: str) -> None:
    made = summary(signed(load_rule_sets(), KIM, mark=mark))
    assert made.reviewed == (NOBODY,)
    assert "at this clinic" not in "".join(one.reviewed for one in made.documents)


def test_of_a_set_without_a_signed_rule_it_still_says_so() -> None:
    made = summary(signed(load_rule_sets()[:1], KIM))
    assert made.reviewed[:2] == tuple(f"{ruleset.title}: {NOBODY}" for ruleset in load_rule_sets()[1:])
