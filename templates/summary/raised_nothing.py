"""What was asked and raised no point, and how it was answered. Not the same as clear."""

from collections.abc import Sequence

from rules import Finding, RuleSet
from templates.summary.answers_in_words import Quotes
from templates.summary.model import Said, Silent


def silent_answers(judged: Sequence[tuple[RuleSet, Sequence[Finding]]], quotes: Quotes) -> tuple[Silent, ...]:
    """The boxes that keep findings silent and that no other finding has to do with: by answer, in the order asked."""
    findings = [finding for ruleset, found in judged if ruleset.asks for finding in found]
    kept = {link_id for finding in findings if finding.state == "silent" for link_id in finding.because}
    busy = {link_id for finding in findings if finding.state != "silent"
            for link_id in (*finding.because, *finding.ask)}
    alike: dict[tuple[str, tuple[str, ...]], list[Said]] = {}
    for item in quotes.asked():
        if item.link_id in kept - busy and item.type in ("choice", "many"):
            said = quotes.said(item.link_id)
            alike.setdefault((said.lines[0], said.remarks), []).append(said)
    return tuple(Silent(answer, remarks, tuple(one.question for one in many), tuple(one.link_id for one in many))
                 for (answer, remarks), many in alike.items())
