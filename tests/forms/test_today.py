"""The day goes by the clinic, wherever its server stands, and what is today anywhere on earth is not in the future."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest

from forms import AnswerError, days_of, load_questionnaire, newest_day, on_the_wall, read_answer, read_clinic, today_for
from forms.authoring import SourceError
from forms.exchange import ResponseError, read_response

AUCKLAND, LOS_ANGELES = ZoneInfo("Pacific/Auckland"), ZoneInfo("America/Los_Angeles")
AUCKLAND_MORNING = datetime(2026, 11, 25, 20, 30, tzinfo=UTC)  # 9:30 on the 26th there
LOS_ANGELES_EVENING = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)  # 20:00 on the 25th there
FORM = load_questionnaire()
BORN = FORM.item("birth_date")


@pytest.mark.parametrize(("zone", "moment", "day"), [
    (AUCKLAND, AUCKLAND_MORNING, date(2026, 11, 26)),
    (LOS_ANGELES, AUCKLAND_MORNING, date(2026, 11, 25)),
    (LOS_ANGELES, LOS_ANGELES_EVENING, date(2026, 11, 25)),
    (AUCKLAND, LOS_ANGELES_EVENING, date(2026, 11, 26)),
    (ZoneInfo("UTC"), AUCKLAND_MORNING, date(2026, 11, 25)),
])
def test_the_day_is_that_of_the_place_and_not_of_the_server(zone: ZoneInfo, moment: datetime, day: date) -> None:
    assert today_for(zone, moment) == day
    assert days_of(None, zone, moment).today == day


def test_a_clock_on_the_wall_follows_summer_time() -> None:
    assert on_the_wall(LOS_ANGELES, LOS_ANGELES_EVENING) == datetime(2026, 11, 25, 20, 0)
    assert on_the_wall(LOS_ANGELES, datetime(2026, 7, 1, 3, 0, tzinfo=UTC)) == datetime(2026, 6, 30, 20, 0)


@pytest.mark.parametrize("hour", range(24))
def test_no_day_is_refused_that_is_today_anywhere(hour: int) -> None:
    moment = datetime(2026, 2, 28, hour, 30, tzinfo=UTC)
    everywhere = {today_for(ZoneInfo(name), moment) for name in available_timezones()}
    assert newest_day(moment) >= max(everywhere)
    for day in everywhere:
        assert read_answer(BORN, day.isoformat(), today=newest_day(moment)) == day
    with pytest.raises(AnswerError):
        read_answer(BORN, date(2026, 3, 2).isoformat(), today=newest_day(moment))


def test_an_answer_from_auckland_is_read_in_los_angeles() -> None:
    given = ('{"questionnaire": "ketamine-consult", "answers": '
             '{"adult": {"value": "yes", "on": "2026-11-26"}}}')
    days = days_of(None, LOS_ANGELES, AUCKLAND_MORNING)
    assert days.today == date(2026, 11, 25)
    assert read_response(given, FORM, today=days.newest).answers["adult"].given_on == date(2026, 11, 26)
    with pytest.raises(ResponseError):
        read_response(given.replace("26", "28"), FORM, today=days.newest)


def test_a_day_that_is_given_as_today_is_taken_at_its_word() -> None:
    day = date(2026, 3, 31)
    assert days_of(day, AUCKLAND, AUCKLAND_MORNING) == (day, day)


def settings(folder: Path, line: str) -> Path:
    file = folder / "clinic.yaml"
    file.write_text(line, encoding="utf-8")
    return file


def test_a_clinic_names_its_time_zone_or_has_that_of_the_machine(tmp_path: Path) -> None:
    assert read_clinic(settings(tmp_path, "time_zone: Pacific/Auckland")).zone == AUCKLAND
    (tmp_path / "other").mkdir()
    assert read_clinic(settings(tmp_path / "other", "country: NZ")).zone is None


@pytest.mark.parametrize(("given", "near"), [
    ("America/Los_Angelos", " Did you mean 'America/Los_Angeles'?"),
    ("Los Angeles", " Did you mean 'America/Los_Angeles'?"),
    ("new york", " Did you mean 'America/New_York'?"),
    ("Auckland", " Did you mean 'Pacific/Auckland'?"),
    ("America", ""),
    ("../../etc/passwd", ""),
    ("12345", ""),
])
def test_a_time_zone_that_is_none_is_refused_with_the_nearest(tmp_path: Path, given: str, near: str) -> None:
    with pytest.raises(SourceError) as refused:
        read_clinic(settings(tmp_path, f"country: US\ntime_zone: '{given}'"))
    (problem,) = map(str, refused.value.problems)
    assert problem.startswith(f"clinic.yaml, line 2: there is no time zone '{given}'.")
    assert problem.endswith(" Write its name in the IANA list. A right one is: time_zone: America/Los_Angeles")
    assert near in problem
