"""The day of an answer is that of the browser, and the day on the print that of the clinic."""

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser

from forms import now, today_for
from tests.browser.visitor import adult
from tests.support.app import running_app

FIRST, LAST = "Pacific/Kiritimati", "Pacific/Pago_Pago"  # 25 hours apart: it is never the same day in both


@pytest.mark.parametrize(("at_home", "at_the_clinic"), [(FIRST, LAST), (LAST, FIRST)])
def test_the_day_of_an_answer_is_that_of_the_person(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_home: str, at_the_clinic: str,
) -> None:
    clinic = tmp_path / "clinic.yaml"
    clinic.write_text(f"time_zone: {at_the_clinic}\n", encoding="utf-8")
    monkeypatch.setenv("SCREENING_CLINIC", str(clinic))
    monkeypatch.setenv("TZ", "UTC")
    context = browser.new_context(timezone_id=at_home, accept_downloads=True)
    began = now()
    with running_app(tmp_path / "log.txt") as url:
        person = adult(context.new_page(), url)
        person.go_on_to("Check your answers")
        person.go_on()
        kept = json.loads(person.save("Save my answers as a file", tmp_path).read_text("utf-8"))
    context.close()
    ended, zone = now(), ZoneInfo(at_home)
    assert kept["answers"]["adult"]["on"] in {str(today_for(zone, moment)) for moment in (began, ended)}
