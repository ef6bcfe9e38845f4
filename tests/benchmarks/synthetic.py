"""Made-up responses in any number, to measure and compare with: people who answer everything, who hurry, who stop half
way. Nothing in them is about anybody.

    python -m tests.benchmarks.synthetic 100000 > responses.ndjson
"""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from forms import Answer, Fact, Item, Questionnaire, fact_of, load_questionnaire

AS_OF = date(2026, 11, 30)
ASKED = 540  # days before AS_OF over which the responses were given
KINDS = (  # share of people; of all questions, how many they answer; of those for own words, how many; who stops early
    (0.62, 0.99, 0.7, False), (0.23, 0.85, 0.15, False), (0.15, 0.95, 0.5, True))
UNSURE, DECLINED, LEFT_BEHIND, AT_THE_DESK = 0.03, 0.05, 0.03, 0.25

YES = {  # how many of a hundred say yes; of what is not here, 8 do
    "adult": 99, "therapy_now": 42, "suicidal_thoughts_now": 6, "suicidal_plan": 15, "high_blood_pressure": 24,
    "blood_pressure_managed": 70, "schizophrenia": 1, "psychosis": 5, "mania": 7, "family_psychosis": 9,
    "takes_medicines": 78, "substance_use_disorder": 14, "ketamine_treatment": 9, "time_for_visits": 68,
    "escort_home": 83, "support_person": 79, "knows_off_label": 44, "expects_lasting_cure": 27, "plans_therapy": 61,
    "thyroid": 11,
}
WEIGHTS = {  # of each option, in the order asked; options of what is not here are chosen alike often
    "pregnant": (2, 3, 60, 35), "breastfeeding": (2, 60, 38), "recreational_ketamine": (86, 8, 4, 2),
    "filled_by": (82, 9, 6, 3), "phq9_9": (80, 13, 5, 2), "substance_when": (15, 25, 60),
    "psychosis_when": (10, 25, 65),
}
NUMBERS = {  # mean and standard deviation
    "systolic": (127, 16), "diastolic": (79, 10), "measured_systolic": (129, 17), "measured_diastolic": (80, 11),
    "measured_pulse": (76, 12)}
SENTENCES = """
I worry from the moment I wake up.
It has been like this for {n} years.
I cannot sit in a meeting without leaving.
My doctor called it generalised anxiety.
I was told it is panic disorder.
I had my first panic attack at {n}.
Sertraline {n} mg for two years, it took the edge off.
I tried venlafaxine and stopped because of the sweating.
CBT, {n} sessions, which helped a little.
Nothing lasted.
I used to take diazepam and it was hard to stop.
My blood pressure was high once, {n} over 95.
They put me on a pill for it.
I had a heart scan and it was fine.
My sister has bipolar disorder.
I drink less than I did.
I have been sober for {n} years.
I tried ketamine at a party once.
I read about ketamine online.
A friend had infusions and felt better.
I would like to sleep through the night.
I want to go back to choir.
I want to see my grandchildren.
Will it make me feel strange?
How long does it last?
Can I drive home?
Do I need to stop my tablets?
I get migraines about {n} times a year.
I have asthma.
I have never been pregnant and have no heart trouble.
No history of psychosis.
Penicillin gives me a rash.
None that I know of.
I was in hospital for psychosis when I was {n}.
Sometimes I think that people would be better off without me.
I had acetazolamide for pressure in my head.
They once thought it was schizophrenia.
I am breastfeeding my son.
I had a heart attack {n} weeks ago.
I may be pregnant.
They found high pressure inside my skull.
My mother was on lithium.
I hope to be calm again.
""".strip().splitlines()
UNLISTED = ("a blue pill", "vitamin D", "the one for my stomach", "St. John's wort", "magnesium", "herbal sleep tea")
HOW_OFTEN = ("once a day", "every morning", "at night", "twice a day", "when needed", "")
NAMES = ("Ana", "Ben", "Chidi", "Dora", "Emil", "Fatima", "Goran", "Hana", "Ines", "Jonas"), (
    "Abel", "Brandt", "Costa", "Diallo", "Eriksen", "Fontana", "Gruber", "Haddad", "Ivanov", "Jansen")


def synthetic_responses(count: int, seed: int = 1) -> Iterator[str]:
    """That many responses, each on one line of JSON. The same seed gives the same ones."""
    random, questionnaire = Random(seed), load_questionnaire()  # noqa: S311 (made-up people, no secrets)
    for _ in range(count):
        yield json.dumps({"questionnaire": questionnaire.questionnaire_id, "version": questionnaire.version,
                          "answers": _Person(random, questionnaire).answers()}, ensure_ascii=False)


class _Person:
    def __init__(self, random: Random, questionnaire: Questionnaire) -> None:
        self.random, self.questionnaire = random, questionnaire
        self.day = AS_OF - timedelta(days=random.randrange(ASKED))
        [(_, self.answered, self.in_words, stops)] = random.choices(KINDS, [share for share, *_ in KINDS])
        sections = [section.section_id for section in questionnaire.sections]
        self.seen = set(sections[:random.randrange(2, len(sections))] if stops else sections)
        self.desk = random.random() < AT_THE_DESK

    def answers(self) -> dict[str, Any]:
        """Link id → answer in the long form, also some of questions that an earlier answer has closed since."""
        given: dict[str, Any] = {}
        facts: dict[str, Fact] = {}
        for link_id, item in self.questionnaire.items.items():
            is_open = item.enable_when is None or item.enable_when.value(facts)
            entry = self._entry(item, given) if is_open or self.random.random() < LEFT_BEHIND else None
            if entry is not None:
                given[link_id] = entry
            if is_open:
                facts[link_id] = fact_of(self.questionnaire, item, _as_answer(item, entry))
            else:
                facts[link_id] = Fact(None, False, is_open, (), ())
        return given

    def _entry(self, item: Item, given: dict[str, Any]) -> dict[str, Any] | None:
        if not self._is_asked(item) or self.random.random() > self._share(item):
            return None
        if item.sensitive and self.random.random() < DECLINED:
            return {"absent": "declined", "on": self.day.isoformat()}
        if item.type in ("choice", "many", "rows") and self.random.random() < UNSURE:
            return {"absent": "unsure", "on": self.day.isoformat()}
        value = _VALUES[item.type](self, item, given)
        return {"value": value, "origin": "measured" if item.measured else "self", "on": self.day.isoformat()}

    def _is_asked(self, item: Item) -> bool:
        switched_off = self.questionnaire.is_switched_off(item)
        return item.section in self.seen and not switched_off and (item.asked_by == "everyone" or self.desk)

    def _share(self, item: Item) -> float:
        return self.in_words if item.type == "text" else self.answered

    def choice(self, item: Item, _given: dict[str, Any]) -> str:
        codes = [option.code for option in item.options]
        yes = YES.get(item.link_id, 8)
        weights = WEIGHTS.get(item.link_id) or ((yes, 100 - yes) if codes == ["yes", "no"] else None)
        return self.random.choices(codes, weights)[0]

    def many(self, item: Item, _given: dict[str, Any]) -> list[str]:
        alone = [option.code for option in item.options if option.exclusive]
        others = [option.code for option in item.options if not option.exclusive]
        if alone and self.random.random() < 0.5:
            return alone
        return sorted(self.random.sample(others, self.random.choices((1, 2, 3), (60, 30, 10))[0]), key=others.index)

    def number(self, item: Item, given: dict[str, Any]) -> int:
        number = round(self.random.gauss(*NUMBERS[item.link_id]))
        above = int(given.get(item.below or "", {}).get("value", item.maximum))
        return max(item.minimum or 0, min(number, above - 1))

    def text(self, _item: Item, _given: dict[str, Any]) -> str:
        said = self.random.sample(SENTENCES, self.random.choices((1, 2, 3, 6, 12), (45, 30, 15, 8, 2))[0])
        return " ".join(one.format(n=self.random.randrange(2, 160)) for one in said)

    def string(self, item: Item, _given: dict[str, Any]) -> str:
        if item.link_id == "patient_name":
            return " ".join(map(self.random.choice, NAMES))
        return f"{self.random.randrange(10_000)}-{self.random.randrange(1_000)}"

    def rows(self, _item: Item, _given: dict[str, Any]) -> list[dict[str, str]]:
        return [self._row() for _ in range(self.random.choices((1, 2, 3, 5, 9), (30, 30, 20, 15, 5))[0])]

    def _row(self) -> dict[str, str]:
        listed = self.questionnaire.terminology.medicines
        name = self.random.choice(listed).name if self.random.random() < 0.9 else self.random.choice(UNLISTED)
        dose = f"{self.random.randrange(1, 40) * 5} mg"
        return {"name": name, "dose": dose, "frequency": self.random.choice(HOW_OFTEN)}

    def date(self, item: Item, _given: dict[str, Any]) -> str:
        back = self.random.randrange(6_600, 29_000) if item.link_id == "birth_date" else self.random.randrange(400)
        return (self.day - timedelta(days=back)).isoformat()

    def datetime(self, _item: Item, _given: dict[str, Any]) -> str:
        return f"{self.day.isoformat()}T{self.random.randrange(8, 18):02}:{self.random.randrange(60):02}"


def _as_answer(item: Item, entry: dict[str, Any] | None) -> Answer:
    """As far as conditions of other questions look: at choices and numbers."""
    if entry is None or "value" not in entry or item.type not in ("choice", "number"):
        return Answer(absent="unanswered")
    return Answer(entry["value"])


_VALUES: dict[str, Callable[[_Person, Item, dict[str, Any]], Any]] = {
    "choice": _Person.choice, "many": _Person.many, "number": _Person.number, "text": _Person.text,
    "string": _Person.string, "rows": _Person.rows, "date": _Person.date, "datetime": _Person.datetime,
}


if __name__ == "__main__":
    for line in synthetic_responses(int(sys.argv[1])):
        print(line)
