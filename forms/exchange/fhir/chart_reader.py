"""Reads a patient's chart, as FHIR R4 resources: what it says now, what is past, and what is in doubt.

It reads codes, and of medicines also names; never a word in the name of a condition, except that it is over ("history
of", "in remission") or somebody else's ("family history"). It decides nothing and fills in nothing: suggestions.py
makes suggestions of it, which a person accepts or not. docs/decisions/0029-charts.md has the rules R1 to R12.
"""

from collections.abc import Iterator, Mapping
from datetime import date

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
from forms.exchange.fhir.resource_parts import (
    Json,
    began_on,
    day_of,
    dosage_of,
    id_of,
    moment_of,
    names_of,
    number_of,
    object_in,
    objects_in,
    ordered_on,
    rounded,
    status_of,
    words_in,
)
from forms.exchange.fhir.resources import Resource, address_in

NOT_THERE = {"entered-in-error", "refuted"}
IN_DOUBT = {"unconfirmed", "provisional", "differential"}
NOW, PAST = {"active", "recurrence", "relapse"}, {"inactive", "remission", "resolved"}
SOMEBODY_ELSES = "family history"
OVER_BY_NAME = ("history of", "in remission", "in full remission")
TAKEN, NO_LONGER_TAKEN = {"active"}, {"completed", "stopped", "cancelled", "not-taken"}
NO_ORDER = {"draft", "entered-in-error"}
ONLY_PLANNED = {"proposal", "plan", "option"}
MEASURED = {"final", "amended", "corrected"}
OLD_READING = 365  # days after which a reading is marked as old
PREGNANT_FOR, NOT_PREGNANT_FOR = 300, 30  # days after which a finding on a pregnancy is in doubt
MOST_KEPT = 20_000  # entries of one topic, orders of medicines, allergies, or halves of a blood pressure
TOO_MANY = "too_many"  # why something was passed over: there is more of it than MOST_KEPT
UPPER, LOWER = "upper", "lower"  # numbers of a reading
DRUGS = ("MedicationRequest", "MedicationStatement")


class ChartReader:
    """Takes one resource after the other, and keeps only what it needs of each: a chart may be very large.

    `medications` are those of the file by their address, which orders refer to.
    """

    def __init__(self, questionnaire: Questionnaire, today: date, medications: Mapping[str, Json]) -> None:
        self._questionnaire, self._today, self._medications = questionnaire, today, medications
        self._codes: Codes = load_codes()
        self._entries: dict[str, list[Entry]] = {}
        self._drugs: list[Resource] = []
        self._reading: ChartReading | None = None
        self._loose: dict[tuple[str, str], dict[str, int]] = {}
        self._pregnancy_seen: list[ChartPregnancy] = []
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
            self._scores[instrument_id] = [max(told, key=lambda one: one.on)]
        self._drugs += other._drugs
        self._loose |= other._loose
        self._pregnancy_seen += other._pregnancy_seen
        self._allergies += other._allergies
        self._keep_newest(other._reading)

    def pass_over(self, why: str, count: int = 1) -> None:
        """Counts what could not be used."""
        self._passed_over[why] = self._passed_over.get(why, 0) + count

    def chart(self, person: Resource) -> Chart:
        """Returns all of it, of this Patient, once every resource was taken."""
        for _ in self._loose:
            self.pass_over("half_a_reading")
        findings = {topic: Finding(topic, _sorted(entries)) for topic, entries in sorted(self._entries.items())}
        deceased = person.get("deceasedBoolean") is True or person.get("deceasedDateTime") is not None
        gender = person.get("gender")
        return Chart(
            names=tuple(names_of(person)), born=day_of(person.get("birthDate")),
            gender=gender if isinstance(gender, str) else None, is_deceased=deceased, findings=findings,
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
            yield self._codes.system(coding.get("system")), str(coding.get("code", "")), words_in(name)

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
                    entry = Entry(*found, name, code, began_on(resource), id_of(resource))
                    self._entries.setdefault(topic, []).append(entry)

    def _condition_state(
        self, resource: Resource, codings: list[tuple[System | None, str, str]],
    ) -> tuple[State, str] | None:
        verified, status = status_of(resource.get("verificationStatus")), status_of(resource.get("clinicalStatus"))
        called = " / ".join(name for _, _, name in codings).casefold()
        if verified in NOT_THERE or SOMEBODY_ELSES in called:
            return None
        says_over = any(self._codes.says_over(system, code) for system, code, _ in codings)
        if says_over or any(words in called for words in OVER_BY_NAME):
            return "past", "over_by_name"
        if verified in IN_DOUBT:
            return "unsure", verified
        ended = day_of(resource.get("abatementDateTime") or object_in(resource.get("abatementPeriod")).get("end"))
        has_ended = ended is not None and ended < self._today
        if status in NOW:
            return ("unsure", "active_after_its_end") if has_ended else ("now", status)
        if status in PAST:
            return "past", status
        return ("past", "ended") if has_ended else ("unsure", "no_status")

    # medicines

    def _medicines(self) -> Iterator[ChartMedicine]:
        for resource in self._drugs:
            found = _medicine_state(resource)
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
        reference = str(object_in(resource.get("medicationReference")).get("reference", ""))
        for one in objects_in(resource.get("contained")):
            if reference == f"#{one.get('id')}":
                return object_in(one.get("code"))
        found = self._medications.get(address_in(reference))
        if found is None:
            self.pass_over("medicine_elsewhere")
        return found or {}

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
        day = day_of(moment_of(resource))
        if str(resource.get("status")) not in MEASURED:
            self.pass_over("not_final")
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
        numbers: dict[str, int] = {}
        for component in objects_in(resource.get("component")):
            codes = {code for system, code, _ in self._codings(component.get("code")) if system == "loinc"}
            number = self._in_mmhg(component)
            if number is not None and not codes.isdisjoint(pressure.systolic):
                numbers[UPPER] = number
            elif number is not None and not codes.isdisjoint(pressure.diastolic):
                numbers[LOWER] = number
        self._add_reading(numbers, day, id_of(resource), str(moment_of(resource)))

    def _take_one_number(self, resource: Resource, codes: set[str]) -> None:
        """Keeps a number that is an observation of its own until its other one, of the same moment, is there."""
        number = self._in_mmhg(resource)
        day = self._measured_on(resource) if number is not None else None
        if number is None or day is None:
            return
        which = UPPER if not codes.isdisjoint(self._codes.blood_pressure.systolic) else LOWER
        subject = str(object_in(resource.get("subject")).get("reference", ""))
        key = subject, str(moment_of(resource))
        if key not in self._loose and not self._is_kept(len(self._loose)):
            return
        pair = self._loose.get(key, {}) | {which: number}
        self._loose[key] = pair
        if pair.keys() == {UPPER, LOWER}:
            self._add_reading(self._loose.pop(key), day, id_of(resource), key[1])

    def _add_reading(self, numbers: Mapping[str, int], day: date, resource_id: str, moment: str) -> None:
        match numbers:
            case {"upper": systolic, "lower": diastolic}:
                is_old = (self._today - day).days > OLD_READING
                self._keep_newest(ChartReading(systolic, diastolic, day, is_old, resource_id, moment))
            case _:
                self.pass_over("half_a_reading")

    def _keep_newest(self, reading: ChartReading | None) -> None:
        told = [one for one in (self._reading, reading) if one is not None]
        self._reading = max(told, key=lambda one: (one.on, one.moment), default=None)

    def _in_mmhg(self, node: Json) -> int | None:
        quantity = object_in(node.get("valueQuantity"))
        units = (quantity.get("code"), quantity.get("unit"))
        if not any(unit in self._codes.blood_pressure.units for unit in units):
            return None
        return rounded(quantity.get("value"))

    def _take_score(self, resource: Resource, instrument_id: str, most: int) -> None:
        number = number_of(resource)
        day = self._measured_on(resource) if number is not None else None
        if number is None or day is None:
            return
        if not 0 <= number <= most:
            self.pass_over("score_out_of_range")
            return
        told = [*self._scores.get(instrument_id, ()), ChartScore(number, day, id_of(resource))]
        self._scores[instrument_id] = [max(told, key=lambda one: one.on)]

    # pregnancy

    def _take_pregnancy(self, resource: Resource) -> None:
        day = self._measured_on(resource)
        if day is None or not self._is_kept(len(self._pregnancy_seen)):
            return
        told = self._codes.pregnancy_status
        codes = {code for _, code, _ in self._codings(resource.get("valueCodeableConcept"))}
        status: PregnancyStatus = "unsure"
        if not codes.isdisjoint(told.pregnant):
            status = "yes"
        elif not codes.isdisjoint(told.not_pregnant):
            status = "no"
        why = "possible" if status == "unsure" else "observation"
        self._pregnancy_seen.append(ChartPregnancy(status, why, day, id_of(resource)))

    def _pregnancy(self, findings: Mapping[str, Finding]) -> ChartPregnancy | None:
        """R9: the newest of what was observed and of the conditions, unless they disagree or are too old."""
        observed = max(self._pregnancy_seen, key=lambda one: one.on or date.min, default=None)
        condition = self._pregnancy_by_condition(findings.get(self._codes.pregnancy_status.topic))
        told = [one for one in (observed, condition) if one is not None]
        if not told:
            return None
        newest = max(told, key=lambda one: one.on or date.min)
        if len({one.status for one in told}) > 1:
            return ChartPregnancy("unsure", "disagreement", newest.on, newest.resource_id)
        return self._while_it_lasts(newest)

    def _pregnancy_by_condition(self, finding: Finding | None) -> ChartPregnancy | None:
        entries = [one for one in finding.entries if one.state != "past"] if finding is not None else []
        entry = max(entries, key=lambda one: (one.state == "now", one.on or date.min), default=None)
        if entry is None:
            return None
        status: PregnancyStatus = "yes" if entry.state == "now" else "unsure"
        return ChartPregnancy(status, "condition" if entry.state == "now" else entry.why, entry.on, entry.resource_id)

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
        if status_of(resource.get("verificationStatus")) in NOT_THERE:
            self.pass_over("not_there")
            return
        status = status_of(resource.get("clinicalStatus"))
        state: State = "past" if status in PAST else "now"
        if status_of(resource.get("verificationStatus")) in IN_DOUBT:
            state = "unsure"
        codings = list(self._codings(resource.get("code")))
        names = [*(name for _, _, name in codings), words_in(object_in(resource.get("code")).get("text", ""))]
        name = next((name for name in names if name), "")
        if name and self._is_kept(len(self._allergies)):
            on = day_of(resource.get("onsetDateTime") or resource.get("recordedDate"))
            code = next((code for _, code, _ in codings), "")
            self._allergies.append(Entry(state, status, name, code, on, id_of(resource)))


def _medicine_state(resource: Resource) -> tuple[State, str] | None:
    status, intent = str(resource.get("status", "")), str(resource.get("intent", ""))
    if status in NO_ORDER or resource.get("doNotPerform") is True:
        return None
    if status in NO_LONGER_TAKEN:
        return "past", status
    if intent in ONLY_PLANNED:
        return "unsure", intent
    return ("now", status) if status in TAKEN else ("unsure", status or "no_status")


def _sorted(entries: list[Entry]) -> tuple[Entry, ...]:
    """What holds now comes first, then what is in doubt; of each, the newest first."""
    order = ("now", "unsure", "past")
    newest_first = sorted(entries, key=lambda entry: entry.on or date.min, reverse=True)
    return tuple(sorted(newest_first, key=lambda entry: order.index(entry.state)))


def _short(resource: Resource) -> Resource:
    """What is needed of an order, so that the rest of a large file is not kept."""
    kept = ("id", "status", "intent", "doNotPerform", "medicationCodeableConcept", "medicationReference", "contained",
            "authoredOn", "effectiveDateTime", "effectivePeriod", "dateAsserted", "dosageInstruction", "dosage")
    return {key: resource[key] for key in kept if key in resource}
