"""On the screens, ages and prints go by the clinic's day, and answers by the day of the person who gives them."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from forms import load_questionnaire
from screens.pages.copies import summary_for
from screens.visit.answering import enter
from screens.visit.doors import DESK, PATIENT, Door
from screens.visit.visit import Visit
from screens.words import words_for
from tests.support.sitting import Sitting

AUCKLAND_MORNING = datetime(2026, 11, 25, 20, 30, tzinfo=UTC)  # 9:30 on the 26th there
LOS_ANGELES_EVENING = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)  # 20:00 on the 25th there


@pytest.fixture(params=["Pacific/Auckland", "America/Los_Angeles"])
def clinic(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    file = tmp_path / "clinic.yaml"
    zone: str = request.param
    file.write_text(f"time_zone: {zone}\n", encoding="utf-8")
    monkeypatch.setenv("SCREENING_CLINIC", str(file))
    return zone


def visit(moment: datetime, door: Door = PATIENT, zone: str | None = None) -> Visit:
    """A visit at a moment that stands still, from a browser in a zone."""
    return Visit(door, load_questionnaire(), words_for(door.name), clock=lambda: moment,
                 zone=ZoneInfo(zone) if zone else None)


def typed_birthday(visit: Visit, day: date) -> None:
    enter(visit, visit.questionnaire.item("birth_date"), (str(day.day), str(day.month), str(day.year)))


@pytest.mark.parametrize("moment", [AUCKLAND_MORNING, LOS_ANGELES_EVENING])
def test_the_summary_is_dated_with_the_day_of_the_clinic(clinic: str, moment: datetime) -> None:
    days = {"Pacific/Auckland": date(2026, 11, 26), "America/Los_Angeles": date(2026, 11, 25)}
    here = visit(moment, DESK)
    assert here.today == days[clinic]
    assert summary_for(here, "clinician").as_of == days[clinic]


def test_a_birthday_comes_with_the_day_of_the_clinic(clinic: str) -> None:
    here = visit(LOS_ANGELES_EVENING, DESK)
    typed_birthday(here, date(1986, 11, 26))
    age = here.answers.facts["age"].value
    assert age == (40 if clinic == "Pacific/Auckland" else 39)


def test_an_answer_is_given_on_the_day_of_the_person(clinic: str) -> None:
    here = visit(AUCKLAND_MORNING, zone="Pacific/Auckland")
    typed_birthday(here, date(1986, 1, 2))
    assert here.answer(here.questionnaire.item("birth_date")).given_on == date(2026, 11, 26)
    there = visit(AUCKLAND_MORNING, zone="America/Los_Angeles")
    typed_birthday(there, date(1986, 1, 2))
    assert there.answer(there.questionnaire.item("birth_date")).given_on == date(2026, 11, 25)


def test_the_button_for_now_shows_the_clock_of_the_person(clinic: str) -> None:
    assert visit(AUCKLAND_MORNING, zone="Pacific/Auckland").moment_here == datetime(2026, 11, 26, 9, 30)


def test_today_in_auckland_is_no_day_to_come_in_los_angeles(clinic: str) -> None:
    here = visit(AUCKLAND_MORNING)
    typed_birthday(here, date(2026, 11, 26))
    assert here.problem_texts() == {}
    typed_birthday(here, date(2026, 11, 27))
    assert here.problem_texts() == {"birth_date": "Enter a date that is not after today."}


def test_without_a_browser_that_says_its_zone_the_clinic_s_holds(clinic: str) -> None:
    assert Sitting().visit.zone is None
