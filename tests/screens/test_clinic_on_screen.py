"""What a clinic sets shows on the screens: its name, the doors that it serves, the copies that its desk offers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from screens import DESK, PATIENT, doors_served
from tests.support import ROOT
from tests.support.sitting import Sitting


def use(clinic: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = folder / "clinic.yaml"
    file.write_text(clinic, encoding="utf-8")
    monkeypatch.setenv("SCREENING_CLINIC", str(file))


def test_every_screen_says_at_its_foot_whose_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use("name: Harbor Street\naddress: 12 Pier\ncontacts: {phone: 555 0100}", tmp_path, monkeypatch)
    shown = Sitting().shown()
    assert "<b>Harbor Street</b> · 12 Pier · 555 0100" in shown


def links(sitting: Sitting) -> int:
    return len(sitting.app.get("page_link"))


def test_no_page_leads_to_a_door_that_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert links(Sitting()) == 1  # to the rules and sources
    use("doors: [patient]", tmp_path, monkeypatch)
    assert links(Sitting()) == 0


def test_where_patients_have_no_door_the_desk_opens_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use("doors: [desk]", tmp_path, monkeypatch)
    sitting = Sitting()
    assert not sitting.app.exception
    assert sitting.visit.door == DESK


def test_the_desk_offers_the_copies_that_the_clinic_chose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(DESK.copies) == ["clinician", "desk", "patient"]
    use("copies: [patient, desk]", tmp_path, monkeypatch)
    assert list(DESK.copies) == ["desk", "patient"]
    assert list(PATIENT.copies) == ["patient"]


@pytest.mark.parametrize(("content", "seconds"), [("", 1800), ("keep_minutes: 5", 300), ("keep_minutes: none", 1800)])
def test_the_server_keeps_a_page_without_connection_as_long_as_the_clinic_says(
    tmp_path: Path, content: str, seconds: int,
) -> None:
    (tmp_path / "clinic.yaml").write_text(content, encoding="utf-8")
    code = "import screening_app, streamlit; print(streamlit.config.get_option('server.disconnectedSessionTTL'))"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True,
                           env={**os.environ, "SCREENING_CLINIC": str(tmp_path / "clinic.yaml")})
    assert ended.stdout.split() == [str(seconds)]


def test_with_broken_settings_one_page_says_what_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use("doors: [front]", tmp_path, monkeypatch)
    assert doors_served() == ("patient",)
    shown = Sitting().shown()
    assert "clinic.yaml, line 1: " in shown
    assert "can’t start" in shown
