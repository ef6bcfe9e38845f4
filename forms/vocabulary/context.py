"""Decides whether the words around a mention put it in doubt: a "no", somebody else, the past, a fear or a question.

The NegEx algorithm (Chapman WW, Bridewell W, Hanbury P, Cooper GF, Buchanan BG: A simple algorithm for identifying
negated findings and diseases in discharge summaries. Journal of Biomedical Informatics 2001;34:301–310) and its
extension ConText (Harkema H, Dowling JN, Thornblade T, Chapman WW: ConText: an algorithm for determining negation,
experiencer, and temporal status from clinical reports. Journal of Biomedical Informatics 2009;42:839–851). A trigger
phrase opens a scope before or after it. The scope runs to the end of the sentence or to a phrase that ends it. A longer
phrase that contains a trigger and has another meaning (a pseudo-trigger) wins over it. There are four properties:
negated, past, hypothetical, and about somebody else. The phrases are in context.yaml.

Added to the papers' method, for people who write in a hurry: answers after a mention ("stroke: no", "heart attack?
none"), ticks ("DM -"), headings ("FH: psychosis"), and scopes that end at a comma or an "and" before a new verb or a
new person. The code reads each word a fixed number of times, so its time depends on the length of the text only.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from forms.vocabulary.tokens import Tokens, words_of

Reason = Literal["relative", "hypothetical", "negated", "past", "idiom"]
Mark = Literal["relative", "kin", "effect", "hypothetical", "negated", "plainly_negated", "past"]
Words = dict[str, tuple[str, ...]]
NO_MARKS: frozenset[Mark] = frozenset()
NOWHERE: frozenset[str] = frozenset()
DENIALS = frozenset(["negated", "negated_in_lists", "negated_near"])

NEAR = 6  # words that a `negated_near` trigger reaches
AFTER = 6  # words that a trigger behind a mention reaches back
DOUBT = 10  # words that a fear, a doubt or a question reaches
ANSWER = 12  # words that an answer ("none") reaches back
BRIEF = 2  # words that an entry of a list may have if it is not one of our terms ("no diabetes, stroke")
LISTED = 4  # words that a question in a list of questions may have ("heart attack? no")
WRAPPED = 50  # characters; a longer line may have been wrapped, so its end is not the end of a sentence

SENTENCE_END = re.compile(r"[!?;•●▪…]|\.(?=\s|$|[\"')\]])|\.\.")
ASKED = re.compile(r"[:?=]|\s[-–—]+\s*$")
STOPS = re.compile(r"[.,;!?()\[\]\n/]|\s[-–—]+\s|^$")
LISTING = re.compile(r"[,/&+]|\s[-–—]+\s")
MINUS = re.compile(r"^\s*\(?\s*[-–−]\s*[,;.\n/)]")
DASH = re.compile(r"^\s+[-–−]\s*$")
UNTICKED = re.compile(r"(?:\(\s*[-–−]\s*\)|\[\s*\]|☐)\s*$")
YEAR = re.compile(r"(?:19|20)\d\d")
JOINING = frozenset(["and", "or", "plus", "then", "y", "e", "o", "u", "und", "oder"])


class Triggers(BaseModel):
    """Phrases by language, in lower case; context.yaml explains each list."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    negated: Words = {}
    negated_in_lists: Words = {}
    negated_near: Words = {}
    negated_after: Words = {}
    answers_no: Words = {}
    relative: Words = {}
    pronouns: Words = {}
    patients: Words = {}
    kin: Words = {}
    relative_verbs: Words = {}
    relative_after: Words = {}
    relative_links: Words = {}
    relative_headings: Words = {}
    relative_headings_with_colon: Words = {}
    myself: Words = {}
    i_say: Words = {}
    past: Words = {}
    past_after: Words = {}
    hypothetical: Words = {}
    hypothetical_after: Words = {}
    effects: Words = {}
    mine: Words = {}
    said_in_questions: Words = {}
    ends: Words = {}
    new_clause: Words = {}
    nothing: Words = {}

    @cached_property
    def phrases(self) -> "Phrases":
        """All triggers, indexed by their first word."""
        lists: dict[str, Words] = dict(self)
        found = []
        for name, by_language in lists.items():
            for phrases in by_language.values():
                found += [(phrase, name) for phrase in phrases]
                if name in ("relative", "kin"):  # "my mother's stroke"
                    found += [(f"{phrase}s", name) for phrase in phrases]
        return Phrases(found)


class Trigger(NamedTuple):
    """A trigger phrase in a text: its first token, the token after it, and the lists that contain it."""

    at: int
    end: int
    sorts: frozenset[str]


class Phrases:
    """Trigger phrases by their first word. If two begin at the same place, the longer one counts."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        sorts: dict[tuple[str, ...], set[str]] = {}
        for phrase, sort in phrases:
            sorts.setdefault(tuple(words_of(phrase)), set()).add(sort)
        self.by_first: dict[str, dict[int, dict[tuple[str, ...], frozenset[str]]]] = {}  # first word → length → phrases
        for words, some in sorted(sorts.items(), key=lambda entry: -len(entry[0])):
            self.by_first.setdefault(words[0], {}).setdefault(len(words), {})[words] = frozenset(some)

    def find(self, words: Sequence[str]) -> dict[int, Trigger]:
        """Returns the triggers in these words, by their first token. Triggers do not overlap."""
        found: dict[int, Trigger] = {}
        end = 0
        for at, word in enumerate(words):
            if at >= end and word in self.by_first:
                trigger = self._at(words, at)
                if trigger is not None:
                    found[at], end = trigger, trigger.end
        return found

    def _at(self, words: Sequence[str], at: int) -> Trigger | None:
        for length, phrases in self.by_first[words[at]].items():
            sorts = phrases.get(tuple(words[at:at + length]))
            if sorts is not None:
                return Trigger(at, at + length, sorts)
        return None


class Span(NamedTuple):
    """The first token of the words that name a term, and the token after them.

    `between` are the tokens in place of a "..." of the pattern.
    """

    at: int
    end: int
    between: tuple[int, ...] = ()


def marks_of(tokens: Tokens, spans: Sequence[Span], triggers: Triggers) -> list[frozenset[Mark]]:
    """Returns the properties of each mention, from the words around it, in the order of `spans`."""
    text = _Text(tokens, spans, triggers)
    text.walk()
    return [text.marks_on(span) for span in spans]


def crosses_sentences(tokens: Tokens, span: Span) -> bool:
    """True if a sentence ends between the words of a span."""
    return any(SENTENCE_END.search(gap) or "\n" in gap for gap in tokens.gaps[span.at + 1:span.end])


@dataclass(slots=True)
class _Scopes:
    """The open scopes: for each property the last token in its scope, -1 if no scope is open."""

    negated: int = -1
    plainly: bool = False  # every part of the list so far was a mention, or the trigger is used for lists
    in_lists: bool = False
    near: bool = False
    hypothetical: int = -1
    effect: int = -1
    past: int = -1
    relative: int = -1
    is_kin: bool = False
    has_verb: bool = False  # of the relative ("my mother had …"): words after a comma are about her too
    since: int = 0  # the first word of this part of the list
    mentions: int = 0  # mentions in this part of the list

    def end_clause(self) -> None:
        self.negated = self.hypothetical = self.effect = self.past = -1


class _Text:
    def __init__(self, tokens: Tokens, spans: Sequence[Span], triggers: Triggers) -> None:
        self.words, self.gaps = tokens.words, tokens.gaps
        self.spans = spans
        self.marks: list[set[Mark] | None] = [None] * len(self.words)
        self.in_mention = [False] * len(self.words)
        for span in spans:
            for at in range(span.at, span.end):
                self.in_mention[at] = True
        found = triggers.phrases.find(self.words)
        self._let_denials_between_count(found.values())
        self.triggers = {at: one for at, one in found.items() if self._counts(one)}
        self.starts = [at for at in range(len(self.words)) if at == 0 or self._ends_sentence(at)]
        self._tell_whom_pronouns_mean()
        self.has_plus = any("+" in gap for gap in self.gaps)

    def _let_denials_between_count(self, triggers: Iterable[Trigger]) -> None:
        """Takes a denial out of a mention if it stands in place of a "...", right before a word of the mention.

        "Made me better, no vomiting" is denied; "I fall without warning and shake" is not.
        """
        between: set[int] = set()
        named: set[int] = set()
        for span in self.spans:
            between.update(span.between)
            named.update(at for at in range(span.at, span.end) if at not in span.between)
        between -= named
        for trigger in triggers if between else ():
            words = range(trigger.at, trigger.end)
            denies = not DENIALS.isdisjoint(trigger.sorts) and trigger.end in named
            if denies and between.issuperset(words):
                for at in words:
                    self.in_mention[at] = False

    def _tell_whom_pronouns_mean(self) -> None:
        """Reads "she" as a relative if one was named before; in a note about a patient, only in the same sentence.

        In such notes, staff and companions call the patient "he" or "she".
        """
        is_note = any("patients" in trigger.sorts for trigger in self.triggers.values())
        starts = set(self.starts)
        named = False
        for at in range(len(self.words)):
            named = named and not (is_note and at in starts)
            trigger = self.triggers.get(at)
            if trigger is None:
                continue
            if "relative" in trigger.sorts:
                named = True
            elif "pronouns" in trigger.sorts and named:
                self.triggers[at] = trigger._replace(sorts=trigger.sorts | {"relative"})

    def _counts(self, trigger: Trigger) -> bool:
        """True if the trigger is not part of the mention ("I don't want to live"), or if it ends a scope before it."""
        begins = trigger.at == 0 or not self.in_mention[trigger.at - 1]
        return not all(self.in_mention[trigger.at:trigger.end]) or (
            begins and not trigger.sorts.isdisjoint(("ends", "new_clause")))

    def _ends_sentence(self, at: int) -> bool:
        """True if a sentence ends before this word. A wrapped line does not end a sentence."""
        gap = self.gaps[at]
        if SENTENCE_END.search(gap):
            return True
        if "\n" not in gap:
            return False
        return not (gap == "\n" and self.words[at].isalpha() and self._line_before(at) > WRAPPED)

    def _line_before(self, at: int) -> int:
        """The length of the line before this word. Counting stops above WRAPPED."""
        length = 0
        for back in range(at - 1, -1, -1):
            length += len(self.words[back]) + 1
            if length > WRAPPED or "\n" in self.gaps[back]:
                break
        return length

    def walk(self) -> None:
        """Marks every word in the scope of a trigger, in each sentence that contains a mention."""
        heading = False
        for start, end in zip(self.starts, [*self.starts[1:], len(self.words)], strict=True):
            heading = heading and self._goes_on(start, end)
            if any(self.in_mention[start:end]):
                self._forwards(start, end, heading)
                self._backwards(start, end)
                self._question(start, end)
            heading = heading or self._opens_heading(start, end)
        self._answers()
        self._ticks()

    def _goes_on(self, start: int, end: int) -> bool:
        """True if a heading on relatives still applies: after a semicolon, or if a relative is named again.

        It never applies on a new line, under another heading, or where the person writes about themselves.
        """
        if "\n" in self.gaps[start]:
            return False
        trigger = self.triggers.get(start)
        own = trigger is not None and not trigger.sorts.isdisjoint(("myself", "i_say"))
        after = self.gaps[start + 1:start + 4]
        if own or any(":" in gap for gap in after):
            return False
        return ";" in self.gaps[start] or any(
            "relative" in self.triggers[at].sorts for at in range(start, end) if at in self.triggers)

    def _opens_heading(self, start: int, end: int) -> bool:
        """True if the last heading in this sentence is about relatives."""
        is_open = False
        for at in range(start, end):
            trigger = self.triggers.get(at)
            if trigger is not None and self._is_heading(trigger):
                is_open = True
            elif ":" in self.gaps[at + 1] and not (trigger and "relative" in trigger.sorts):
                is_open = is_open and at < start + 3
        return is_open

    def _is_heading(self, trigger: Trigger) -> bool:
        return "relative_headings" in trigger.sorts or (
            "relative_headings_with_colon" in trigger.sorts and ":" in self.gaps[trigger.end])

    def _mark(self, at: int, mark: Mark) -> None:
        found = self.marks[at]
        if found is None:
            self.marks[at] = {mark}
        else:
            found.add(mark)

    def marks_on(self, span: Span) -> frozenset[Mark]:
        found: set[Mark] = set()
        for at in (span.at, span.end - 1):
            found |= self.marks[at] or NO_MARKS
        return frozenset(found)

    # Forwards

    def _forwards(self, start: int, end: int, heading: bool) -> None:
        scopes = _Scopes(relative=end if heading else -1, has_verb=heading, since=start)
        trigger: Trigger | None = None
        for at in range(start, end):
            if at > start:
                self._between(at, scopes)
            if at in self.triggers:
                trigger = self.triggers[at]
                if not all(self.in_mention[at:trigger.end]):
                    self._open(trigger, scopes, end)
            if trigger is None or at >= trigger.end or self.in_mention[at]:
                self._reach(at, scopes)
            scopes.mentions += self.in_mention[at]

    def _between(self, at: int, scopes: _Scopes) -> None:
        """Closes the scopes that end at a comma, an "and", a new verb or a new person."""
        gap = self.gaps[at]
        listing = LISTING.search(gap) is not None
        trigger = self.triggers.get(at)
        sorts = trigger.sorts if trigger is not None else NOWHERE
        joins = self.words[at - 1] in JOINING and "/" not in self.gaps[at - 1]  # not the "o" of "w/o"
        if "ends" in sorts or ((listing or joins) and "new_clause" in sorts):
            scopes.end_clause()
        if "i_say" in sorts:
            scopes.negated = -1
        if "i_say" in sorts or "myself" in sorts:
            scopes.relative = -1
        if "mine" in sorts:
            scopes.hypothetical = -1
        if listing and "/" not in gap:
            self._after_comma(at, scopes)

    def _after_comma(self, at: int, scopes: _Scopes) -> None:
        named, brief = scopes.mentions > 0, at - scopes.since <= BRIEF
        if scopes.near and not named:
            scopes.negated = -1
        if not scopes.in_lists and not named:
            scopes.plainly = False
            if not brief:
                scopes.negated = -1
        if not named:
            scopes.hypothetical = -1
        if not scopes.has_verb:
            scopes.relative = -1
        scopes.since, scopes.mentions = at, 0

    def _open(self, trigger: Trigger, scopes: _Scopes, end: int) -> None:
        sorts, gap = trigger.sorts, self.gaps[trigger.end]
        if "nothing" in sorts:
            return
        denies = not sorts.isdisjoint(DENIALS)
        answers = "?" in self.gaps[trigger.at] and "?" in self.gaps[end]  # "heart attack? no stroke? yes"
        if denies and not answers and not STOPS.search(gap):
            scopes.near = sorts.isdisjoint(("negated", "negated_in_lists"))
            scopes.negated = trigger.end + NEAR if scopes.near else end
            scopes.in_lists, scopes.plainly = "negated_in_lists" in sorts, True
            scopes.since, scopes.mentions = trigger.end, 0
        if "hypothetical" in sorts and not STOPS.search(gap.replace("/", "")):
            scopes.hypothetical = trigger.end + DOUBT
        if "effects" in sorts:
            scopes.effect = trigger.end + DOUBT
        if "past" in sorts:
            scopes.past = end
        heads = self._is_heading(trigger)
        if "relative" in sorts or heads:
            scopes.relative, scopes.has_verb = end, heads
            scopes.is_kin = "kin" in sorts
            scopes.since, scopes.mentions = trigger.end, 0
        if "relative_verbs" in sorts:
            scopes.has_verb = True

    def _reach(self, at: int, scopes: _Scopes) -> None:
        if at <= scopes.negated:
            self._mark(at, "negated")
            if scopes.plainly:
                self._mark(at, "plainly_negated")
        if at <= scopes.hypothetical:
            self._mark(at, "hypothetical")
        if at <= scopes.effect:
            self._mark(at, "effect")
        if at <= scopes.past:
            self._mark(at, "past")
        if at <= scopes.relative:
            self._mark(at, "relative")
            if scopes.is_kin:
                self._mark(at, "kin")

    # Backwards

    def _backwards(self, start: int, end: int) -> None:
        for at in range(start, end):
            trigger = self.triggers.get(at)
            if trigger is None:
                if YEAR.fullmatch(self.words[at]) and at > start and self.words[at - 1] in ("in", "en", "im"):
                    self._mark_back(at, start, "past", AFTER * 2)
                continue
            if all(self.in_mention[at:trigger.end]):
                continue
            if "negated_after" in trigger.sorts:
                self._mark_back(at, start, "negated", AFTER)
            if "past_after" in trigger.sorts:
                self._mark_back(at, start, "past", AFTER * 2)
            if "hypothetical_after" in trigger.sorts:
                self._mark_back(at, start, "hypothetical", AFTER)
            if "relative_after" in trigger.sorts and not self._is_heading(trigger):  # "asthma, FH: stroke"
                self._mark_back(at, start, "relative", AFTER * 2)
            if "relative" in trigger.sorts and self._is_linked(at, start):
                self._mark_back(at, start, "relative", AFTER)
                if "kin" in trigger.sorts:
                    self._mark_back(at, start, "kin", AFTER)

    def _is_linked(self, at: int, start: int) -> bool:
        """True if a relative follows a mention that is about them: "a stroke (mother)", "the suicide of my brother"."""
        for back in range(at, max(start, at - 3), -1):
            if re.search(r"[(\[]|\s[-–—]+\s", self.gaps[back]):
                return True
            trigger = self.triggers.get(back - 1)
            if trigger is not None and "relative_links" in trigger.sorts:
                return True
        return False

    def _mark_back(self, at: int, start: int, mark: Mark, reach: int) -> None:
        """Marks words backwards, from the word before `at` to a comma, to the end of a scope, or at most `reach`."""
        for back in range(at - 1, max(start, at - reach) - 1, -1):
            trigger = self.triggers.get(back)
            if trigger is not None and not self.in_mention[back] and not trigger.sorts.isdisjoint(("ends", "i_say")):
                return
            self._mark(back, mark)
            if mark == "negated":
                self._mark(back, "plainly_negated")
            if "," in self.gaps[back]:
                return

    # Questions, answers and ticks

    def _question(self, start: int, end: int) -> None:
        """Marks questions ("am I bipolar?") as hypothetical, unless the answer follows in a list ("stroke? yes")."""
        if "?" not in self.gaps[end]:
            return
        if end - start <= LISTED and end < len(self.words) and "\n" not in self.gaps[end]:
            return
        mine = False
        for at in range(start, end):
            trigger = self.triggers.get(at)
            mine = mine or (trigger is not None and not trigger.sorts.isdisjoint(("mine", "said_in_questions")))
            if not mine:
                self._mark(at, "hypothetical")

    def _answers(self) -> None:
        """Marks mentions with a "no" after them: "stroke: no", "heart attack? none", "psychosis, mania - neg"."""
        last = 0  # the first word after the answer before this one
        for at, trigger in sorted(self.triggers.items()):
            if "answers_no" not in trigger.sorts or at == 0:
                continue
            asked, gap = ASKED.search(self.gaps[at]) is not None, self.gaps[trigger.end]
            follows_mention = self._follows_mention(at)
            ends = STOPS.search(gap) is not None or trigger.end == len(self.words)
            if (asked and (ends or "?" in self.gaps[at])) or (follows_mention and ends):
                self._mark_answered(at, last)
                last = trigger.end

    def _follows_mention(self, at: int) -> bool:
        """True if a mention ends right before, or one word earlier ("liver problems no, thyroid yes")."""
        if STOPS.search(self.gaps[at]):
            return False
        return self.in_mention[at - 1] or (at > 1 and self.in_mention[at - 2] and not STOPS.search(self.gaps[at - 1]))

    def _mark_answered(self, at: int, last: int) -> None:
        for back in range(at - 1, max(last, at - ANSWER) - 1, -1):
            self._mark(back, "negated")
            self._mark(back, "plainly_negated")
            trigger = self.triggers.get(back)
            if trigger is not None and not trigger.sorts.isdisjoint(("ends", "i_say")):
                return
            if back in self._start_set:
                return

    @cached_property
    def _start_set(self) -> frozenset[int]:
        return frozenset(self.starts)

    def _ticks(self) -> None:
        """Marks mentions with a minus after them, or with an empty box before them."""
        for span in self.spans:
            behind, before = self.gaps[span.end], self.gaps[span.at]
            minus = MINUS.match(behind) or (DASH.match(behind) and (self.has_plus or span.end == len(self.words)))
            if minus or UNTICKED.search(before):
                self._mark(span.at, "negated")
                self._mark(span.at, "plainly_negated")
