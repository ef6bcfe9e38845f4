"""Builds a summary from answers in force and findings. It is pure: the day and the texts are parameters."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from importlib.metadata import version

from forms import UNANSWERED, Absent, AnswersInForce, Instrument, Item, Questionnaire, Reader, score, unseen_by
from forms.authoring import NOBODY_HERE, SignedHere
from forms.exchange import encode_answers, write_attachment
from rules import Conclusions, Judged, RuleSet, SourceDocument
from templates.summary import reviews
from templates.summary.answers_in_words import Quotes
from templates.summary.beside import NOTHING_BESIDE, BesideAnswers, whose_note
from templates.summary.contents import contents_of
from templates.summary.for_you import for_you_inside, for_you_of
from templates.summary.in_chart import lines_in_chart, lines_in_record, record_entries
from templates.summary.model import Documents, Label, Point, Said, Scored, SectionAnswers, Silent, Source, Summary, Talk
from templates.summary.page_one import stands_on_top, talk_in_two, talk_over
from templates.summary.raised_nothing import silent_answers
from templates.words import Words, load_words

ABSENT: tuple[Absent, ...] = ("unanswered", "unsure", "declined")
ADULT = 18  # years
IN_FULL = 300  # characters; a longer answer is printed separately


class UnderAgeError(Exception):
    """The person is under 18. The articles are about adults, so no summary is made."""


def build_summary(
    conclusions: Conclusions, *, as_of: date, words: Words | None = None, intake_desk: bool = False,
    openly: Conclusions | None = None, beside: BesideAnswers = NOTHING_BESIDE, signed_here: SignedHere = NOBODY_HERE,
) -> Summary:
    """Returns the summary of these conclusions for their reader, as of a day. It evaluates no rules.

    If the conclusions contain an earlier visit, new, changed and gone points are marked. With `openly`, the conclusions
    without private answers, page 1 contains nothing private: nothing on it depends on private answers or their dates.
    A rule set that the clinic has turned off is only named. `beside`: where the answers come from, and medicines that
    are not counted. `signed_here`: what was signed off at this clinic.
    Raises UnderAgeError if the person is under 18, by the age question or the date of birth, unless `intake_desk` is
    True, because the desk has been warned.
    """
    answers, judged, reader = conclusions.answers, conclusions.judged, conclusions.reader
    words = words or load_words(answers.questionnaire.language)
    if _is_under_18(answers) and not intake_desk:
        raise UnderAgeError(words.under_age.on_the_command_line)
    rule_sets = [ruleset for ruleset, _ in judged]
    contents = contents_of(conclusions, words, as_of, beside)
    quotes, now = contents.quotes, answers.as_response()
    how_filled_inside: tuple[str, ...] = ()
    if openly is None:
        page_1, inside, on_page_1 = talk_over(contents), None, quotes
        how_filled = (*_how_filled(quotes), *_counted(quotes))
    else:
        seen_openly = contents_of(openly, words, as_of, replace(beside, laid_aside={}))  # a medicine is private
        page_1, inside = talk_in_two(contents, seen_openly)
        on_page_1 = seen_openly.quotes
        how_filled = (*_how_filled(on_page_1), *_usually(on_page_1))
        how_filled_inside = (*_answered(quotes), *_counted(quotes))
    for_you = for_you_of(page_1, on_page_1) if reader.is_the_person else None
    points = (*page_1.points, *(inside.points if inside else ()))
    silent = silent_answers(judged, quotes)
    roles = answers.questionnaire.roles
    elsewhere = {*roles.identity, roles.filled_by, *_named_by(silent), *_quoted_whole(points, quotes),
                 *_on_top(inside or page_1, quotes)}
    named = {*page_1.named_unknown, *(inside.named_unknown if inside else ())}
    return Summary(
        language=words.language, as_of=as_of, made_on=words.on(as_of), copy=reader.copy,
        copy_note=_copy_note(quotes, reader), label=_label(quotes),
        whose_note=whose_note(beside, answers, reader, words),
        how_filled=how_filled, for_you=for_you, page_1=page_1, how_filled_inside=how_filled_inside,
        for_you_inside=for_you_inside(inside, quotes, for_you) if inside and for_you else None, inside=inside,
        nothing_from=tuple(_nothing_from(judged)),
        turned_off=tuple(ruleset.title for ruleset in conclusions.turned_off),
        silent=silent, scored=tuple(_scored(quotes)), sections=tuple(_sections(quotes, elsewhere)),
        unanswered=tuple(_unanswered(quotes, named)),
        usually=quotes.in_words(quotes.usually), documents=tuple(_documents(rule_sets, points, quotes, signed_here)),
        reviewed=(*reviews.of_rule_sets(rule_sets, signed_here),
                  *reviews.of_points(points, rule_sets, signed_here, words),
                  *reviews.of_translations((words.language, *quotes.asked_in), words)),
        versions=tuple(_versions(rule_sets, quotes)),
        signed=reviews.of_questions(answers.questionnaire, signed_here, words),
        answers_json=write_attachment(now, answers.questionnaire, {one.rule_set: one.version for one in rule_sets},
                                      reader.copy,
                                      [one.without(unseen_by(answers.questionnaire, reader)) for one in beside.taken],
                                      record_entries(beside.in_chart, quotes, reader)),
        code=encode_answers(answers.questionnaire, now, reader),
        in_chart=tuple(lines_in_chart(beside.in_chart, quotes, reader)),
        in_record=tuple(lines_in_record(beside.in_chart, quotes, reader)),
    )


def _is_under_18(answers: AnswersInForce) -> bool:
    roles = answers.questionnaire.roles
    years = answers[roles.age].value
    return answers.answer(roles.age_gate).value == "no" or (years is not None and years < ADULT)


def _copy_note(quotes: Quotes, reader: Reader) -> str | None:
    """The note on what the copy leaves out. It does not depend on the answers, so it reveals nothing."""
    questionnaire = quotes.answers.questionnaire
    unseen = len(unseen_by(questionnaire, reader))
    return quotes.words.say("copy_leaves_out", unseen=unseen, items=len(questionnaire.items)) if unseen else None


def _nothing_from(judged: Judged) -> Iterator[str]:
    for ruleset, findings in judged:
        if ruleset.asks and all(finding.state != "raised" for finding in findings):
            yield ruleset.title


def _documents(
    rule_sets: Iterable[RuleSet], points: Sequence[Point], quotes: Quotes, signed_here: SignedHere,
) -> Iterator[Documents]:
    """The documents that the points cite, by rule set. The app explains in more detail how far to trust them."""
    cited: set[str] = set()
    for point in points:
        cited.update(line.statement for line in point.statements)
    for ruleset in rule_sets:
        of_statement = ruleset.documents_by_statement
        here = {of_statement[one].document_id for one in cited if one in of_statement}
        sources = tuple(_source(one, quotes) for one in ruleset.documents if one.document_id in here)
        if sources or ruleset.asks:
            yield Documents(ruleset.title, sources, reviews.of_rules(ruleset, signed_here, quotes.words))


def _source(document: SourceDocument, quotes: Quotes) -> Source:
    read_as = quotes.words.text[f"read_as_{document.read_as}"]
    return Source(document.document_id, document.short, f"{document.kind}{read_as}")


def _label(quotes: Quotes) -> Label:
    given = (quotes.said(link_id) for link_id in quotes.answers.questionnaire.roles.identity)
    return Label(*(said.lines[0] if said.is_given else None for said in given))


def _how_filled(quotes: Quotes) -> Iterator[str]:
    """Lines on when the summary was made, who filled in the form, and when."""
    answers, words = quotes.answers, quotes.words
    yield words.say("made_on", day=words.on(quotes.as_of))
    link_id = answers.questionnaire.roles.filled_by
    filled_by = quotes.said(link_id)
    how = answers.questionnaire.origin_texts.get(str(answers.answer(link_id).value), "")
    yield words.say("filled_by", how=how) if filled_by.is_given and how else words.text["filled_by_unknown"]
    if quotes.was_asked_elsewise:
        yield words.say("languages_asked", languages=", ".join(map(words.name_of, quotes.asked_in)))
    yield from _answered(quotes)


def _answered(quotes: Quotes) -> Iterator[str]:
    """A line on the day or days on which the answers were given; nothing if no answer has a date."""
    words = quotes.words
    days = sorted({answer.given_on for answer in quotes.answers.given().values() if answer.given_on})
    if days:
        yield words.say("answered_on" if len(days) == 1 else "answered_between", first=words.on(days[0]),
                        last=words.on(days[-1]))


def _usually(quotes: Quotes) -> Iterator[str]:
    """A line on the most frequent origin and day, which are not repeated beside each answer."""
    usually = quotes.in_words(quotes.usually)
    if usually:
        yield quotes.words.say("answers_note", usually=usually)


def _counted(quotes: Quotes) -> Iterator[str]:
    """A line on how many questions were answered, and how many were not, by reason."""
    asked = [quotes.answers.answer(item.link_id) for item in quotes.asked()]
    reasons = Counter(answer.absent for answer in asked if not answer.is_known)
    absent = {kind: reasons[kind] for kind in ABSENT}
    texts = quotes.answers.questionnaire.absent_texts
    yield quotes.words.say("counts", known=len(asked) - sum(absent.values()), asked=len(asked), **absent,
                           unsure_text=texts["unsure"], declined_text=texts["declined"])


def _scored(quotes: Quotes) -> Iterator[Scored]:
    questionnaire = quotes.answers.questionnaire
    for instrument in questionnaire.instruments_on():
        if not quotes.answers.is_open(instrument.items[0]):
            continue
        found = score(instrument, quotes.answers)
        said = [quotes.said(link_id) for link_id in instrument.items]
        answered = said if any(one.is_given for one in said) else []
        of_all = {one.remarks for one in answered}
        shared = of_all.pop() if len(of_all) == 1 else ()
        yield Scored(
            instrument.title, quotes.total(instrument), found.band.text if found.band else None,
            _scale(instrument, questionnaire), tuple(_points(one, shared) for one in answered), shared)


def _points(said: Said, shared: tuple[str, ...]) -> str:
    """The points of an answer, with its notes unless all answers share them."""
    points = said.code or said.lines[0]
    return f"{points} ({'; '.join(said.remarks)})" if said.remarks != shared else points


def _scale(instrument: Instrument, questionnaire: Questionnaire) -> tuple[str, str] | None:
    """The least and the most points with their option texts; None if the questions have different options."""
    first, *others = (questionnaire.item(link_id).options for link_id in instrument.items)
    if any(options != first for options in others):
        return None
    least, most = (f"{option.code} {option.text}" for option in (first[0], first[-1]))
    return least, most


def _named_by(silent: Iterable[Silent]) -> Iterator[str]:
    for one in silent:
        yield from one.link_ids


def _quoted_whole(points: Iterable[Point], quotes: Quotes) -> Iterator[str]:
    """The answers that are printed in full beside a point."""
    for point in points:
        yield from (said.link_id for said in point.said if said == quotes.said(said.link_id))


def _on_top(page: Talk, quotes: Quotes) -> Iterator[str]:
    if page.medicines and not page.medicines.is_cut:
        yield quotes.answers.questionnaire.roles.medicines  # also if their table is below, for lack of room
    for said in page.own_words:
        if stands_on_top(quotes.said(said.link_id), page, quotes):
            yield said.link_id


def _sections(quotes: Quotes, elsewhere: Collection[str]) -> Iterator[SectionAnswers]:
    """All answers except those printed elsewhere: on page 1, with the scores, or among those that raised no point."""
    given = [item for item in quotes.asked() if quotes.answers.answer(item.link_id) != UNANSWERED]
    asked = [item for item in given if item.instrument is None and item.link_id not in elsewhere]
    for section in quotes.answers.questionnaire.sections:
        said = [quotes.said(item.link_id) for item in asked if item.section == section.section_id]
        long = tuple(one for one in said if sum(map(len, one.lines)) > IN_FULL)
        if said:
            yield SectionAnswers(tuple(one for one in said if one not in long), long)


def _unanswered(quotes: Quotes, named: Collection[str]) -> Iterator[str]:
    """The unanswered questions that page 1 does not name, except those of instruments, which are counted there."""
    for item in quotes.asked():
        is_unanswered = item.instrument is None and quotes.answers.answer(item.link_id) == UNANSWERED
        if is_unanswered and not _is_named(item, named, quotes):
            yield item.short


def _versions(rule_sets: Iterable[RuleSet], quotes: Quotes) -> Iterator[str]:
    words = quotes.words
    yield words.say("questionnaire_version", version=quotes.answers.questionnaire.version)
    for ruleset in rule_sets:
        yield words.say("rules_version", rule_set=ruleset.rule_set, version=ruleset.version)
    yield words.say("drawn_by", version=version("weasyprint"))


def _is_named(item: Item, named: Collection[str], quotes: Quotes) -> bool:
    """True if page 1 lists the question as unknown. For a reading, it lists the upper number only."""
    above = quotes.answers.questionnaire.items.get(item.below) if item.below else None
    return item.short in named or (above is not None and above.short in named)
