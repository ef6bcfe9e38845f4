"""The clinic's settings, from clinic.yaml: its name, its country's numbers, and what it uses and offers."""

import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from babel import Locale
from pydantic import Field

from forms.authoring.strict import Strict
from forms.authoring.text_trees import each_text
from forms.authoring.yaml_files import Place, Problem, SourceError, YamlFile, did_you_mean, read_model, read_yaml
from forms.dates_and_numbers import locale_of
from forms.helplines import Country, Helpline, Helplines, dialled, helpline_words, load_helplines
from forms.logo import read_logo
from forms.logo_svg import LogoError
from forms.paper import Paper
from forms.readers import COPIES, Copy
from forms.today import nearest_zone, zone_named

CLINIC = Path(__file__).parent.parent / "clinic.yaml"
ENVIRONMENT = "SCREENING_CLINIC"  # names another file
OTHER = "other"  # a country that is not in helplines.yaml
COUNTRY = "US"  # if the file names no country
KEEP_MINUTES = 30  # unless the file says otherwise; a phone that was locked must not lose its answers
LANGUAGES = Path(__file__).parent / "exchange" / "words"  # LANGUAGE.yaml; other rooms have texts in the same languages
MOST_BYTES = 64_000  # of the file: it is typed by hand, and the default has some 4,000
LONGEST = 80  # characters of a line that is printed at the head of a page
PLACES, LONGEST_PLACE = {"records_url", "records_key_file", "key", "url", "client_id"}, 500  # never printed; characters
THIS_COMPUTER = {"localhost", "127.0.0.1", "::1"}  # what is sent there passes no network
DATABASES = ("sqlite:///", "postgresql://")
SENDING_KEY = re.compile(r"\w+\.[A-Za-z0-9+/]{43}=")  # an id, and 32 bytes in base64

DoorName = Literal["patient", "desk", "sources"]
DOORS: tuple[DoorName, ...] = get_args(DoorName)
GivenBy = Literal["self", "with_help", "read_aloud_by_staff", "interpreter", "chart"]  # an origin, but not "measured"
Role = Literal["desk", "clinician", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)

EXAMPLES = {  # key → a correct line
    "name": "name: Harbor Street Clinic",
    "logo": "logo: logo.png",
    "address": "address: 12 Harbor Street, Springfield",
    "contacts": "contacts: {phone: 555 0100, web: clinic.example, hours: 'weekdays, 8 to 18'}",
    "country": "country: US",
    "languages": "languages: [en]",
    "time_zone": "time_zone: America/Los_Angeles",
    "paper": "paper: letter",
    "instruments": "instruments: {gad7: on}",
    "rule_sets": "rule_sets: {usual_care: off}",
    "copies": "copies: [clinician, desk, patient]",
    "doors": "doors: [patient, desk, sources]",
    "answers_given": "answers_given: read_aloud_by_staff",
    "keep_minutes": "keep_minutes: 30",
    "idle_minutes": "idle_minutes: 10",
    "keep_on_device": "keep_on_device: off",
    "patient_chart": "patient_chart: on",
    "records": "records: off",
    "records_url": "records_url: postgresql://records@db.clinic.example/records",
    "records_key_file": "records_key_file: /etc/ketamine-screening/records-keys.json",
    "keep_days": "keep_days: 365",
    "sign_in": "sign_in: {claim: roles, desk: [intake], clinician: [clinicians], admin: [administrators]}",
    "name_reviewers": "name_reviewers: on",
    "sending": "sending: {to_desk: on, erase_days: 14, most: 200}",
    "record_server": "record_server: {url: https://ehr.example/fhir, client_id: screening, write_back: off}",
    "emergency": "emergency: [555 0100]",
    "helplines": "helplines: [{who: 'Nurse on call', call: 555 0100}]",
}


class Contacts(Strict):
    """How to reach the clinic itself, as it wants it printed."""

    phone: str | None = None
    web: str | None = None
    hours: str | None = None


class SignInSettings(Strict):
    """Who may use the desk. `claim` names the list in an ID token of OpenID Connect that says what a person may do.

    A dot leads into a claim, as in `realm_access.roles`. `desk`, `clinician` and `admin` are the values that give each
    role. A sign-in ends after `hours`.
    """

    claim: str = "roles"
    desk: tuple[str, ...] = ()
    clinician: tuple[str, ...] = ()
    admin: tuple[str, ...] = ()
    hours: int = Field(default=12, ge=1, le=24)

    def roles_of(self, values: Collection[str]) -> frozenset[Role]:
        """Returns the roles that these values of the claim give."""
        return frozenset(role for role in ROLES if not set(getattr(self, role)).isdisjoint(values))


class SendingSettings(Strict):
    """Whether patients can send their answers to the desk.

    `erase_days`: what nobody takes in is erased after so many days. `most`: so many forms wait at once. `key`: on a
    server without a desk, the public key of the desk's records; None where the desk is.
    """

    to_desk: bool = False
    erase_days: int = Field(default=14, ge=1, le=90)
    most: int = Field(default=200, ge=1, le=1000)
    key: str | None = None


class RecordServerSettings(Strict):
    """The clinic's own FHIR R4 server, from which the desk can read a patient's chart (SMART App Launch).

    `url` is the base address of FHIR. `client_id` is the name under which this app is registered there. `write_back`:
    the desk can also send the summary to it.
    """

    url: str
    client_id: str
    write_back: bool = False

    @property
    def base(self) -> str:
        """Returns the base address of FHIR, without a slash at its end."""
        return self.url.rstrip("/")


class ClinicFile(Strict):
    """The contents of clinic.yaml. Every key may be left out."""

    name: str | None = None
    logo: str | None = None
    address: str | None = None
    contacts: Contacts = Contacts()
    country: str = COUNTRY
    time_zone: str | None = None
    languages: tuple[str, ...] = ("en",)
    paper: Paper | None = None
    instruments: dict[str, bool] = Field(default_factory=dict)
    rule_sets: dict[str, bool] = Field(default_factory=dict)
    copies: tuple[Copy, ...] = COPIES
    doors: tuple[DoorName, ...] = DOORS
    answers_given: GivenBy | None = None
    keep_minutes: int = Field(default=KEEP_MINUTES, ge=1, le=1440)
    idle_minutes: int | None = Field(default=None, ge=1, le=240)
    keep_on_device: bool = True
    patient_chart: bool = False
    records: bool = True
    records_url: str | None = None
    records_key_file: str | None = None
    keep_days: int | None = Field(default=None, ge=1, le=36_500)
    sign_in: SignInSettings | None = None
    name_reviewers: bool = False
    sending: SendingSettings = SendingSettings()
    record_server: RecordServerSettings | None = None
    emergency: tuple[str, ...] | None = None
    helplines: tuple[Helpline, ...] = ()


NESTED: dict[str, type[Strict]] = {  # keys with keys of their own
    "contacts": Contacts, "sign_in": SignInSettings, "sending": SendingSettings, "record_server": RecordServerSettings,
}


@dataclass(frozen=True, eq=False)
class Clinic:
    """The settings of one clinic. `name` is None if it gives no name.

    `country` contains the clinic's own numbers too; `elsewhere` are all other countries.
    `logo` is a picture as a data: address, None if there is no logo. `zone` is the clinic's time zone, None for that of
    the machine. The first of `languages` is used unless another is chosen. `instruments` and `rule_sets` are those that
    it turns on or off, by id; where an id is missing, the instrument's or rule set's own file decides. `copies` are
    offered at the desk; `doors` are served. `answers_given`: how answers are given at the desk until staff choose;
    None: it is not known. `keep_minutes`: the server keeps the answers of a page without a connection that long.
    `idle_minutes`: without a touch for that long, patients' answers are deleted; None: never.
    `keep_on_device`: a patient may let the browser keep a copy of the answers. `patient_chart`: a patient may open the
    own health record on the own page. `records`: the desk keeps
    its patients' answers, encrypted, until they are erased. `records_url` and `records_key_file` are where, None if the
    file does not say. `keep_days`: forms that nobody changed for so long are due to be erased; None: the clinic has not
    decided. `sign_in`: who may use the desk; None if there are no accounts. `name_reviewers`: summaries and the page
    of the rules name the clinicians who signed off rules there. `sending`: whether patients can send their answers to
    the desk. `record_server`: from where the desk can read charts; None if only from files.
    """

    name: str | None
    logo: str | None
    address: str | None
    contacts: Contacts
    country: Country
    country_code: str | None
    elsewhere: tuple[Country, ...]
    zone: ZoneInfo | None
    languages: tuple[str, ...]
    paper: Paper
    instruments: Mapping[str, bool]
    rule_sets: Mapping[str, bool]
    copies: tuple[Copy, ...]
    doors: tuple[DoorName, ...]
    answers_given: GivenBy | None
    keep_minutes: int
    idle_minutes: int | None
    keep_on_device: bool
    patient_chart: bool
    records: bool
    records_url: str | None = field(repr=False)  # may contain a password
    records_key_file: Path | None
    keep_days: int | None
    sign_in: SignInSettings | None
    name_reviewers: bool
    sending: SendingSettings
    record_server: RecordServerSettings | None
    file: YamlFile = field(repr=False)

    @cached_property
    def where(self) -> tuple[str, ...]:
        """Its address and contacts in the order to print. Those that it does not give are missing."""
        parts = (self.address, self.contacts.phone, self.contacts.web, self.contacts.hours)
        return tuple(part for part in parts if part)

    def unknown(self, key: str, kind: str, known: tuple[str, ...]) -> list[Problem]:
        """Returns an error for each name under `key` that is not in `known`. `kind` is the word for such a name."""
        return [self.file.problem((key, name), f"{kind} '{name}'.{did_you_mean(name, known)} "
                                  f"Known are: {', '.join(known)}.")
                for name in getattr(self, key) if name not in known]

    @property
    def language(self) -> str:
        """The language that is used unless another is chosen."""
        return self.languages[0]

    def locale(self, language: str) -> Locale:
        """Returns how a language is written in the clinic's country."""
        return locale_of(language, self.country_code)

    def gaps(self, language: str) -> Mapping[str, str]:
        """Returns the words for the gaps in texts, by name: `{emergency_number}` and `{crisis_line}`."""
        words = helpline_words(language)
        emergency = words.emergency(self.country.emergency)
        lines = map(words.line_in_words, self.country.lines_in(language))
        return MappingProxyType({"emergency_number": emergency, "crisis_line": next(lines, emergency)})

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """Every number of its country to call, as written. Longer ones come first, for searching texts."""
        called = [line.call for line in self.country.helplines if line.call]
        return tuple(sorted({*self.country.emergency, *called}, key=lambda number: (-len(number), number)))


def clinic_file() -> Path:
    """Returns the path in the environment variable SCREENING_CLINIC, or that of clinic.yaml in the project's folder."""
    return Path(os.environ.get(ENVIRONMENT) or CLINIC)


def choose_clinic(path: str) -> None:
    """Sets the clinic of this process and of the processes that it starts. Call it before anything is loaded."""
    os.environ[ENVIRONMENT] = path


def languages_written() -> tuple[str, ...]:
    """Returns the languages in which there are texts, the original among them."""
    return tuple(sorted(file.stem for file in LANGUAGES.glob("*.yaml")))


def load_clinic() -> Clinic:
    """Returns the clinic of this process. Raises SourceError with every error found."""
    return read_clinic(clinic_file())


@cache
def read_clinic(path: Path) -> Clinic:
    """Returns the clinic in a file. Raises SourceError with every error found."""
    source = read_yaml(path, most_bytes=MOST_BYTES, aliases=False)
    data = {} if source.data is None else source.data
    if not isinstance(data, dict):
        raise SourceError([source.problem((), "this needs keys and values, such as 'country: US'.")])
    problems = _unknown_keys(source, data, ClinicFile, ())
    known = {key: value for key, value in data.items() if key in ClinicFile.model_fields}
    for name, model in NESTED.items():
        if isinstance(inner := known.get(name), dict):
            problems += _unknown_keys(source, inner, model, (name,))
            known[name] = {key: value for key, value in inner.items() if key in model.model_fields}
    found, faults = read_model(ClinicFile, source, (), known)
    problems += [_with_an_example(fault, source) for fault in faults]
    problems += _text_faults(source, known)
    helplines, logo = load_helplines(), None
    if found is not None:
        problems += _faults(found, source, helplines)
        if found.logo is not None:
            try:
                logo = read_logo(path.parent / found.logo)
            except LogoError as error:
                problems.append(source.problem(("logo",), f"the logo '{found.logo}' {error}"))
    if problems or found is None:
        raise SourceError(problems)
    return _clinic(found, helplines, logo, source)


def _unknown_keys(source: YamlFile, data: Mapping[str, Any], model: type[Strict], place: Place) -> list[Problem]:
    keys = tuple(model.model_fields)
    return [source.problem((*place, key),
                           f"'{key}' is not known here.{did_you_mean(key, keys)} Known are: {', '.join(keys)}.")
            for key in data if key not in keys]


def _with_an_example(fault: Problem, source: YamlFile) -> Problem:
    """Adds a correct example to an error: that of the last key at or above its line."""
    above = [key for key in source.data if (source.line((key,)) or 0) <= (fault.line or 0)]
    example = EXAMPLES.get(above[-1]) if above else None
    if example is None:
        return fault
    return Problem(fault.file, fault.line, f"{fault.message.rstrip('.')}. A right one is: {example}")


def _text_faults(source: YamlFile, data: Mapping[str, Any]) -> Iterator[Problem]:
    """Finds texts that are empty, contain a brace, or do not fit on one line."""
    for place, text in each_text(data):
        key = str(place[-1])
        example = EXAMPLES.get(str(place[0]), "")
        if not text.strip():
            yield source.problem(place, f"'{key}' has nothing after it. Leave it out, or write as in: {example}")
        elif key in PLACES:
            if len(text) > LONGEST_PLACE or not text.isprintable():
                yield source.problem(place, f"'{key}' is one line of at most {LONGEST_PLACE} characters. A right one "
                                            f"is: {example}")
        elif "{" in text or "}" in text:
            yield source.problem(place, f"'{key}' holds a brace. Numbers and names stand here as they are printed. "
                                        f"A right one is: {example}")
        elif len(text) > LONGEST or not text.isprintable():
            yield source.problem(place, f"'{key}' is printed on one line: give at most {LONGEST} characters, no line "
                                        f"breaks. A right one is: {example}")


def _faults(found: ClinicFile, source: YamlFile, helplines: Helplines) -> list[Problem]:
    problems: list[Problem] = []

    def fault(place: Place, message: str) -> None:
        problems.append(source.problem(place, message))

    if found.country != OTHER and found.country not in helplines.countries:
        known = ", ".join(helplines.countries)
        fault(("country",), f"country '{found.country}' has no numbers in helplines.yaml."
                            f"{helplines.nearest(found.country)} Known are: {known}. For another one write "
                            f"'country: {OTHER}', and give 'emergency' and 'helplines' here.")
    if found.country == OTHER and not found.helplines:
        fault(("country",), f"with 'country: {OTHER}' the clinic gives whom to call. Add 'helplines', and 'emergency' "
                            "where there is such a number.")
    if found.time_zone is not None and zone_named(found.time_zone) is None:
        fault(("time_zone",), f"there is no time zone '{found.time_zone}'.{nearest_zone(found.time_zone)} "
                              f"Write its name in the IANA list. A right one is: {EXAMPLES['time_zone']}")
    for i, number in enumerate(found.emergency or ()):
        if not dialled(number):
            fault(("emergency", i), f"'{number}' is no number that can be called. Write digits and blanks, as "
                                    "555 0100.")
    if found.emergency == ():
        fault(("emergency",), f"this list is empty. Leave it out for the country's numbers, or write as in: "
                              f"{EXAMPLES['emergency']}")
    written = languages_written()
    for i, language in enumerate(found.languages):
        if language not in written:
            fault(("languages", i), f"there are no texts in the language '{language}'. There are texts in: "
                                    f"{', '.join(written)}.")
    for key in ("languages", "copies"):
        if not getattr(found, key):
            fault((key,), f"this list is empty. Leave it out, or write as in: {EXAMPLES[key]}")
    if not {"patient", "desk"} & set(found.doors):
        fault(("doors",), "at least one of the doors 'patient' and 'desk' is served, or nobody can answer. A right one "
                          f"is: {EXAMPLES['doors']}")
    for key in ("languages", "copies", "doors"):
        if len(set(getattr(found, key))) < len(getattr(found, key)):
            fault((key,), "one of these stands twice. Keep one of the two.")
    if found.records_url is not None and not found.records_url.startswith(DATABASES):
        fault(("records_url",), f"the address of a database begins with {' or '.join(DATABASES)}. A right one is: "
                                f"{EXAMPLES['records_url']}")  # does not repeat the address: it may contain a password
    if found.sign_in is not None and not (found.sign_in.desk or found.sign_in.clinician):
        fault(("sign_in",), "nobody can use the desk: neither 'desk' nor 'clinician' has a value of the claim. A right "
                            f"one is: {EXAMPLES['sign_in']}")
    if found.sign_in is not None and not found.records:
        fault(("sign_in",), "sign-ins are kept in the records, which are off. Take out 'records: off', or 'sign_in'.")
    if found.sending.to_desk:
        _sending_faults(found, fault)
    if found.record_server is not None:
        _record_server_faults(found.record_server, found.doors, fault)
    if found.logo is not None and found.name is None:
        fault(("logo",), "a logo needs 'name' too, which is read aloud in its place. A right one is: "
                         f"{EXAMPLES['name']}")
    return problems


def _sending_faults(found: ClinicFile, fault: Callable[[Place, str], None]) -> None:
    has_desk, key = "desk" in found.doors, found.sending.key
    if "patient" not in found.doors:
        fault(("sending",), "patients send from their own pages, which this server does not show. Add 'patient' to "
                            "'doors', or take out 'sending'.")
    if not found.records:
        fault(("sending",), "what patients send is kept in the records, which are off. Take out 'records: off', or "
                            "'sending'.")
    if has_desk and key is not None:
        fault(("sending", "key"), "'key' is for a server without a desk. This one has the keys of its records: take it "
                                  "out.")
    if not has_desk and key is None:
        fault(("sending",), "this server has no desk, so it needs the public key of the desk's records, and "
                            "'records_url'. Print the line on the desk's server: python -m records sending-key")
    elif key is not None and not SENDING_KEY.fullmatch(key):
        fault(("sending", "key"), "this is not such a key. Print the line on the desk's server: python -m records "
                                  "sending-key")


def _record_server_faults(
    server: RecordServerSettings, doors: Collection[DoorName], fault: Callable[[Place, str], None],
) -> None:
    if not is_safe_address(server.url) or set("?#") & set(server.url):
        fault(("record_server", "url"),
              "this is the base address of a FHIR server: it begins with https:// (http:// only on this computer), and "
              f"has no name, password, ? or # in it. A right one is: {EXAMPLES['record_server']}")
    if "desk" not in doors:
        fault(("record_server",), "charts are read at the desk, which this server does not show. Add 'desk' to "
                                  "'doors', or take out 'record_server'.")


def is_safe_address(address: str) -> bool:
    """True if what is sent to a web address can be read by nobody on the way: over TLS, or on this computer."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or "@" in parts.netloc or not address.isascii() or not address.isprintable() or " " in address:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in THIS_COMPUTER)


def _clinic(found: ClinicFile, helplines: Helplines, logo: str | None, source: YamlFile) -> Clinic:
    nowhere = Country(name="", emergency=(), helplines=(), source=CLINIC.name, checked="by the clinic")
    country = helplines.countries.get(found.country, nowhere)
    replaced = {line.who for line in found.helplines}
    lines = (*found.helplines, *(line for line in country.helplines if line.who not in replaced))
    emergency = country.emergency if found.emergency is None else found.emergency
    key_file = source.path.parent / found.records_key_file if found.records_key_file else None
    return Clinic(
        country_code=None if found.country == OTHER else found.country,
        name=found.name, logo=logo, address=found.address, contacts=found.contacts,
        country=country.model_copy(update={"helplines": lines, "emergency": emergency}),
        elsewhere=tuple(one for code, one in helplines.countries.items() if code != found.country),
        zone=zone_named(found.time_zone) if found.time_zone else None,
        languages=found.languages, paper=found.paper or country.paper,
        instruments=MappingProxyType(found.instruments), rule_sets=MappingProxyType(found.rule_sets),
        copies=tuple(copy for copy in COPIES if copy in found.copies),
        doors=tuple(door for door in DOORS if door in found.doors), answers_given=found.answers_given,
        keep_minutes=found.keep_minutes,
        idle_minutes=found.idle_minutes, keep_on_device=found.keep_on_device,
        patient_chart=found.patient_chart, records=found.records,
        records_url=found.records_url, records_key_file=key_file, keep_days=found.keep_days, sign_in=found.sign_in,
        name_reviewers=found.name_reviewers, sending=found.sending,
        record_server=found.record_server, file=source)
