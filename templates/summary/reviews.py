"""Who has reviewed the rules and questions behind a summary, in words: in their files, and at this clinic."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from forms import Questionnaire, reviews_of
from forms.authoring import ORIGINAL, SignedHere, SignOff
from rules import RuleSet
from templates.signed_here import who_signed
from templates.summary.model import Point
from templates.words import Words


def of_rules(ruleset: RuleSet, here: SignedHere, words: Words) -> str:
    """How many rules of a set are signed, and when the set was last changed."""
    found = [here.of(ruleset.rule_set, name, mark) for name, mark in ruleset.fingerprints.items()]
    facts = {"signed": ruleset.signed(here), "rules": len(ruleset.rules), "day": words.on(ruleset.changed_on)}
    return _counted("signed", found, here, words, facts)


def of_questions(questionnaire: Questionnaire, here: SignedHere, words: Words) -> str:
    """How many questions are signed."""
    found = [here.of(questionnaire.questionnaire_id, item.link_id, item.fingerprint)
             for item in questionnaire.items.values()]
    facts = {"signed": questionnaire.signed(here), "items": len(questionnaire.items)}
    return _counted("questions_signed", found, here, words, facts)


def of_rule_sets(rule_sets: Iterable[RuleSet], here: SignedHere) -> tuple[str, ...]:
    """What the authors say on reviews of the sets of which nobody has signed any rule, by name if others are signed."""
    rule_sets = tuple(rule_sets)
    unsigned = [one for one in rule_sets if not one.signed(here)]
    if len(unsigned) < len(rule_sets):
        return tuple(f"{one.title}: {one.reviewed}" for one in unsigned)
    return tuple(dict.fromkeys(one.reviewed for one in unsigned))


def of_points(
    points: Iterable[Point], rule_sets: Iterable[RuleSet], here: SignedHere, words: Words,
) -> Iterator[str]:
    """A sentence that lists the points of which every rule is signed off at this clinic, if there are such points."""
    marks: dict[tuple[str, str], str] = {}
    for ruleset in rule_sets:
        marks |= {(ruleset.rule_set, name): mark for name, mark in ruleset.fingerprints.items()}
    signed = {rule for rule, mark in marks.items() if here.of(*rule, mark)}
    numbers = [str(point.number) for point in points if point.rules and signed.issuperset(point.rules)]
    if numbers:
        yield words.say("points_signed_here", points=", ".join(numbers))


def of_translations(languages: Iterable[str], words: Words) -> Iterator[str]:
    """A sentence for each language but the first of all texts: who has compared the translation with that one."""
    for language in dict.fromkeys(languages):
        if language != ORIGINAL:
            facts = {"language": words.name_of(language), "original": words.name_of(ORIGINAL)}
            who = ", ".join(words.say("signed_here_named", reviewer=one.who, day=words.on(one.on))
                            for one in reviews_of(language))
            key = "translation_compared" if who else "translation_not_compared"
            yield words.say(key, **facts, who=who)


def _counted(
    key: str, found: Sequence[tuple[SignOff, ...]], here: SignedHere, words: Words, facts: Mapping[str, object],
) -> str:
    signoffs: list[SignOff] = []
    for one in found:
        signoffs += one
    if not signoffs:
        return words.say(key, **facts)
    return words.say(f"{key}_with_here", **facts, here=sum(map(bool, found)), who=who_signed(signoffs, here, words))
