"""A person whose phone speaks Spanish: from the first page to the PDF, with a look at the English in the middle."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.visitor import FORM, MOST_PAGES, Visitor
from tests.support import PATIENCE
from tests.support.app import running_app

REASON = "Me preocupo todo el día y no puedo dormir. ¿Puede ayudarme la ketamina?"
ON = re.compile("^(Continuar|Llenarlas|Hacer mi resumen)$")
FIRST = "() => [...document.querySelectorAll('.question')].find(one => one.getBoundingClientRect().top > 0).id"
TOP = "id => document.getElementById(id).getBoundingClientRect().top"
IN_SIGHT = "id => document.getElementById(id).scrollIntoView({ block: 'center' })"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app of a clinic that offers English and Spanish."""
    folder = tmp_path_factory.mktemp("clinic")
    clinic = folder / "clinic.yaml"
    clinic.write_text("languages: [en, es]\n", "utf-8")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SCREENING_CLINIC", str(clinic))
        with running_app(folder / "log.txt") as address:
            yield address


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page on a small phone whose browser asks for Mexican Spanish."""
    context = browser.new_context(locale="es-MX", viewport={"width": 360, "height": 740}, has_touch=True,
                                  accept_downloads=True)
    context.set_default_timeout(PATIENCE * 1000)
    yield context.new_page()
    context.close()


def switch(person: Visitor, language: str) -> None:
    """Taps the switch of languages where it is: a click would scroll the page first."""
    button = person.page.get_by_role("button", name=language, exact=True)
    place = button.bounding_box()
    assert place is not None
    assert place["width"] >= 44
    assert place["height"] >= 44
    person.page.touchscreen.tap(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    expect(button).to_have_count(0)
    person.settle()


def go_on(person: Visitor) -> str:
    person.wait_until_drawn()  # a click on a button that is just moving can miss it
    before = person.page.title()
    person.click_alone(person.page.get_by_role("button", name=ON))
    person.page.wait_for_function("before => document.title !== before", arg=before)
    person.settle()
    return person.title()


def go_on_to(person: Visitor, page: str) -> None:
    """Goes on to the page with this title, or with this question."""
    for _ in range(MOST_PAGES):
        if person.title().endswith(page) or (page in FORM.items and person.asked(page).is_visible()):
            return
        go_on(person)
    raise AssertionError(f"there is no way on to '{page}'")


def test_a_person_walks_in_spanish_to_the_pdf_with_a_look_at_the_english(
    phone: Page, url: str, tmp_path: Path,
) -> None:
    person = Visitor(phone, url)
    expect(person.heading).to_have_text("Preguntas antes de hablar sobre la ketamina")
    expect(phone.locator("html")).to_have_attribute("lang", "es")
    expect(phone.locator(".stMain")).to_contain_text("Nadie que trabaje en salud la ha comparado todavía")
    go_on(person)
    person.choose("adult", "Sí")
    expect(person.asked("filled_by")).to_be_visible()
    person.choose("filled_by", "Por mi cuenta")
    person.type("patient_name", "Rosa Álvarez")
    go_on(person)
    person.box("reason").fill(REASON)  # and the field is not left
    switch(person, "English")
    expect(person.asked("reason")).to_have_text("What brings you here?")
    expect(person.box("reason")).to_have_value(REASON)
    expect(phone.locator("html")).to_have_attribute("lang", "en")
    switch(person, "Español")
    expect(phone.get_by_role("button", name="English", exact=True)).to_be_focused()
    expect(phone.get_by_role("button", name="English", exact=True)).to_have_attribute("lang", "en")
    go_on_to(person, "Corazón y presión arterial")
    person.choose("high_blood_pressure", "Sí")
    go_on_to(person, "Revise sus respuestas")
    for said in (REASON, "Rosa Álvarez", "Sin respuesta"):
        expect(phone.locator(".stMain")).to_contain_text(said)
    assert go_on(person) == "Su resumen"
    expect(phone.locator(".discussion-summary")).to_contain_text(REASON)
    pdf = PdfReader(person.save("Guardar como PDF", tmp_path))
    printed = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert str(pdf.root_object["/Lang"]) == "es"
    for said in (REASON, "Rosa Álvarez", "Resumen para la consulta", "Presión alta"):
        assert said in printed
    kept = json.loads(person.save("Guardar mis respuestas en un archivo", tmp_path).read_text("utf-8"))
    assert kept["answers"]["high_blood_pressure"]["asked_in"] == "es"


def test_the_question_in_sight_stays_where_it_is_in_the_other_language(phone: Page, url: str) -> None:
    person = Visitor(phone, url)
    go_on(person)
    person.choose("adult", "Sí")
    expect(person.asked("birth_date")).to_be_visible()
    person.settle()
    phone.evaluate(IN_SIGHT, "patient_name")
    first = phone.evaluate(FIRST)
    before = phone.evaluate(TOP, first)
    switch(person, "English")
    assert phone.evaluate(TOP, first) == pytest.approx(before, abs=2)


def test_help_in_danger_is_in_the_language_and_can_be_read_in_the_other_one(phone: Page, url: str) -> None:
    person = Visitor(phone, url)
    go_on(person)
    person.choose("adult", "Sí")
    expect(person.asked("filled_by")).to_be_visible()
    go_on_to(person, "suicidal_thoughts_now")
    person.choose("suicidal_thoughts_now", "Sí")
    expect(person.heading).to_have_text("Puede encontrar ayuda ahora mismo")
    link = phone.get_by_role("link", name="Llamar al 988 y oprimir 2").first
    expect(link).to_be_visible()
    switch(person, "English")
    expect(person.heading).to_have_text("You can get help right now")
    expect(phone.get_by_role("link", name="Call 988").first).to_be_visible()
    switch(person, "Español")
    person.press("Ya leí esto. Seguir")
    expect(phone.get_by_role("radio", name="Sí").first).to_be_visible()


def test_streamlit_s_own_words_are_in_the_language_too(phone: Page, url: str) -> None:
    person = Visitor(phone, url)
    person.press("Ya llené este formulario antes")
    expect(phone.locator("[data-testid=stFileUploader] button")).to_contain_text("Elegir un archivo")
    expect(phone.get_by_text("Upload", exact=True)).to_have_count(0)
    switch(person, "English")
    expect(phone.locator("[data-testid=stFileUploader] button")).to_contain_text("Upload")


@pytest.mark.parametrize("width", [200, 256, 320])
def test_the_longer_words_fit_on_a_small_screen(phone: Page, url: str, width: int) -> None:
    phone.set_viewport_size({"width": width, "height": 568})
    Visitor(phone, url).settle()
    assert phone.evaluate("document.querySelector('.stMain').scrollWidth") <= width
