"""What a print is made of: answers in force, what the rule sets find in them, and what differs from another visit."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from forms import AnswersInForce, Copy, Questionnaire, Response, not_measured, private_items, unseen_by
from rules import Changes, Judged, RuleSet, evaluate, what_changed
from templates.summary.answers_in_words import Quotes
from templates.words import Words

NO_TOPICS: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Found:
    """Answers as quotes, and the rule sets with their findings. `earlier` is None at a first visit.

    `off` are topics, each with its rule set, that are not to be named.
    """

    quotes: Quotes
    judged: Judged
    earlier: Response | None = None
    off: frozenset[tuple[str, str]] = NO_TOPICS

    @property
    def answers(self) -> AnswersInForce:
        return self.quotes.answers

    def now(self) -> Response:
        """The answers in force, as a response."""
        return Response(self.answers.questionnaire.questionnaire_id, self.answers.given())

    def changes(self) -> Changes | None:
        """How the earlier visit differs; None at a first one."""
        if self.earlier is None:
            return None
        rule_sets = [ruleset for ruleset, _ in self.judged]
        found = what_changed(self.answers.questionnaire, self.earlier, self.now(), rule_sets, self.answers.today)
        return replace(found, points=tuple(one for one in found.points if (one.rule_set, one.topic) not in self.off))

    def without(self, link_ids: Collection[str], off: frozenset[tuple[str, str]] = NO_TOPICS) -> "Found":
        """The same as if these had never been answered, in the earlier visit too, and without these topics."""
        answers, off = self.answers.without(link_ids), self.off | off
        judged = [(ruleset, [finding for finding in evaluate(ruleset, answers)
                             if (ruleset.rule_set, finding.rule.topic) not in off])
                  for ruleset, _ in self.judged]
        earlier = self.earlier and replace(self.earlier, answers={
            link_id: one for link_id, one in self.earlier.answers.items() if link_id not in link_ids})
        return Found(replace(self.quotes, answers=answers), judged, earlier, off)

    def without_private_topics(self, link_ids: Collection[str]) -> "Found":
        """The same without these answers, and without the topics that are private by their name."""
        rule_sets = [ruleset for ruleset, _ in self.judged]
        return self.without(link_ids, private_topics(rule_sets, self.answers.questionnaire))


def found_on(
    copy: Copy, answers: AnswersInForce, judged: Judged, earlier: Response | None, words: Words, as_of: date,
) -> Found:
    """All that this copy holds. `judged` are the findings on all answers, of the rule sets that are on."""
    found = Found(Quotes(answers, words, as_of), judged, earlier)
    if copy == "patient":
        return found.without(unasked) if (unasked := not_measured(answers)) else found
    unseen = unseen_by(answers.questionnaire, copy)
    return found.without_private_topics(unseen) if unseen else found


def found_openly(found: Found) -> Found:
    """What page 1 may hold where it is to name nothing private."""
    return found.without_private_topics(private_items(found.answers.questionnaire))


def private_topics(rule_sets: Iterable[RuleSet], questionnaire: Questionnaire) -> frozenset[tuple[str, str]]:
    """The topics, each with its rule set, that name something private by whatever answer they are raised.

    One of their rules reads a sensitive question.
    """
    return frozenset((ruleset.rule_set, rule.topic) for ruleset in rule_sets for rule in ruleset.rules
                     if any(questionnaire.item(test.item).sensitive for test in rule.when.leaves()))
