"""All sections told by a model, one portion after the other: what it told of each, and what it failed at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from bot.answering.answer import Proposal, Quote
from bot.answering.summaries.extractive.choosing import Candidate
from bot.answering.summaries.extractive.focus import Focus
from bot.answering.summaries.extractive.worth import Scores, worths
from bot.answering.summaries.generative.portions import Piece, portions
from bot.answering.summaries.generative.telling import Means, Telling, tell
from bot.answering.summaries.material import Material, Sentences
from bot.answering.verification.verifying import Checked, Verifier

HOPELESS: Final = 3
"""Calls in a row that bring nothing, from the first one on, after which a model is given up."""
LOST: Final = 6
"""The same once it has told something: the rest is then left unread."""


@dataclass(frozen=True, slots=True)
class Told:
    """A claim about a section that may be shown as it stands, and what its first quote is worth among the others."""

    claim: Checked
    candidate: Candidate


@dataclass(slots=True)
class Readings:
    """What a model told so far: `sections` of each section begun, in order.

    `done` counts the sections gone through, of which `read` has the numbers of those read whole and `failed` names the
    others. `reason` is the last failure, in a sentence, and `failed_because` that of the last piece that failed;
    `ended`: the rest is left unread because of `reason`. `doubtful`: something was left open that another time may be
    settled.
    """

    sections: list[list[Told]] = field(default_factory=list)
    done: int = 0
    read: list[int] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    reason: str = ""
    failed_because: str = ""
    ended: bool = False
    doubtful: bool = False

    @property
    def claims(self) -> list[Told]:
        """All of it."""
        return [each for section in self.sections for each in section]


class Reader:
    """Has a model read one material."""

    def __init__(self, means: Means, material: Material, focus: Focus, told: Callable[[Readings], object]) -> None:
        """Call `told` whenever a section is done with."""
        self.readings = Readings()
        self._means = means
        self._material = material
        self._focus = focus
        self._on_told = told
        self._in_vain = 0
        self._pieces = self._failed_pieces = 0
        self._scores: tuple[int, Scores] | None = None

    def read(self) -> Readings:
        """Go through all sections, or until it is stopped or the model is given up. Raises StoreError."""
        means = self._means
        for portion in portions(self._material.sections, means.texts, means.together, means.room):
            if means.stopped() or not self._take(portion):
                break
        return self.readings

    def _take(self, portion: Sequence[Piece]) -> bool:
        """Have a portion told, and what failed of it piece by piece once more; return whether to go on."""
        shown = [piece for piece in portion if piece.hits]
        together = self._tell(shown) if shown else None
        for piece in portion:
            claims = self._claims(piece, together, alone=len(shown) == 1) if together and piece.hits else []
            if claims is None and self._over:
                return False
            self._note(piece, claims)
        return not self._over

    @property
    def _over(self) -> bool:
        return self.readings.ended or self._means.stopped()

    def _claims(self, piece: Piece, first: Telling, *, alone: bool) -> list[Checked] | None:
        """Return what may be said of a piece, after a second try where the first one failed; None where nothing may."""
        if (claims := first.of(piece, supported=True)) or self._is_beside(first):
            return claims
        tellings = [first]
        if not self._over:
            tellings.append(self._tell([piece], first if alone else None))
            if (claims := tellings[-1].of(piece, supported=True)) or self._is_beside(tellings[-1]):
                return claims
        quoted = next((quoted for each in tellings if (quoted := each.of(piece, supported=False))), None)
        if quoted is None:
            self.readings.failed_because = tellings[-1].reason
        return quoted

    def _is_beside(self, telling: Telling) -> bool:
        """Tell whether what is not told of has nothing to do with what the person wishes, in a reply that was whole."""
        whole = telling.readable and not telling.attempt.full and not self._means.stopped()
        return self._means.choosy and whole and not telling.attempt.reasons()

    def _tell(self, pieces: Sequence[Piece], before: Telling | None = None) -> Telling:
        telling = tell(self._means, pieces, before)
        readings = self.readings
        readings.doubtful |= telling.left_open or (telling.failure is not None and not telling.attempt.empty)
        if not telling.attempt.empty or self._is_beside(telling):
            self._in_vain = 0
        elif not self._means.stopped():
            self._in_vain += 1
            readings.reason = telling.reason
        readings.ended |= telling.spent or self._in_vain >= (LOST if readings.claims else HOPELESS)
        if telling.failure is not None:
            readings.reason = telling.reason
        return telling

    def _note(self, piece: Piece, claims: Sequence[Checked] | None) -> None:
        self._pieces += 1
        self._failed_pieces += claims is None
        if piece.section == len(self.readings.sections):
            self.readings.sections.append([])
        told = [self._told(piece, each) for each in claims or ()]
        self.readings.sections[piece.section] += [each for each in told if self._is_wanted(each.claim.text)]
        if piece.last:
            self._end_section(piece.section)

    def _is_wanted(self, claim: str) -> bool:
        """Tell whether a claim is of the kind asked for, where it is asked for no other: a model may not mind that."""
        return not (self._focus.only and self._focus.shows) or self._focus.shows(claim)

    def _end_section(self, number: int) -> None:
        readings = self.readings
        readings.done += 1
        if self._failed_pieces:
            name = self._material.sections[number].title
            name = name or f"Part {number + 1} of {len(self._material.sections)}"
            readings.failed.append(name if self._failed_pieces == self._pieces else f"part of {name}")
        else:
            readings.read.append(number)
        self._pieces = self._failed_pieces = 0
        self._on_told(readings)

    def _told(self, piece: Piece, checked: Checked) -> Told:
        claim = checked if checked.supported else self._in_quoted_words(piece, checked)
        sentences = piece.sentences
        at = _sentences_in(claim.quotes[:1], sentences)[0]
        vector = None if sentences.vectors is None else sentences.vectors[at].copy()  # without those of all others
        worth = float(self._worths(piece)[at])
        return Told(claim, Candidate(claim.quotes[0], piece.section, len(sentences.quotes), worth, vector))

    def _in_quoted_words(self, piece: Piece, checked: Checked) -> Checked:
        """Return the most telling sentence of what is quoted for a claim: a model may quote whole passages."""
        worth = self._worths(piece)
        best = piece.sentences.quotes[max(_sentences_in(checked.quotes, piece.sentences), key=lambda at: worth[at])]
        said = Verifier(self._means.texts).check(Proposal(" ".join(best.text.split()), (best,)))
        return said or replace(checked, text=" ".join(checked.quotes[0].text.split()), quotes=checked.quotes[:1])

    def _worths(self, piece: Piece) -> Scores:
        """Return what each sentence of the piece's section is worth, worked out once a section."""
        if self._scores is None or self._scores[0] != piece.section:
            self._scores = (piece.section, self._focus.weighed(piece.sentences, worths(piece.sentences)))
        return self._scores[1]


def _sentences_in(quotes: Sequence[Quote], sentences: Sentences) -> list[int]:
    """Return the places of the sentences that are quoted, in order: one at least, since every quote holds a word."""
    return [
        at
        for at, each in enumerate(sentences.quotes)
        if any(
            each.document == quote.document and each.span.start < quote.span.end and quote.span.start < each.span.end
            for quote in quotes
        )
    ]
