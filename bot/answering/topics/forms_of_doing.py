"""Questions out of sentences in which something does something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.answering.topics.deeds import ASKED_OF, DEEDS, DOCUMENTS, HAPPENING, SAYING, TELLING
from bot.answering.topics.forms_of_being import COUNT, THINGS, UNCOUNTED
from bot.answering.topics.openings import Opening
from bot.answering.topics.parts import OBJECT, WHEN, cut_short, fits
from bot.answering.verification.language.kinds import Form, Kind
from bot.answering.verification.language.verb_forms import verb_form

TOLD: Final = re.compile(
    r"(?P<whom>(?!for\b)(?:(?!(?:that|who|which|for|from|on)\b)[\w’'-]+ ){1,7}?)to (?!be\b|have\b)"
)
HELPERS: Final = {Form.S: "does", Form.ED: "did", Form.BASE: "do"}


def when(opening: Opening) -> Iterator[str]:
    """“The club meets every Tuesday” says when the club meets."""
    rest = opening.rest()
    found = WHEN.search(rest)
    if found is None or not _asks(opening):
        return
    between = rest[: found.start()].strip()
    if between and _takes_object(opening) and cut_short(between) == between:
        yield f"When {_asks(opening)} {between}?"
    elif not between and (_lemma(opening) in HAPPENING or _lemma(opening) == "take place"):
        yield f"When {_asks(opening)}?"


def when_before(opening: Opening) -> Iterator[str]:
    """“On May 5, the club opened a harbour” says when the club opened a harbour; what comes before is gone already."""
    found = OBJECT.match(opening.rest())
    told = cut_short(found.group()) if found else None
    if told and _form(opening) is Form.ED:
        yield f"When {_asks(opening)} {told}?"


def how_many(opening: Opening) -> Iterator[str]:
    """“The hall seats 200 people” says how many people the hall seats."""
    counted = COUNT.match(opening.rest())
    if counted is None or not _asks(opening):
        return
    noun = opening.rest()[counted.end() :].split()[0].rstrip(",.;:")
    if THINGS.fullmatch(noun) and noun not in UNCOUNTED:
        yield f"How many {noun} {_asks(opening)}?"


def how_much(opening: Opening) -> Iterator[str]:
    """“A crossing costs two crowns” says how much a crossing costs."""
    if _lemma(opening) in {"cost", "pay"} and COUNT.match(opening.rest().lstrip("$€£")):
        yield f"How much {_asks(opening)}?"


def who(opening: Opening) -> Iterator[str]:
    """“Ada Lovell founded the club” says who founded the club."""
    if _form(opening) not in {Form.S, Form.ED} or _lemma(opening) not in DEEDS or not opening.named:
        return
    told = cut_short(opening.rest()) or ""
    somebody = not DOCUMENTS & {token.low for token in opening.tokens[: opening.verb]}
    if somebody and _takes_object(opening) and len(told.split()) > 1:
        yield f"Who {opening.word()} {told}?"


def who_has(opening: Opening) -> Iterator[str]:
    """“Grace Okoro has chaired the board since 2021” says who has chaired the board."""
    form, lemma = verb_form(opening.word(1))
    told = cut_short(opening.rest(2)) or ""
    if opening.word() in {"has", "have"} and form is Form.ED and lemma in DEEDS and opening.named and told:
        yield f"Who has {opening.word(1)} {told}?"


def said(opening: Opening) -> Iterator[str]:
    """“Leaders fear that ...” says what leaders fear."""
    if _lemma(opening) in SAYING and opening.word(1) == "that" and _asks(opening):
        yield f"What {_asks(opening)}?"


def told_to(opening: Opening) -> Iterator[str]:
    """“The board has ordered members to pay” says what the board has ordered members to do."""
    helper = opening.word() if opening.word() in {"has", "have", "had"} else ""
    at = 1 if helper else 0
    form, lemma = verb_form(opening.word(at))
    asked = opening.word(at) if helper else lemma
    lead = f"{helper} {opening.subject} {asked}" if helper else _asks(opening)
    told = TOLD.match(opening.rest(at + 1))
    if lead and lemma in TELLING and (form is Form.ED or not helper) and told and fits(whom := told["whom"]):
        yield f"What {lead} {whom}to do?"


def what(opening: Opening) -> Iterator[str]:
    """“A lock contains two gates” says what a lock contains."""
    if _lemma(opening) in ASKED_OF and _takes_object(opening) and _asks(opening):
        yield f"What {_asks(opening)}?"


FORMS: Final = (when, how_many, how_much, told_to, who, who_has, said, what)


def _form(opening: Opening) -> Form:
    """Return the form of a plain verb; NONE of an auxiliary, and of a verb that is not known."""
    return verb_form(opening.word().split()[0])[0] if opening.kind() is Kind.VERB else Form.NONE


def _lemma(opening: Opening) -> str:
    first, *others = opening.word().split()
    return " ".join((verb_form(first)[1], *others)) if opening.kind() is Kind.VERB else ""


def _asks(opening: Opening) -> str:
    """Return the verb as a question has it, around its subject: `does the club meet`; nothing where it is not known."""
    helper = HELPERS.get(_form(opening))
    return f"{helper} {opening.subject} {_lemma(opening)}" if helper else ""


def _takes_object(opening: Opening) -> bool:
    """Tell whether a noun phrase follows the verb at once."""
    follows = opening.kind(1) in {Kind.DETERMINER, Kind.NOUN, Kind.NUMBER} and opening.kind(2) is not Kind.VERB
    return follows and opening.word(1) not in {"that", "this"} and fits(opening.word(1))
