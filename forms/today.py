"""Which day it is: at the clinic, where a person is, and anywhere on earth. The one place that looks at the clock.

A server may stand in another country than its clinic, and a patient in a third. Ages, shelf life and prints go by the
clinic's day, and an answer is given on the day of the person who gives it.
"""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from forms.authoring.yaml_files import did_you_mean

FARTHEST_AHEAD = timezone(timedelta(hours=14))  # the Line Islands: no zone begins a day sooner


class Days(NamedTuple):
    """The day to count by, and the newest day that a date may have: one on which it is today somewhere on earth."""

    today: date
    newest: date


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def on_the_wall(zone: ZoneInfo | None, moment: datetime) -> datetime:
    """What a clock on the wall shows there at this moment, without a zone. None is where the machine is."""
    return moment.astimezone(zone).replace(tzinfo=None)


def today_for(zone: ZoneInfo | None, moment: datetime | None = None) -> date:
    """The day it is there, now or at `moment`. None is where the machine is."""
    return on_the_wall(zone, moment or now()).date()


def newest_day(moment: datetime | None = None) -> date:
    """The newest day that it is anywhere on earth, now or at `moment`. A later one is in the future for everybody."""
    return (moment or now()).astimezone(FARTHEST_AHEAD).date()


def days_of(as_of: date | None, zone: ZoneInfo | None, moment: datetime | None = None) -> Days:
    """The days that a command counts by: the one that was given as today, or else the clinic's."""
    if as_of is not None:
        return Days(as_of, as_of)
    return Days(today_for(zone, moment), newest_day(moment))


def zone_named(name: str) -> ZoneInfo | None:
    """The time zone of this IANA name, such as "Europe/London"; None where there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such name; one that leads elsewhere; a folder of names
        return None


def nearest_zone(name: str) -> str:
    """' Did you mean 'x'?' for the nearest time zone, by its whole name or its city; nothing where none is near."""
    zones = sorted(available_timezones())
    wanted = _city(name)
    of_city = [zone for zone in zones if "/" in zone and _city(zone) == wanted]
    return f" Did you mean '{of_city[0]}'?" if of_city else did_you_mean(name, zones)


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ").casefold()
