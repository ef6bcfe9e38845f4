"""Computed facts: nobody is asked for them. They are computed from the answers in force; conditions read them as items.

To add one: list it under `computed` in questionnaire.yaml with its link id, its `function`, its `type` (which decides
the operators that can read it), a `short` name, and the items from which it is computed (`of_items`, or `of_types` for
every item of a type). Then write the function that returns its Fact here, and name it in COMPUTED. The function
receives the Facts of those items, the answers in force, and today's date, None where it is not known. Withheld items
are among the Facts: they are unknown, with no question to ask.
If a part is unknown, the fact must be unknown unless the other parts settle it. `because` and `ask` must name items
that are asked. Answering one more question must never take back a settled value. Nothing else is needed: a computed
fact is not a question, so it is in no section, form, square code or file of answers.
"""

from collections.abc import Callable, Mapping
from datetime import date

from forms.answers import Answer, MedicineRow
from forms.conditions import Fact, Ids, union
from forms.medicine_rows import says_none
from forms.questionnaire import ComputedItem, Item, Questionnaire
from forms.vocabulary.terms import Mentioned

Compute = Callable[[Questionnaire, ComputedItem, Mapping[str, Answer], Mapping[str, Fact], date | None], Fact]

NOT_MISSED_ON_LIST = frozenset({"ketamine_medicine", "other"})  # the treatment asked for, and a class that says little


def own_words(
    questionnaire: Questionnaire, item: ComputedItem, answers: Mapping[str, Answer], facts: Mapping[str, Fact],
    _today: date | None,
) -> Fact:
    """Returns the terms that all texts and all fields of the medicine rows mention, and for each term, where.

    The fact is incomplete while a text or the list of medicines is unanswered. `ask` names the unanswered texts; the
    list of medicines only when no text is left to ask.
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
        if not fact.complete and not (answer is not None and answer.is_complete):  # unrecognised names are read too
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
    """The terms that one answer mentions. In a list of medicines, the words in every field of a row are read too."""
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
    """Returns "yes" if a text names a class of medicines that no row of the list has, otherwise "no".

    With "takes none", any class counts. The value is unknown if the mention is in doubt, if the list of
    medicines is incomplete, or if a text is unanswered.
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


def none_on_list(
    questionnaire: Questionnaire, item: ComputedItem, answers: Mapping[str, Answer], facts: Mapping[str, Fact],
    _today: date | None,
) -> Fact:
    """Returns "yes" if a row of the list of medicines says that there is none, and "no" if no given row does."""
    (link_id,) = questionnaire.made_of(item)
    fact, answer = facts[link_id], answers.get(link_id)
    rows = answer.value if answer is not None and isinstance(answer.value, tuple) else ()
    if fact.value is None or not rows:
        return Fact(None, False, fact.applies, fact.because, fact.ask)
    terminology = questionnaire.terminology
    said = any(isinstance(row, MedicineRow) and says_none(terminology, row) for row in rows)
    return Fact("yes" if said else "no", True, True, fact.because, ())


def age_in_years(
    questionnaire: Questionnaire, item: ComputedItem, answers: Mapping[str, Answer], facts: Mapping[str, Fact],
    today: date | None,
) -> Fact:
    """Whole years from the date of birth to `today`. Without `today` it is unknown, and no question is asked for it."""
    (link_id,) = questionnaire.made_of(item)
    fact = facts[link_id]
    if fact.value is None or today is None:
        return Fact(None, False, fact.applies, (), () if fact.value is not None else fact.ask)
    born: date = fact.value
    had_birthday = (today.month, today.day) >= (born.month, born.day)
    return fact._replace(value=today.year - born.year - (not had_birthday))


COMPUTED: Mapping[str, Compute] = {
    "own_words": own_words, "named_off_list": named_off_list, "none_on_list": none_on_list,
    "age_in_years": age_in_years}
