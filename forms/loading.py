"""Loads the questionnaire from its YAML files. Errors name the file, the line and the nearest known name."""

from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from forms.authoring.signoffs import read_signoffs
from forms.authoring.text_trees import ORIGINAL, filled
from forms.authoring.translations import translated
from forms.authoring.yaml_files import Place, Problem, SourceError, YamlFile, did_you_mean, read_model, read_yaml
from forms.clinic import Clinic, clinic_file, load_clinic
from forms.computed import COMPUTED
from forms.conditions import AtLeast, AtMost, Chosen, Condition, In, Includes, Is, Mentions, Test
from forms.questionnaire import ComputedItem, Item, Questionnaire, Section
from forms.translating import KETAMINE_CONSULT, classes_file, form_file, terms_file
from forms.vocabulary.medicine_files import load_medicines
from forms.vocabulary.terms import Terminology

TYPES_READ_BY: dict[type[Test], tuple[str, ...]] = {
    Is: ("choice",), In: ("choice",), AtLeast: ("number",), AtMost: ("number",), Includes: ("many",),
    Chosen: ("many",), Mentions: ("text", "rows"),
}


def load_questionnaire(
    folder: Path = KETAMINE_CONSULT, clinic: Clinic | None = None, language: str | None = None,
) -> Questionnaire:
    """Returns the questionnaire in `folder` with the settings of `clinic`; without `clinic`, that of this process.

    The clinic decides which instruments are on, and its numbers are in the notices. Its first language is used unless
    another is given. It is read once. Raises SourceError with every error found.
    """
    clinic = clinic or load_clinic()
    return _questionnaire(folder, clinic, language or clinic.language)


@cache
def _questionnaire(folder: Path, clinic: Clinic, language: str) -> Questionnaire:
    main = read_yaml(folder / "questionnaire.yaml")
    if not isinstance(main.data, dict) or not isinstance(main.data.get("sections"), list):
        raise SourceError([main.problem((), "this needs a list of 'sections', each the name of a file beside it.")])
    main = translated(main, form_file(folder, "questionnaire.yaml"), language)
    terminology = load_terminology(_vocabulary_beside(folder), language)
    problems: list[Problem] = []
    sections = [_section(folder, name, main.data, problems, language) for name in main.data["sections"]]
    data = {key: value for key, value in main.data.items() if key != "answer_value_sets"}
    data |= {"language": language}
    data |= {"sections": sections, "terminology": terminology, "signoffs": read_signoffs(folder / "signoffs.yaml")}
    data["instruments"] = [_instrument(given, sections, clinic) for given in main.data.get("instruments", [])]
    data["notices"] = filled(main.data.get("notices", []), clinic.gaps(language))
    if "roles" not in data and folder != KETAMINE_CONSULT:
        data |= _before_roles(data)
    order = _order_on_page_1(folder, data)
    data["on_page_1"] = order.data
    questionnaire, faults = read_model(Questionnaire, main, (), data)
    if problems or faults or questionnaire is None:
        raise SourceError([*problems, *(faults if not problems else [])])
    problems = _disagreements(questionnaire, folder, main)
    if "roles" in main.data:
        problems += [main.problem(("roles", *place), message) for place, message in _role_faults(questionnaire)]
    problems += [order.problem((i,), _not_asked(link_id, questionnaire.items_read))
                 for i, link_id in enumerate(questionnaire.on_page_1) if link_id not in questionnaire.items_read]
    if folder == KETAMINE_CONSULT:  # another version of the form may lack an instrument that the clinic names
        problems += _unknown_instruments(questionnaire, clinic)
    if problems:
        raise SourceError(problems)
    return questionnaire


@cache
def load_terminology(folder: Path, language: str = ORIGINAL) -> Terminology:
    """Returns the word lists and medicine classes in `folder`, with context phrases and ordinary words if present.

    The words of all languages are looked for; `language` is only that of the meanings. Raises SourceError.
    """
    if language != ORIGINAL:
        terms = translated(read_yaml(folder / "terms.yaml"), terms_file(folder), language)
        classes = translated(read_yaml(folder / "medicines" / "classes.yaml"), classes_file(folder), language)
        return load_terminology(folder).meaning_in(terms.data, classes.data)
    terms = read_yaml(folder / "terms.yaml")
    data = {"terms": terms.data, "medicine_list": load_medicines(folder / "medicines"),
            "context": _where_there_is(folder / "context.yaml"),
            "ordinary_words": _where_there_is(folder / "ordinary_words.yaml"),
            "nothing": _where_there_is(folder / "nothing.yaml")}
    terminology, problems = read_model(Terminology, terms, (), data)
    if problems or terminology is None:
        raise SourceError(problems)
    return terminology


def _vocabulary_beside(folder: Path) -> Path:
    """The folder of the word lists. Before November 2026 they were in the parent folder of the questionnaire."""
    vocabulary = folder.parent / "vocabulary"
    return vocabulary if vocabulary.is_dir() else folder.parent


def _where_there_is(path: Path) -> Any:
    return read_yaml(path).data if path.exists() else {}


def _section(folder: Path, name: str, main: Any, problems: list[Problem], language: str) -> dict[str, Any]:
    file = f"{name}.yaml"
    source = translated(read_yaml(folder / file), form_file(folder, file), language)
    defaults = source.data.pop("defaults", {})
    items = []
    for i, given in enumerate(source.data["items"]):
        data = {**defaults, **given, "section": name}
        value_set = "yes_no" if data.get("type") == "yes_no" else data.pop("value_set", None)
        if data.get("type") == "yes_no":
            data["type"] = "choice"
        if value_set is not None:
            data["options"] = main.get("answer_value_sets", {}).get(value_set)
            if data["options"] is None:
                problems.append(source.problem(("items", i), f"value set '{value_set}' is not in questionnaire.yaml."
                                               f"{did_you_mean(value_set, main.get('answer_value_sets', {}))}"))
        item, faults = read_model(Item, source, ("items", i), data)
        problems += faults
        items.append(item)
    if "intro" in source.data:
        source.data["intro"] = filled(source.data["intro"], main.get("absent_texts", {}))
    return {**source.data, "section_id": name, "items": [item for item in items if item is not None]}


def _instrument(given: Any, sections: list[dict[str, Any]], clinic: Clinic) -> Any:
    items = chain.from_iterable(section["items"] for section in sections)
    ids = [item.link_id for item in items if item.instrument == given.get("instrument_id")]
    turned_on = clinic.instruments.get(given.get("instrument_id"), given.get("on"))
    return {**given, "items": ids, "on": turned_on}


def _unknown_instruments(questionnaire: Questionnaire, clinic: Clinic) -> list[Problem]:
    """Errors for instruments that the clinic turns on or off and that the form does not have."""
    ids = [instrument.instrument_id for instrument in questionnaire.instruments]
    unknown = [name for name in clinic.instruments if name not in ids]
    if not unknown:
        return []
    source = read_yaml(clinic_file())
    return [source.problem(("instruments", name), f"the form has no instrument '{name}'.{did_you_mean(name, ids)} "
                           f"Known are: {', '.join(ids)}.") for name in unknown]


def _disagreements(questionnaire: Questionnaire, folder: Path, main: YamlFile) -> list[Problem]:
    """Errors for names that do not exist, in conditions and elsewhere, and for link ids used twice."""
    problems: list[Problem] = []
    seen: dict[str, Item] = {}
    for section in questionnaire.sections:
        source = read_yaml(folder / f"{section.section_id}.yaml")
        problems += [source.problem(("new_page_at",), message) for message in _page_faults(section)]
        for i, item in enumerate(section.items):
            place: Place = ("items", i)
            if item.link_id in seen:
                problems.append(source.problem(place, f"'{item.link_id}' is asked twice. Give one another link id."))
            problems += [source.problem(place, message) for message in _item_faults(item, questionnaire)]
            if item.enable_when is not None:
                raw = source.data["items"][i]["enable_when"]
                problems += condition_problems(item.enable_when, raw, (*place, "enable_when"), source,
                                               f"item '{item.link_id}'", seen, questionnaire.terminology,
                                               later=questionnaire.items_read)
            seen[item.link_id] = item
            seen |= {one.link_id: one for one in questionnaire.computed if seen.keys() >= {*questionnaire.made_of(one)}}
    for i, computed in enumerate(questionnaire.computed):
        problems += [main.problem(("computed", i), message) for message in _computed_faults(computed, questionnaire)]
    for link_id in questionnaire.ordinary_answers:
        place = ("ordinary_answers", link_id)
        problems += [main.problem(place, message) for message in _ordinary_faults(link_id, questionnaire)]
    for i, one in enumerate(questionnaire.danger):
        problems += condition_problems(one.when, main.data["danger"][i]["when"], ("danger", i, "when"), main,
                                       f"danger '{one.level}'", seen, questionnaire.terminology)
    ids = [notice.notice_id for notice in questionnaire.notices]
    for i, notice in enumerate(questionnaire.notices):
        if notice.instead_of is not None and notice.instead_of not in ids:
            problems.append(main.problem(("notices", i, "instead_of"), f"'{notice.instead_of}' is no notice."
                                         f"{did_you_mean(notice.instead_of, ids)}"))
        problems += condition_problems(notice.when, main.data["notices"][i]["when"], ("notices", i, "when"), main,
                                       f"notice '{notice.notice_id}'", seen, questionnaire.terminology)
    return problems


def _page_faults(section: Section) -> Iterator[str]:
    further = [item.link_id for item in section.items][1:]
    for link_id in section.new_page_at:
        if link_id not in further:
            yield f"no page can begin with '{link_id}'. Name a question of this file that is not its first." \
                  f"{did_you_mean(link_id, further)}"


def _computed_faults(item: ComputedItem, questionnaire: Questionnaire) -> Iterator[str]:
    if item.function not in COMPUTED:
        yield f"no function '{item.function}' computes '{item.link_id}'.{did_you_mean(item.function, COMPUTED)}"
    if item.link_id in questionnaire.items:
        yield f"'{item.link_id}' is asked and computed. Give one another link id."
    for link_id in item.of_items:
        if link_id not in questionnaire.items:
            yield f"'of_items' names '{link_id}', which is not asked.{did_you_mean(link_id, questionnaire.items)}"


def _before_roles(data: Mapping[str, Any]) -> dict[str, Any]:
    """Today's roles and functions, for a revision before December 2026, whose form does not name them."""
    today = read_yaml(KETAMINE_CONSULT / "questionnaire.yaml").data
    functions = {one["link_id"]: one["function"] for one in today["computed"]}
    computed = [{"function": functions.get(one["link_id"]), **one} for one in data.get("computed", [])]
    return {"roles": today["roles"], "computed": computed}


def _order_on_page_1(folder: Path, data: dict[str, Any]) -> YamlFile:
    """The file with the order of the answers at the top of page 1. A revision of November 2026 has it in its roles."""
    path = folder / "order_on_page_1.yaml"
    own = read_yaml(path if path.exists() else KETAMINE_CONSULT / path.name)
    if isinstance(data.get("roles"), dict) and "on_page_1" in data["roles"]:
        data["roles"] = dict(data["roles"])
        own = replace(own, data=data["roles"].pop("on_page_1"))
    if not isinstance(own.data, list) or not all(isinstance(link_id, str) for link_id in own.data):
        raise SourceError([own.problem((), "this needs a list of link ids, each on a line that begins with '- '.")])
    return own


def _not_asked(link_id: str, items: Collection[str]) -> str:
    return f"'{link_id}' is not asked.{did_you_mean(link_id, items)}"


def _role_faults(questionnaire: Questionnaire) -> Iterator[tuple[Place, str]]:
    """Errors in `roles`, each with its place: a link id that does not exist, or a question of the wrong type."""
    roles, items = questionnaire.roles, questionnaire.items_read
    for place, link_id, types in roles.expected:
        item = items.get(link_id)
        if item is None:
            yield place, _not_asked(link_id, items)
        elif types and item.type not in types:
            yield place, f"'{link_id}' has the type {item.type}, and this part needs {' or '.join(types)}."
    elsewhere = roles.pregnancy_elsewhere
    needed = {("age_gate",): (roles.age_gate, ("yes", "no")),
              ("pregnancy_elsewhere", "option"): (elsewhere.link_id, (elsewhere.option,))}
    for place, (link_id, codes) in needed.items():
        for code in codes:
            if link_id in items and not items[link_id].has_option(code):
                near = did_you_mean(code, [option.code for option in items[link_id].options])
                yield place, f"'{link_id}' has no option '{code}'.{near}"
    names = questionnaire.terminology.names
    if elsewhere.words not in names:
        yield (("pregnancy_elsewhere", "words"),
               f"'{elsewhere.words}' is no list of words.{did_you_mean(elsewhere.words, names)}")


def _ordinary_faults(link_id: str, questionnaire: Questionnaire) -> Iterator[str]:
    if link_id not in questionnaire.items:
        yield f"'{link_id}' is not asked.{did_you_mean(link_id, questionnaire.items)}"
        return
    item, answer = questionnaire.item(link_id), questionnaire.ordinary_answers[link_id]
    if item.type == "choice" and not item.has_option(answer):
        yield f"'{link_id}' has no option '{answer}'.{did_you_mean(answer, [option.code for option in item.options])}"


def _item_faults(item: Item, questionnaire: Questionnaire) -> Iterator[str]:
    for name in item.audience:
        if name not in questionnaire.audiences:
            yield f"audience '{name}' is not known.{did_you_mean(name, questionnaire.audiences)}"
    if item.below is not None and item.below not in questionnaire.items:
        yield f"'below' names '{item.below}', which is not asked.{did_you_mean(item.below, questionnaire.items)}"
    if item.type == "number" and (item.minimum is None or item.maximum is None):
        yield f"'{item.link_id}' is a number and needs 'minimum' and 'maximum'."
    if item.type in ("choice", "many") and len(item.options) < 2:
        yield f"'{item.link_id}' needs two options or more."
    if item.instrument and item.instrument not in {one.instrument_id for one in questionnaire.instruments}:
        yield f"instrument '{item.instrument}' is not known."
    for code in item.riskier:
        if code not in ("higher", "lower") and not item.has_option(code):
            yield f"'riskier' names '{code}', which is no option.{did_you_mean(code, [o.code for o in item.options])}"


def condition_problems(
    condition: Condition, raw: Any, place: Place, source: YamlFile, reader: str,
    items: Mapping[str, Item], terminology: Terminology, later: Container[str] = (),
) -> list[Problem]:
    """Returns errors for tests in `condition` on an item that is not in `items`, or on an unknown option or term.

    `raw` is the YAML of the condition, at `place` in `source`. `reader` names what has this condition, for the message.
    `later` contains the items that are asked only after it; a test on them has a message of its own.
    """
    found = []
    for test, where in zip(condition.leaves(), _test_places(raw, place), strict=True):
        faults = _test_faults(test, items, terminology) if test.item in items or test.item not in later else [
            f"reads '{test.item}', which is not asked before it. Conditions look back: move one of the two."]
        found += [source.problem(where, f"{reader} {message}") for message in faults]
    return found


def _test_places(raw: Any, place: Place) -> Iterator[Place]:
    if isinstance(raw, dict):
        if "item" in raw:
            yield (*place, "item")
            return
        for key, value in raw.items():
            yield from _test_places(value, (*place, key))
    elif isinstance(raw, list):
        for i, value in enumerate(raw):
            yield from _test_places(value, (*place, i))


def _test_faults(test: Test, items: Mapping[str, Item], terminology: Terminology) -> Iterator[str]:
    item = items.get(test.item)
    if item is None:
        yield f"reads '{test.item}', which the questionnaire does not ask.{did_you_mean(test.item, items)}"
        return
    if item.type not in TYPES_READ_BY[type(test)]:
        yield f"reads '{test.item}' with an operator that its type ({item.type}) does not have."
        return
    for code in _codes(test):
        if not item.has_option(code):
            yield (f"reads option '{code}' of '{test.item}', which it does not have."
                   f"{did_you_mean(code, [option.code for option in item.options])}")
    if isinstance(test, Mentions):
        for term in test.mentions:
            if term not in terminology.names:
                yield f"looks for '{term}', which is no term or medicine class.{did_you_mean(term, terminology.names)}"
    threshold = test.at_least if isinstance(test, AtLeast) else test.at_most if isinstance(test, AtMost) else None
    if threshold is not None and not (item.minimum or 0) <= threshold <= (item.maximum or 0):
        yield (f"holds '{test.item}' against {threshold:g}, outside its range of {item.minimum} to {item.maximum} "
               f"{item.unit or ''}".rstrip() + ".")


def _codes(test: Test) -> Collection[str]:
    match test:
        case Is():
            return (test.is_,)
        case In():
            return test.in_
        case Includes():
            return test.includes
        case _:
            return ()
