"""What the desk prints together: the chosen copies, each cut for its own reader, and empty papers, as one file."""

import pytest

from screens.desk.printing import printed_together
from screens.pages.copies import job_for
from screens.visit.walk import SUMMARY
from templates import blank_form, booklet
from tests.support.sitting import Sitting

PREGNANT = "Pregnan"  # of no word on the desk's copy


@pytest.fixture
def desk() -> Sitting:
    desk = Sitting("desk")
    desk.turn_to("pregnancy").choose("pregnant", "yes")
    return desk.turn_to(SUMMARY)


def tick(desk: Sitting, name: str, on: bool) -> None:
    desk.app.checkbox(key=f"desk-{desk.visit.edition}-print-{name}").set_value(on).run()


def test_every_copy_is_printed_until_somebody_chooses_and_each_is_cut_for_its_own_reader(desk: Sitting) -> None:
    together = printed_together(desk.visit)
    pages = (together.html, *together.then)
    assert pages == tuple(job_for(desk.visit, copy).html for copy in ("clinician", "desk", "patient"))
    assert [PREGNANT in page for page in pages] == [True, False, True]
    assert together.attached == ()


def test_only_what_is_ticked_is_printed_on_the_chosen_paper(desk: Sitting) -> None:
    for name in ("clinician", "desk"):
        tick(desk, name, False)
    for name in ("booklet", "form_of_desk"):
        tick(desk, name, True)
    desk.app.radio(key="desk-paper").set_value("a4").run()
    together, visit = printed_together(desk.visit), desk.visit
    papers = (blank_form(visit.questionnaire, paper="a4", dated=visit.today, for_desk=True),
              booklet(visit.questionnaire, paper="a4", dated=visit.today))
    assert (together.html, *together.then) == (job_for(visit, "patient").html, *(paper.html for paper in papers))
    assert together.paper == "a4"


def test_nothing_can_be_printed_while_nothing_is_ticked(desk: Sitting) -> None:
    def is_off() -> bool:
        return next(bool(one.proto.disabled) for one in desk.app.get("download_button") if one.key == "print")

    assert not is_off()
    for name in ("clinician", "desk", "patient"):
        tick(desk, name, False)
    assert is_off()


def test_while_private_answers_are_hidden_only_the_copy_of_the_desk_can_be_printed(desk: Sitting) -> None:
    desk.visit.alone.is_used = True
    desk.visit.go_through(desk.visit.door)
    desk.app.run()
    together = printed_together(desk.visit)
    assert together.then == ()
    assert together.html == job_for(desk.visit, "desk").html
    assert PREGNANT not in together.html
