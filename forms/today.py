"""Today's date at the clinic, at the person's place, and anywhere on earth. Only this module reads the clock.

A server may be in another country than its clinic, and a patient in a third. The clinic's day decides ages, shelf life
and the dates of prints. The date of an answer is the day at the place of the person who gives it.
"""

from argparse import ArgumentTypeError
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from forms.authoring.yaml_files import did_you_mean

FARTHEST_AHEAD = timezone(timedelta(hours=14))  # the Line Islands, where each day begins first


class Days(NamedTuple):
    """The day from which ages are counted, and the latest day that a date may have: today somewhere on earth."""

    today: date
    newest: date


def now() -> datetime:
    """Returns the present moment, in UTC."""
    return datetime.now(UTC)


def on_the_wall(zone: ZoneInfo | None, moment: datetime) -> datetime:
    """Returns the local time of a moment, without a time zone. If `zone` is None, the machine's zone is used."""
    return moment.astimezone(zone).replace(tzinfo=None)


def today_for(zone: ZoneInfo | None, moment: datetime | None = None) -> date:
    """Returns the date in a zone, now or at `moment`. If `zone` is None, the machine's zone is used."""
    return on_the_wall(zone, moment or now()).date()


def newest_day(moment: datetime | None = None) -> date:
    """Returns the latest date anywhere on earth, now or at `moment`. A later date is in the future for everybody."""
    return (moment or now()).astimezone(FARTHEST_AHEAD).date()


def days_of(as_of: date | None, zone: ZoneInfo | None, moment: datetime | None = None) -> Days:
    """Returns the days for a command: `as_of` if it is given, otherwise today's date at the clinic."""
    if as_of is not None:
        return Days(as_of, as_of)
    return Days(today_for(zone, moment), newest_day(moment))


def day_of_option(given: str) -> date:
    """Returns the date that is given to a command. Raises ArgumentTypeError, which says how to write one."""
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise ArgumentTypeError(f"'{given}' is no day. Write one as 2026-03-31.") from None


def zone_named(name: str) -> ZoneInfo | None:
    """Returns the time zone with this IANA name, such as "Europe/London"; None if there is no such zone."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such name; a path outside the database; a folder of names
        return None


def nearest_zone(name: str) -> str:
    """Returns " Did you mean 'x'?" for the most similar time zone, by name or city; empty if no zone is similar."""
    zones = sorted(available_timezones())
    wanted = _city(name)
    of_city = [zone for zone in zones if "/" in zone and _city(zone) == wanted]
    return f" Did you mean '{of_city[0]}'?" if of_city else did_you_mean(name, zones)


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ").casefold()
