"""Who may use the desk: what an ID token says, whether the sign-in still holds, and what each role may do."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import time
from typing import Any

import pytest
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton

from forms import SignInSettings
from forms.authoring import SourceError
from records import SignIns, UnreachableError
from screens.server import sign_in
from screens.server.sign_in import check_sign_in, check_still_in, staff_here, staff_of
from screens.visit.drafts import store_here
from screens.visit.staff import ANYONE, NotIn, Staff

SETTINGS = SignInSettings(claim="groups", desk=("intake", "front"), clinician=("doctors",), admin=("it",))
WHOLE = """[auth]
redirect_uri = "https://clinic.example/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
client_id = "screening"
client_secret = "secret"
server_metadata_url = "https://accounts.example/.well-known/openid-configuration"
"""


def claims(**more: Any) -> dict[str, Any]:
    return {"is_logged_in": True, "iss": "https://accounts.example", "sub": "7", "name": "Ines Desk", "nonce": "n1",
            "iat": time(), "groups": ["intake"], **more}


@pytest.mark.parametrize(("groups", "roles"), [
    (["intake"], {"desk"}), (["front", "doctors"], {"desk", "clinician"}), ("it", {"admin"}), (["gardeners"], set()),
    ([], set()), (None, set()), ({"intake": True}, set()), ([["intake"], 7, None], set()), ("INTAKE", set()),
])
def test_only_the_values_that_the_clinic_names_give_a_role(groups: object, roles: set[str]) -> None:
    assert staff_of(claims(groups=groups), SETTINGS).roles == roles


@pytest.mark.parametrize(("claim", "held"), [
    ("realm_access.roles", {"realm_access": {"roles": ["intake"]}}),
    ("https://clinic.example/roles", {"https://clinic.example/roles": ["intake"]}),
])
def test_a_dot_leads_into_a_claim_unless_it_is_in_its_name(claim: str, held: dict[str, Any]) -> None:
    settings = SETTINGS.model_copy(update={"claim": claim})
    assert staff_of(claims(groups=[], **held), settings).roles == {"desk"}
    assert staff_of(claims(groups=["intake"], realm_access="intake"), settings).roles == set()


def test_two_sign_ins_of_a_person_differ_and_stand_for_the_same_person() -> None:
    first, second = staff_of(claims(), SETTINGS), staff_of(claims(nonce="n2"), SETTINGS)
    assert first.sign_in_id != second.sign_in_id
    assert first.person == second.person
    assert staff_of(claims(sub="8"), SETTINGS).person != first.person
    assert staff_of(claims(iss="https://other.example"), SETTINGS).person != first.person


def test_a_name_of_any_kind_is_one_line() -> None:
    assert staff_of(claims(name="Ines\n\x00Desk\u202e" + 100 * "x"), SETTINGS).name == "Ines  Desk " + 69 * "x"
    assert staff_of(claims(name=None, email="ines@clinic.example"), SETTINGS).name == "ines@clinic.example"


def test_the_roles_differ_in_what_they_may_do() -> None:
    for role, may in {"desk": (True, False, False), "clinician": (True, True, False),
                      "admin": (False, False, True)}.items():
        staff = Staff("", "", "", frozenset({role}))  # type: ignore[arg-type]
        assert (staff.may_open_forms, staff.may_see_private, staff.may_erase) == may


@pytest.fixture
def with_accounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """A clinic with accounts and records of its own. What is given is the claims of the page, to be changed."""
    held = claims()
    clinic = tmp_path / "clinic.yaml"
    clinic.write_text(f"sign_in: {{claim: groups, desk: [intake], hours: 2}}\nrecords_url: sqlite:///{tmp_path}/r\n"
                      "records_key_file: keys.json\nidle_minutes: 10\n")
    monkeypatch.delenv("SCREENING_RECORDS_URL", raising=False)
    monkeypatch.delenv("SCREENING_RECORDS_KEY_FILE", raising=False)
    monkeypatch.setattr(sign_in, "claims_here", lambda: held)
    monkeypatch.setenv("SCREENING_CLINIC", str(clinic))
    store_here.cache_clear()
    yield held
    with suppress(UnreachableError):
        store_here().close()
    store_here.cache_clear()


def test_without_accounts_anyone_may_do_everything() -> None:
    staff = staff_here()
    assert staff == ANYONE
    assert isinstance(staff, Staff)
    assert staff.may_open_forms
    assert staff.may_see_private
    assert staff.may_erase


def test_a_new_sign_in_is_noted_once(with_accounts: dict[str, Any]) -> None:
    for _use in range(2):
        staff = staff_here()
        assert isinstance(staff, Staff)
        assert staff.roles == {"desk"}
    assert [held.name for held in SignIns(store_here()).all_that_hold()] == ["Ines Desk"]


@pytest.mark.parametrize(("change", "why"), [
    ({"is_logged_in": False}, "not_yet"), ({"groups": ["gardeners"]}, "no_role"),
    ({"iat": time() - 3600}, "too_old"), ({"iat": time() + 3600}, "too_old"), ({"iat": None}, "too_old"),
    ({"iat": "now"}, "too_old"),
])
def test_nobody_else_is_let_in(with_accounts: dict[str, Any], change: dict[str, Any], why: str) -> None:
    with_accounts.update(change)
    assert staff_here() == NotIn(why)  # type: ignore[arg-type]
    assert SignIns(store_here()).all_that_hold() == []


def test_a_cookie_is_worth_nothing_after_its_sign_in_ended(with_accounts: dict[str, Any]) -> None:
    staff = staff_here()
    assert isinstance(staff, Staff)
    SignIns(store_here()).end(staff.sign_in_id, "signed out")
    assert staff_here() == NotIn("signed_out")
    assert staff_here(gives_answer=True) == NotIn("signed_out")


def test_while_the_records_are_out_of_reach_a_confirmed_sign_in_holds_and_no_other(
    with_accounts: dict[str, Any], monkeypatch: pytest.MonkeyPatch,
) -> None:
    staff = staff_here()
    assert isinstance(staff, Staff)
    monkeypatch.setattr(sign_in, "store_here", _out_of_reach)
    assert staff_here() == staff
    check_still_in(staff)
    with_accounts["nonce"] = "n2"
    assert staff_here() == NotIn("unreachable")


def _out_of_reach() -> None:
    raise UnreachableError("not now")


@pytest.mark.parametrize(("secrets", "message"), [
    (None, "this file with [auth] is missing"), ("[other]\na = 1\n", "this file with [auth] is missing"),
    (WHOLE.replace('client_id = "screening"\n', ""), "[auth] needs 'client_id'."),
    (WHOLE.replace('"secret"', '" "'), "[auth] needs 'client_secret'."),
    (WHOLE.replace("0123456789abcdef0123456789abcdef", "short"), "'cookie_secret' needs at least 32"),
    (WHOLE.replace("https://clinic.example", "http://clinic.example"), "'redirect_uri' begins with https://"),
    (WHOLE.replace("/oauth2callback", "/back"),
     "'redirect_uri' is the address of this app, and ends with /oauth2callback"),
    (WHOLE, None), (WHOLE.replace("https://clinic.example", "http://127.0.0.1:8501"), None),
])
def test_missing_settings_of_the_provider_are_named(
    with_accounts: dict[str, Any], tmp_path: Path, secrets: str | None, message: str | None,
) -> None:
    file = tmp_path / "secrets.toml"
    if secrets is not None:
        file.write_text(secrets)
    paths = config.get_option("secrets.files")
    config.set_option("secrets.files", [str(file)])
    secrets_singleton._reset()
    try:
        if message is None:
            check_sign_in()
        else:
            with pytest.raises(SourceError) as refused:
                check_sign_in()
            assert message in str(refused.value)
            assert "0123456789abcdef" not in str(refused.value)
    finally:
        config.set_option("secrets.files", paths)
        secrets_singleton._reset()
