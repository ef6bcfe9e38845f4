"""Facts that nobody is asked for: computed from the answers in force, and read by conditions like any other item.

To add one: list it under `computed` in questionnaire.yaml with its link id, its `function`, its `type` (which operators
can read it), a `short` name, and the items it is made of (`of_items`, or `of_types` for every item of a type); then
write the function that makes its Fact here, and name it in COMPUTED. The function gets the Facts of the items it is
made of, withheld ones among them (unknown, and nobody to ask), the answers in force, and the day of today where one is
given.
Unknown parts must leave the fact unknown, `because` and `ask` must name items that are asked, and answering one more
question must never take back what was settled. Nothing else is needed: a computed fact is no question, so it is in no
section, form, code or file of answers.
"""

from collections.abc import Callable, Mapping
from datetime import date

from forms.answers import Answer, MedicineRow
from forms.conditions import Fact, Ids, union
from forms.questionnaire import ComputedItem, Item, Questionnaire
from forms.vocabulary.terms import Mentioned

Compute = Callable[[Questionnaire, ComputedItem, Mapping[str, Answer], Mapping[str, Fact], date | None], Fact]

NOT_MISSED_ON_LIST = frozenset({"ketamine_medicine", "other"})  # what the person is here for, and what says little


def own_words(
    questionnaire: Questionnaire, item: ComputedItem, answers: Mapping[str, Answer], facts: Mapping[str, Fact],
    _today: date | None,
) -> Fact:
    """What all texts and all fields of the medicine rows mention together, and which of them mention it.

    Texts that are not written leave it unknown: these are asked first, the list of medicines only after them.
    """
    said: dict[str, list[str]] = {}
    doubted: dict[str, list[str]] = {}
    texts: list[Ids] = []
    rows: list[Ids] = []
    settled: list[Ids] = []
    complete = True
    for link_id in questionnaire.made_of(item):
        fact = facts[link_id]
        settled.append(fact.because)
        if fact.applies is False:
            continue
        answer = answers.get(link_id)
        if not fact.complete and not (answer is not None and answer.is_complete):  # a name nobody knows is read too
            complete = False
            (texts if questionnaire.item(link_id).type == "text" else rows).append(fact.ask)
        mentioned = _mentioned(questionnaire, questionnaire.item(link_id), fact, answer)
        for term in mentioned.asserted:
            said.setdefault(term, []).append(link_id)
        for term in mentioned.doubtful:
            doubted.setdefault(term, []).append(link_id)
    where = {term: tuple(link_ids) for term, link_ids in (doubted | said).items()}
    return Fact(frozenset(said), complete, True, union(settled), union(texts) or union(rows),
                frozenset(doubted.keys() - said.keys()), where)


def _mentioned(questionnaire: Questionnaire, item: Item, fact: Fact, answer: Answer | None) -> Mentioned:
    """What one answer names; of a list of medicines what the words in any field of a row name too."""
    if fact.value is None:
        return Mentioned()
    found = Mentioned(fact.value, fact.doubtful)
    places = (item.section, item.link_id)
    rows = answer.value if answer is not None and isinstance(answer.value, tuple) else ()
    for row in rows:
        if isinstance(row, MedicineRow):
            words = ", ".join(part for part in (row.name, row.dose, row.frequency) if part)
            found = found.joined(questionnaire.terminology.read(words, places))
    return found


def named_off_list(
    questionnaire: Questionnaire, item: ComputedItem, answers: Mapping[str, Answer], facts: Mapping[str, Fact],
    _today: date | None,
) -> Fact:
    """Whether texts name a kind of medicine that no row of the list has; with "takes none", whether they name any.

    What stands in doubt, or beside a list that may have more in it than was given, leaves it unknown.
    """
    parts = questionnaire.made_of(item)
    (listed_in,) = (link_id for link_id in parts if questionnaire.item(link_id).type == "rows")
    listed = facts[listed_in]
    knows_list = listed.complete or listed.applies is False
    kinds = questionnaire.terminology.classes.keys() - NOT_MISSED_ON_LIST - (listed.value or frozenset())
    texts = [facts[link_id] for link_id in parts if link_id != listed_in and facts[link_id].applies is not False]
    naming = [fact for fact in texts if fact.value and not kinds.isdisjoint(fact.value)]
    doubted = [fact.because for fact in texts if not kinds.isdisjoint(fact.doubtful)]
    unwritten = [fact.ask for fact in texts if not fact.complete]
    if naming and knows_list:
        return Fact("yes", True, True, union([listed.because, *(fact.because for fact in naming)]), ())
    if naming or doubted or unwritten:
        return Fact(None, False, True, (), listed.ask if naming else union(doubted) or union(unwritten))
    return Fact("no", True, True, union([facts[link_id].because for link_id in parts]), ())


def age_in_years(
    questionnaire: Questionnaire, item: ComputedItem, answers: Mapping[str, Answer], facts: Mapping[str, Fact],
    today: date | None,
) -> Fact:
    """Whole years from the date of birth to `today`; unknown, with nobody to ask, where no day is given."""
    (link_id,) = questionnaire.made_of(item)
    fact = facts[link_id]
    if fact.value is None or today is None:
        return Fact(None, False, fact.applies, (), () if fact.value is not None else fact.ask)
    born: date = fact.value
    had_birthday = (today.month, today.day) >= (born.month, born.day)
    return fact._replace(value=today.year - born.year - (not had_birthday))


COMPUTED: Mapping[str, Compute] = {
    "own_words": own_words, "named_off_list": named_off_list, "age_in_years": age_in_years}
