"""What was asked and raised no point, and how it was answered. Not the same as clear."""

from collections.abc import Sequence

from rules import Finding, RuleSet
from templates.quotes import Quotes
from templates.summary import Silent


def silent_answers(judged: Sequence[tuple[RuleSet, Sequence[Finding]]], quotes: Quotes) -> tuple[Silent, ...]:
    """The boxes that keep findings silent and that no other finding has to do with: by answer, in the order asked."""
    findings = [finding for ruleset, found in judged if ruleset.asks for finding in found]
    kept = {link_id for finding in findings if finding.state == "silent" for link_id in finding.because}
    busy = {link_id for finding in findings if finding.state != "silent"
            for link_id in (*finding.because, *finding.ask)}
    by_answer: dict[str, list[str]] = {}
    for item in quotes.asked():
        if item.link_id in kept - busy and quotes.is_box(item.link_id):
            said = quotes.said(item.link_id)
            by_answer.setdefault(said.lines[0], []).append(said.question)
    return tuple(Silent(answer, tuple(questions)) for answer, questions in by_answer.items())
