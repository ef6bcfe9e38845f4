"""Reads a patient's chart, as FHIR R4 resources: what it says now, what is past, and what is in doubt.

It reads codes, and of medicines also names; never a word in the name of a condition, except those that make less of it:
that it is over ("history of", "in remission"), somebody else's ("family history") or denied. It decides nothing and
fills in nothing: suggestions.py makes suggestions of it, which a person accepts or not.
docs/decisions/0029-charts.md has the rules R1 to R16.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from forms import MedicineRow, Questionnaire
from forms.exchange.fhir.chart import (
    Chart,
    ChartMedicine,
    ChartPregnancy,
    ChartReading,
    ChartScore,
    Entry,
    Finding,
    State,
)
from forms.exchange.fhir.codes import Codes, PregnancyStatus, System, load_codes
from forms.exchange.fhir.medications import Medications, short_concept
from forms.exchange.fhir.resource_parts import (
    Json,
    began_on,
    day_of,
    dosage_of,
    ended_on,
    exact_value,
    has_modifier,
    id_of,
    instant_of,
    moment_of,
    names_in,
    names_of,
    number_of,
    object_in,
    objects_in,
    ordered_on,
    periods_of_order,
    rounded,
    statuses_of,
    text_of,
    whole_day_of,
    words_in,
)
from forms.exchange.fhir.resources import Resource

NOT_THERE = {"entered-in-error", "refuted"}
IN_DOUBT = {"unconfirmed", "provisional", "differential"}
CONFIRMED = {"confirmed"}
NOW, PAST = {"active", "recurrence", "relapse"}, {"inactive", "remission", "resolved"}
TAKEN, NO_LONGER_TAKEN = {"active"}, {"completed", "stopped", "cancelled", "not-taken"}
NO_ORDER = {"draft", "entered-in-error"}
MODIFIED = "modified"  # why something is in doubt or passed over: an extension may turn it round
ONLY_PLANNED = {"proposal", "plan", "option"}
MEASURED = {"final", "amended", "corrected"}
CLOSE = timedelta(days=1)  # two findings on a pregnancy within it that contradict each other are in doubt
OLD_READING = 365  # days after which a reading is marked as old
PREGNANT_FOR, NOT_PREGNANT_FOR = 300, 30  # days after which a finding on a pregnancy is in doubt
MOST_KEPT = 20_000  # entries of one topic, orders of medicines, allergies, or halves of a blood pressure
TOO_MANY = "too_many"  # why something was passed over: there is more of it than MOST_KEPT
UPPER, LOWER = "upper", "lower"  # numbers of a reading
INSIDE, PERIODS = "medicationInside", "periods"  # of an order that is kept: its own medicine, and when it holds
DRUGS = ("MedicationRequest", "MedicationStatement")


class _Half(NamedTuple):
    """One of the two numbers of a blood pressure, in mmHg, from an observation of its own."""

    which: str
    number: int
    day: date
    resource_id: str
    moment: object


class ChartReader:
    """Takes one resource after the other, and keeps only what it needs of each: a chart may be very large.

    `medications` are those of the file, which orders refer to.
    """

    def __init__(self, questionnaire: Questionnaire, today: date, medications: Medications) -> None:
        self._questionnaire, self._today, self._medications = questionnaire, today, medications
        self._codes: Codes = load_codes()
        self._entries: dict[str, list[Entry]] = {}
        self._drugs: list[Resource] = []
        self._reading: ChartReading | None = None
        self._halves: dict[str, dict[str, _Half]] = {}  # of blood pressures, by their moment and which half it is
        self._pregnancy_seen: list[tuple[datetime, ChartPregnancy]] = []  # with the moment of each
        self._scores: dict[str, list[ChartScore]] = {}  # the newest of each instrument
        self._allergies: list[Entry] = []
        self._passed_over: dict[str, int] = {}
        self._classes: dict[str, frozenset[str]] = {}

    def take(self, resource: Resource) -> None:
        """Reads one resource. Those of other kinds are passed over."""
        match resource["resourceType"]:
            case "Condition":
                self._take_condition(resource)
            case "Observation":
                self._take_observation(resource)
            case "AllergyIntolerance":
                self._take_allergy(resource)
            case kind if kind in DRUGS and self._is_kept(len(self._drugs)):
                self._drugs.append(_short(resource))

    def join(self, other: "ChartReader") -> None:
        """Takes everything that another reader took: both are of the same person."""
        for topic, entries in other._entries.items():
            self._entries.setdefault(topic, []).extend(entries)
        for why, count in other._passed_over.items():
            self._passed_over[why] = self._passed_over.get(why, 0) + count
        for instrument_id, scores in other._scores.items():
            told = [*self._scores.get(instrument_id, ()), *scores]
            self._scores[instrument_id] = [max(told, key=lambda one: one.at)]
        self._drugs += other._drugs
        for pair in other._halves.values():
            for half in pair.values():
                self._take_half(half)
        self._pregnancy_seen += other._pregnancy_seen
        self._allergies += other._allergies
        self._keep_newest(other._reading)

    def pass_over(self, why: str, count: int = 1) -> None:
        """Counts what could not be used."""
        if count:
            self._passed_over[why] = self._passed_over.get(why, 0) + count

    def chart(self, person: Resource) -> Chart:
        """Returns all of it, of this Patient, once every resource was taken."""
        for _ in self._halves:
            self.pass_over("half_a_reading")
        findings = {topic: Finding(topic, _sorted(entries)) for topic, entries in sorted(self._entries.items())}
        deceased = any(person.get(told) not in (None, False) for told in ("deceasedBoolean", "deceasedDateTime"))
        gender = person.get("gender")
        return Chart(
            names=tuple(names_of(person)), born=whole_day_of(person.get("birthDate")),
            gender=words_in(gender) or None, is_deceased=deceased, findings=findings,
            medicines=tuple(self._medicines()),
            reading=self._reading,
            pregnancy=self._pregnancy(findings),
            scores={name: newest for name, (newest,) in self._scores.items()},
            allergies=tuple(self._allergies), passed_over=self._passed_over)

    def _is_kept(self, kept: int) -> bool:
        """False once there are more of a kind than any chart has; then the rest is only counted."""
        if kept >= MOST_KEPT:
            self.pass_over(TOO_MANY)
        return kept < MOST_KEPT

    def _codings(self, concept: object) -> Iterator[tuple[System | None, str, str]]:
        """The codings of a concept: system, code and name. The name is the concept's text if a coding has none."""
        told = object_in(concept)
        for coding in objects_in(told.get("coding")):
            name = coding.get("display") or told.get("text") or ""
            yield self._codes.system(coding.get("system")), words_in(coding.get("code")), words_in(name)

    # conditions

    def _take_condition(self, resource: Resource) -> None:
        codings = list(self._codings(resource.get("code")))
        found = self._condition_state(resource, codings)
        told: set[str] = set()  # a condition with several codes is one entry of a topic
        for system, code, name in codings:
            for topic in self._codes.topics_of(system, code):
                if found is None:
                    self.pass_over("not_there")
                elif topic not in told and self._is_kept(len(self._entries.get(topic, ()))):
                    told.add(topic)
                    entry = Entry(*found, name, code, began_on(resource), id_of(resource), ended_on(resource))
                    self._entries.setdefault(topic, []).append(entry)

    def _condition_state(
        self, resource: Resource, codings: list[tuple[System | None, str, str]],
    ) -> tuple[State, str] | None:
        verified, status = statuses_of(resource.get("verificationStatus")), statuses_of(resource.get("clinicalStatus"))
        called, text = names_in(resource.get("code")), text_of(resource.get("code"))
        words = self._codes.names
        if not NOT_THERE.isdisjoint(verified) or _has_one_of(words.of_somebody_else, called):
            return None
        if has_modifier(resource):
            return "unsure", MODIFIED
        if not verified <= CONFIRMED:
            return "unsure", min(verified & IN_DOUBT, default="not_understood")
        if _has_one_of(words.denied, f"{called} / {text}"):
            return "unsure", "denied"
        says_over = any(self._codes.says_over(system, code) for system, code, _ in codings)
        if says_over or _has_one_of(words.over, called):
            return "past", "over_by_name"
        if _has_one_of((*words.of_somebody_else, *words.over), text):
            return "unsure", "by_its_text"
        return self._state_of_time(resource, status)

    def _state_of_time(self, resource: Resource, status: frozenset[str]) -> tuple[State, str]:
        """Whether a condition holds now, by its status, and by its beginning and end."""
        ended = ended_on(resource)
        has_ended = ended is not None and ended < self._today
        is_said_to_end = any(resource[part] not in (None, False) for part in resource
                             if part.startswith("abatement") and part not in ("abatementDateTime", "abatementPeriod"))
        begins = began_on(resource)
        if begins is not None and begins > self._today:
            return "unsure", "in_the_future"
        if status and status <= NOW:
            return ("unsure", "active_after_its_end") if has_ended or is_said_to_end else ("now", min(status))
        if status and status <= PAST:
            return "past", min(status)
        if status:
            return "unsure", "not_understood"
        return ("past", "ended") if has_ended else ("unsure", "no_status")

    # medicines

    def _medicines(self) -> Iterator[ChartMedicine]:
        for resource in self._drugs:
            found = _medicine_state(resource, self._today)
            if found is None:
                self.pass_over("not_there")
                continue
            concept = self._concept_of(resource)
            name, code = self._name_of(concept, resource)
            if not name:
                self.pass_over("medicine_without_name")
                continue
            row = MedicineRow(name, frequency=dosage_of(resource))
            yield ChartMedicine(Entry(*found, name, code, ordered_on(resource), id_of(resource)), row,
                                self._classes_of(concept, name))

    def _concept_of(self, resource: Resource) -> Json:
        """The medicine of an order: its own concept, or that of a resource inside it or elsewhere in the file."""
        if isinstance(resource.get("medicationCodeableConcept"), dict):
            return object_in(resource["medicationCodeableConcept"])
        inside = resource.get(INSIDE)
        reference = object_in(resource.get("medicationReference")).get("reference")
        return inside or self._medications.concept(reference, resource) or {}

    def _name_of(self, concept: Json, resource: Resource) -> tuple[str, str]:
        codings = list(self._codings(concept))
        shown = object_in(resource.get("medicationReference")).get("display", "")
        names = [concept.get("text"), *(name for _, _, name in codings), shown]
        name = next((words_in(one) for one in names if isinstance(one, str) and one.strip()), "")
        if not name:
            name = next((self._codes.ingredients[code] for system, code, _ in codings
                         if system == "rxnorm" and code in self._codes.ingredients), "")
        return name, next((code for _, code, _ in codings), "")

    def _classes_of(self, concept: Json, name: str) -> frozenset[str]:
        codings = list(self._codings(concept))
        by_code = [self._codes.ingredients[code] for system, code, _ in codings
                   if system == "rxnorm" and code in self._codes.ingredients]
        found: frozenset[str] = frozenset()
        for words in by_code or [name, *(told for _, _, told in codings)]:
            found |= self._classes_named(words)
        return found

    def _classes_named(self, words: str) -> frozenset[str]:
        if words not in self._classes:
            found: set[str] = set()
            for medicine in self._questionnaire.terminology.medicine_names.known(words):
                found.update(medicine.classes)
            self._classes[words] = frozenset(found)
        return self._classes[words]

    # observations

    def _take_observation(self, resource: Resource) -> None:
        codes = {code for system, code, _ in self._codings(resource.get("code")) if system == "loinc"}
        pressure = self._codes.blood_pressure
        if not codes.isdisjoint(pressure.panels):
            self._take_panel(resource)
        elif not codes.isdisjoint((*pressure.systolic, *pressure.diastolic)):
            self._take_one_number(resource, codes)
        elif not codes.isdisjoint(self._codes.pregnancy_status.asked):
            self._take_pregnancy(resource)
        else:
            for instrument in self._questionnaire.instruments:
                if not codes.isdisjoint((instrument.loinc_total, instrument.loinc)):
                    most = max(band.high for band in instrument.bands)
                    self._take_score(resource, instrument.instrument_id, most)

    def _measured_on(self, resource: Resource) -> date | None:
        """The day of an observation that counts; None, and noted, if it does not."""
        day = whole_day_of(moment_of(resource))
        if str(resource.get("status")) not in MEASURED:
            self.pass_over("not_final")
        elif has_modifier(resource):
            self.pass_over(MODIFIED)
        elif day is None:
            self.pass_over("without_day")
        elif day > self._today:
            self.pass_over("in_the_future")
        else:
            return day
        return None

    def _take_panel(self, resource: Resource) -> None:
        day = self._measured_on(resource)
        if day is None:
            return
        pressure = self._codes.blood_pressure
        upper, lower = set[int](), set[int]()
        for component in objects_in(resource.get("component")):
            codes = {code for system, code, _ in self._codings(component.get("code")) if system == "loinc"}
            number = self._in_mmhg(component)
            if number is not None and not codes.isdisjoint(pressure.systolic):
                upper.add(number)
            elif number is not None and not codes.isdisjoint(pressure.diastolic):
                lower.add(number)
        numbers = {which: min(told) for which, told in ((UPPER, upper), (LOWER, lower)) if len(told) == 1}
        self._add_reading(numbers, day, id_of(resource), moment_of(resource))

    def _take_one_number(self, resource: Resource, codes: set[str]) -> None:
        """Keeps a number that is an observation of its own until its other one, of the same moment, is there."""
        number = self._in_mmhg(resource)
        day = self._measured_on(resource) if number is not None else None
        if number is None or day is None:
            return
        which = UPPER if not codes.isdisjoint(self._codes.blood_pressure.systolic) else LOWER
        self._take_half(_Half(which, number, day, id_of(resource), moment_of(resource)))

    def _take_half(self, half: _Half) -> None:
        key = str(half.moment)
        if key not in self._halves and not self._is_kept(len(self._halves)):
            return
        pair = self._halves.get(key, {}) | {half.which: half}
        self._halves[key] = pair
        if pair.keys() == {UPPER, LOWER}:
            numbers = {which: one.number for which, one in self._halves.pop(key).items()}
            self._add_reading(numbers, half.day, half.resource_id, half.moment)

    def _add_reading(self, numbers: Mapping[str, int], day: date, resource_id: str, moment: object) -> None:
        match numbers:
            case {"upper": systolic, "lower": diastolic}:
                is_old = (self._today - day).days > OLD_READING
                self._keep_newest(ChartReading(systolic, diastolic, day, is_old, resource_id, instant_of(moment)))
            case _:
                self.pass_over("half_a_reading")

    def _keep_newest(self, reading: ChartReading | None) -> None:
        told = [one for one in (self._reading, reading) if one is not None]
        self._reading = max(told, key=lambda one: one.at, default=None)

    def _in_mmhg(self, node: Json) -> int | None:
        quantity = object_in(node.get("valueQuantity"))
        told = [unit for unit in (quantity.get("code"), quantity.get("unit")) if unit]
        if not told or any(unit not in self._codes.blood_pressure.units for unit in told):
            return None
        return rounded(exact_value(node))

    def _take_score(self, resource: Resource, instrument_id: str, most: int) -> None:
        number = number_of(resource)
        day = self._measured_on(resource) if number is not None else None
        if number is None or day is None:
            return
        if not 0 <= number <= most:
            self.pass_over("score_out_of_range")
            return
        score = ChartScore(number, day, id_of(resource), instant_of(moment_of(resource)))
        self._scores[instrument_id] = [max([*self._scores.get(instrument_id, ()), score], key=lambda one: one.at)]

    # pregnancy

    def _take_pregnancy(self, resource: Resource) -> None:
        day = self._measured_on(resource)
        if day is None or not self._is_kept(len(self._pregnancy_seen)):
            return
        told = self._codes.pregnancy_status
        codes = {code for system, code, _ in self._codings(resource.get("valueCodeableConcept")) if system is not None}
        is_pregnant, is_not = not codes.isdisjoint(told.pregnant), not codes.isdisjoint(told.not_pregnant)
        status: PregnancyStatus = "unsure"
        if is_pregnant != is_not and not resource.get("dataAbsentReason"):
            status = "yes" if is_pregnant else "no"
        why = "possible" if status == "unsure" else "observation"
        at = instant_of(moment_of(resource))
        self._pregnancy_seen.append((at, ChartPregnancy(status, why, day, id_of(resource))))

    def _pregnancy(self, findings: Mapping[str, Finding]) -> ChartPregnancy | None:
        """R9: the newest of what was observed and of the conditions, unless they disagree or are too old."""
        condition, ended = self._pregnancy_by_condition(findings.get(self._codes.pregnancy_status.topic))
        told = [*self._newest_seen(), *([condition] if condition is not None else [])]
        if not told:
            return None
        newest = max(told, key=lambda one: one.on or date.min)
        has_ended = newest.status == "yes" and ended is not None and ended >= (newest.on or date.min)
        if has_ended or len({one.status for one in told}) > 1:
            return ChartPregnancy("unsure", "disagreement", newest.on, newest.resource_id)
        return self._while_it_lasts(newest)

    def _newest_seen(self) -> list[ChartPregnancy]:
        """The newest observation, and those within a day before it."""
        if not self._pregnancy_seen:
            return []
        latest, _newest = max(self._pregnancy_seen, key=lambda one: one[0])
        return [seen for at, seen in self._pregnancy_seen if latest - at < CLOSE]

    def _pregnancy_by_condition(self, finding: Finding | None) -> tuple[ChartPregnancy | None, date | None]:
        """What the conditions say, and the day of one that is over; for both, None if there is none."""
        entries = finding.entries if finding is not None else ()
        ended = max((one.ended or one.on or date.min for one in entries if one.state == "past"), default=None)
        told = [one for one in entries if one.state != "past"]
        entry = max(told, key=lambda one: (one.state == "now", one.on or date.min), default=None)
        if entry is None:
            return None, ended
        status: PregnancyStatus = "yes" if entry.state == "now" else "unsure"
        why = "condition" if entry.state == "now" else entry.why
        return ChartPregnancy(status, why, entry.on, entry.resource_id), ended

    def _while_it_lasts(self, told: ChartPregnancy) -> ChartPregnancy:
        lasts = {"yes": PREGNANT_FOR, "no": NOT_PREGNANT_FOR}.get(told.status)
        if lasts is None:
            return told
        if told.on is None:
            return ChartPregnancy("unsure", "without_day", None, told.resource_id)
        if (self._today - told.on).days > lasts:
            return ChartPregnancy("unsure", f"over_{lasts}_days_old", told.on, told.resource_id)
        return told

    # allergies

    def _take_allergy(self, resource: Resource) -> None:
        verified, status = statuses_of(resource.get("verificationStatus")), statuses_of(resource.get("clinicalStatus"))
        if not NOT_THERE.isdisjoint(verified):
            self.pass_over("not_there")
            return
        state: State = "unsure"
        if verified <= CONFIRMED and not has_modifier(resource) and (status <= NOW or status <= PAST):
            state = "now" if status <= NOW else "past"
        codings = list(self._codings(resource.get("code")))
        names = [*(name for _, _, name in codings), words_in(object_in(resource.get("code")).get("text"))]
        name = next((name for name in names if name), "")
        if name and self._is_kept(len(self._allergies)):
            on = day_of(resource.get("onsetDateTime") or resource.get("recordedDate"))
            code = next((code for _, code, _ in codings), "")
            self._allergies.append(Entry(state, min(status, default=""), name, code, on, id_of(resource)))


def _has_one_of(words: Iterable[str], name: str) -> bool:
    return any(one in name for one in words)


def _medicine_state(resource: Resource, today: date) -> tuple[State, str] | None:
    status, intent = words_in(resource.get("status")).lower(), words_in(resource.get("intent")).lower()
    if status in NO_ORDER or resource.get("doNotPerform") is True:
        return None
    if status in NO_LONGER_TAKEN:
        return "past", status
    if intent in ONLY_PLANNED:
        return "unsure", intent
    if has_modifier(resource) or resource.get("doNotPerform") not in (None, False):
        return "unsure", MODIFIED
    for begins, ends in resource[PERIODS]:
        if ends is not None and ends < today:
            return "unsure", "active_after_its_end"
        if begins is not None and begins > today:
            return "unsure", "in_the_future"
    return ("now", status) if status in TAKEN else ("unsure", status or "no_status")


def _sorted(entries: list[Entry]) -> tuple[Entry, ...]:
    """What holds now comes first, then what is in doubt; of each, the newest first."""
    order = ("now", "unsure", "past")
    newest_first = sorted(entries, key=lambda entry: entry.on or date.min, reverse=True)
    return tuple(sorted(newest_first, key=lambda entry: order.index(entry.state)))


def _short(resource: Resource) -> Resource:
    """What is needed of an order, so that the rest of a large file is not kept."""
    kept = ("id", "fullUrl", "status", "intent", "doNotPerform", "modifierExtension", "medicationReference",
            "authoredOn", "effectiveDateTime", "effectivePeriod", "dateAsserted")
    found = {key: resource[key] for key in kept if key in resource}
    if isinstance(resource.get("medicationCodeableConcept"), dict):
        found["medicationCodeableConcept"] = short_concept(resource["medicationCodeableConcept"])
    reference = object_in(resource.get("medicationReference")).get("reference")
    inside = [one for one in objects_in(resource.get("contained")) if reference == f"#{one.get('id')}"]
    if inside:
        found[INSIDE] = short_concept(inside[0].get("code"))
    return found | {"dosage": [{"text": dosage_of(resource)}], PERIODS: list(periods_of_order(resource))}
