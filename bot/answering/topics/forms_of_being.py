"""Questions out of sentences that say what something is, has, must or has had done to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.answering.mentions import NUMBER_WORDS
from bot.answering.topics.deeds import ASKED_OF, DEEDS
from bot.answering.topics.openings import Opening
from bot.answering.topics.parts import WHEN, fits
from bot.answering.verification.language.kinds import Form, Kind
from bot.answering.verification.language.verb_forms import form_of, verb_form
from bot.answering.verification.language.word_sets import word_set

IS: Final = word_set("is are was were")
COUNT: Final = re.compile(rf"(?:(?:about|around|over|exactly|at least|more than|up to) )?(?:\d[\d,.]*|{NUMBER_WORDS}) ")
THINGS: Final = re.compile(r"[a-z]{3,}s|people|children|men|women")
UNCOUNTED: Final = word_set(
    "dollars euros pounds crowns cents percent francs yen yuan years months weeks days hours minutes seconds miles"
    " kilometers kilometres meters metres times thirds quarters halves others"
)
PLACED: Final = word_set(
    "located situated held based found kept stored headquartered buried displayed sold announced posted listed"
)
PEOPLE: Final = re.compile(
    r"\b(?:members|admins|students|guests|children|people|everyone|\w{3,}(?:ers|ors|ists|ees))\Z"
)
ROLE: Final = re.compile(r"the (?P<role>[\w’' -]+)\Z")
AT: Final = re.compile(r"(?:in|at) ")
NEAR: Final = re.compile(r"(?:in|at|on|near|beside|behind|next to|under|above|between) ")
NAMED: Final = re.compile(r"(?:called|nicknamed|known as)\b")
FOR: Final = re.compile(
    r"(?P<does>(?:required|allowed|expected|obliged)) to\b|(?P<purpose>used) (?:to|for)\b"
    r"|(?P<of>made of|made up of|composed of|based on|caused by|divided into|aimed at|responsible for|derived from"
    r"|associated with|defined as)\b"
)
BY: Final = re.compile(r"by (?:the )?(?=[A-Z])")
DEFINED: Final = re.compile(r"(?:an?|one of the|the (?:\w+est|first|most|main|only|name|process|study|act|use|art))\b")
PERSONS: Final = re.compile(
    r"\b(?:king|queen|emperor|president|leader|author|writer|poet|founder|painter|composer|singer|actor|actress|head"
    r"|philosopher|scientist|engineer|inventor|explorer|officer|soldier|politician|lawyer|teacher|professor|doctor"
    r"|priest|bishop|monk|man|woman|boy|girl|player|coach|chairman|minister|governor|student|proponent|fellow|recipient|son"
    r"|daughter|wife|husband|brother|sister|treasurer|director|manager|secretary|native|graduate|\w+ist|\w+ician|\w+ologer)\b"
)


def why(opening: Opening) -> Iterator[str]:
    """“The gate was closed because of the flood” says why the gate was closed."""
    stated, because, _ = (part.rstrip(", ") for part in opening.rest().partition(" because "))
    if opening.word() in IS and because and fits(stated) and not IS & set(stated.split()):
        yield f"Why {opening.word()} {opening.subject} {stated}?"


def when(opening: Opening) -> Iterator[str]:
    """“The club was founded in 1921” says when the club was founded."""
    if opening.word() in IS and _is_participle(opening, 1) and WHEN.match(opening.rest(2)):
        yield f"When {opening.word()} {opening.subject} {opening.word(1)}?"


def where(opening: Opening) -> Iterator[str]:
    """“The office is located in Warsaw” says where the office is located."""
    at = AT if opening.word(1) == "based" else NEAR
    placed = opening.word(1) in PLACED and at.match(opening.rest(2))
    if opening.word() in IS and placed and not WHEN.match(opening.rest(2)):
        yield f"Where {opening.word()} {opening.subject} {opening.word(1)}?"


def by_whom(opening: Opening) -> Iterator[str]:
    """“The meeting was hosted by Xi Jinping” says who hosted the meeting."""
    participle = opening.word(1)
    done = participle.endswith("ed") or participle in {"built", "led", "won", "founded", "bought", "sold"}
    if opening.word() in {"was", "were"} and done and verb_form(participle)[1] in DEEDS and BY.match(opening.rest(2)):
        yield f"Who {participle} {opening.subject}?"


def how_many(opening: Opening) -> Iterator[str]:
    """“The hall has three doors” says how many doors the hall has."""
    helper = {"has": "does", "have": "do", "had": "did"}.get(opening.word())
    counted = COUNT.match(opening.rest())
    if helper is None or counted is None:
        return
    noun = opening.rest()[counted.end() :].split()[0].rstrip(",.;:")
    if THINGS.fullmatch(noun) and noun not in UNCOUNTED:
        yield f"How many {noun} {helper} {opening.subject} have?"


def duty(opening: Opening) -> Iterator[str]:
    """“Visitors must sign in” says what visitors must do."""
    first, second = opening.word(), opening.word(1)
    if first in {"must", "shall"} and opening.kind(1) is Kind.VERB:
        yield f"What {first} {opening.subject} do?"
    elif first in {"must", "may"} and second == "not" and opening.word(2) == "be" and _is_participle(opening, 3):
        yield f"What {first} not be {opening.word(3)}?"
    elif first == "must" and second == "not" and opening.kind(2) is Kind.VERB:
        yield f"What must {opening.subject} not do?"
    elif first in {"can", "may"} and opening.kind(1) is Kind.VERB and PEOPLE.search(opening.subject):
        yield f"What {first} {opening.subject} do?"
    elif first in {"has", "have"} and second == "to" and opening.kind(2) is Kind.VERB:
        yield f"What {'does' if first == 'has' else 'do'} {opening.subject} have to do?"


def outlook(opening: Opening) -> Iterator[str]:
    """“The city will host a summit” says what the city will host."""
    follows = opening.kind(2) in {Kind.DETERMINER, Kind.NOUN, Kind.NUMBER}
    if opening.word() in {"will", "can"} and opening.word(1) in ASKED_OF and follows:
        yield f"What {opening.word()} {opening.subject} {opening.word(1)}?"


def known_as(opening: Opening) -> Iterator[str]:
    """“The charter is known as ...” says what the charter is known as; “Heddles are used to ...” what they are for."""
    rest = opening.rest()
    if opening.word() not in IS:
        return
    if named := NAMED.match(rest):
        yield f"What {opening.word()} {opening.subject} {named.group()}?"
    elif asked := FOR.match(rest):
        told = asked["of"] or (f"{asked['does']} to do" if asked["does"] else "used for")
        yield f"What {opening.word()} {opening.subject} {told}?"


def what_is(opening: Opening) -> Iterator[str]:
    """“A heddle is a wire ...” says what a heddle is."""
    persons = opening.named and PERSONS.search(opening.rest().split(",")[0])
    if opening.word() not in IS or not (DEFINED.match(opening.rest()) or (persons and ROLE.match(opening.rest()))):
        return
    said = re.split(r"[,;(]| who | that | which | of | in ", opening.rest())[0]
    bare = opening.tokens[: opening.verb]
    role = ROLE.match(opening.rest())
    if opening.named and opening.word() == "is" and role and PERSONS.search(role["role"]) and fits(role["role"]):
        yield f"Who is the {role['role']}?"
    if opening.named and (PERSONS.search(said) or PERSONS.search(opening.subject.lower())):
        yield f"Who {opening.word()} {opening.subject}?"
    elif not all(token.name for token in bare) or (opening.word() == "is" and len(opening.subject.split()) == 1):
        yield f"What {opening.word()} {opening.subject}?"


def _is_participle(opening: Opening, further: int) -> bool:
    return opening.kind(further) is Kind.VERB and form_of(opening.word(further)) is Form.ED


FORMS: Final = (why, when, where, by_whom, how_many, duty, outlook, known_as, what_is)
