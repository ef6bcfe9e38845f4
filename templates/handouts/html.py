"""Print jobs of the form to fill in, on paper or in a PDF reader, and of the booklet to read beforehand."""

from datetime import date

from forms import DATE_PARTS, Questionnaire, length, load_clinic, ordinary_way
from forms.exchange import FILLED_IN_ON, exchange_texts, field_name, mark_of
from templates.handouts.questions import Asked, Gap, parts_of
from templates.jinja import filled, style
from templates.press.print_job import Paper, PrintJob
from templates.words import load_texts_of, load_words


def blank_form(
    questionnaire: Questionnaire, *, paper: Paper, dated: date, fillable: bool = False, for_desk: bool = False,
) -> PrintJob:
    """Returns the form to fill in by hand, or with `fillable` in a PDF reader. `for_desk` adds desk-only questions."""
    html = _page("blank", "form", questionnaire, dated, fillable=fillable, filled_in_on=_filled_in_on(questionnaire),
                 parts=parts_of(questionnaire, for_desk=for_desk),
                 minutes=length(questionnaire, ordinary_way(questionnaire)).minutes)
    return PrintJob(html, paper, dated, form=mark_of(questionnaire) if fillable else None)


def booklet(questionnaire: Questionnaire, *, paper: Paper, dated: date) -> PrintJob:
    """Returns the booklet: all questions that patients answer, to read beforehand, and what to bring."""
    return PrintJob(_page("booklet", "booklet", questionnaire, dated, parts=parts_of(questionnaire)), paper, dated)


def _page(page: str, kind: str, questionnaire: Questionnaire, dated: date, **facts: object) -> str:
    texts = load_texts_of("handouts", questionnaire.language)
    return filled(
        "handouts/handout.html.j2",
        questionnaire=questionnaire, texts=texts, clinic=load_clinic(), words=load_words(questionnaire.language),
        style=style("handouts/handouts.css"),
        body=page, dated=dated, title=texts(f"{kind}_title", title=questionnaire.title),
        description=texts(f"{kind}_description"),
        label=texts("label") if page == "blank" and not facts["fillable"] else questionnaire.title,
        foot=texts("foot", title=questionnaire.title, version=questionnaire.version), **facts)


def _filled_in_on(questionnaire: Questionnaire) -> Asked:
    """The question on the day of filling in, which only paper asks; on the screen the day is known."""
    texts = load_texts_of("handouts", questionnaire.language)
    gaps = tuple(Gap(field_name(FILLED_IN_ON, part), texts(part), part) for part in DATE_PARTS["date"])
    asked = exchange_texts(questionnaire.language)("filled_in_on")
    return Asked(0, FILLED_IN_ON, asked, None, "", "", "", (), (), gaps, ())
