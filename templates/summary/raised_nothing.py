"""The answers that raised no point. This does not mean that all is well."""

from collections.abc import Sequence

from rules import Finding, RuleSet
from templates.summary.answers_in_words import Quotes
from templates.summary.model import Said, Silent


def silent_answers(judged: Sequence[tuple[RuleSet, Sequence[Finding]]], quotes: Quotes) -> tuple[Silent, ...]:
    """Returns choice questions whose answer ruled a point out and that matter to no raised or open point.

    Questions with the same answer are grouped, in the order asked.
    """
    ruled_out, matter = _ruled_out(judged)
    alike: dict[tuple[str, tuple[str, ...]], list[Said]] = {}
    for item in quotes.asked():
        if item.link_id in ruled_out - matter and item.type in ("choice", "many"):
            said = quotes.said(item.link_id)
            alike.setdefault((said.lines[0], said.remarks), []).append(said)
    return tuple(_silent(answer, remarks, many) for (answer, remarks), many in alike.items())


def _ruled_out(judged: Sequence[tuple[RuleSet, Sequence[Finding]]]) -> tuple[set[str], set[str]]:
    """The link ids whose answers ruled a point out, and those that a raised or open point depends on or asks for."""
    ruled_out: set[str] = set()
    matter: set[str] = set()
    for ruleset, findings in judged:
        for finding in findings if ruleset.asks else ():
            if finding.state == "silent":
                ruled_out.update(finding.because)
            else:
                matter.update(finding.because, finding.ask)
    return ruled_out, matter


def _silent(answer: str, remarks: tuple[str, ...], many: Sequence[Said]) -> Silent:
    return Silent(answer, remarks, tuple(one.question for one in many), tuple(one.link_id for one in many))
