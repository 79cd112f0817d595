"""What an answer stands on: what was found for a question, and how likely it is that it answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answering.answer import Answer, Citation, Proposal, Question, Status
from bot.answering.confidence import confidence
from bot.answering.evidence import Evidence, look_closer, weigh
from bot.answering.verification.verifying import Verified, verify
from index.documents import Findings, Passage
from index.library import Library

CLOSEST_SHOWN = 3
WORTH_A_CLOSER_LOOK = 10
"""What lies below the threshold by more than this factor is not looked at again: hardly any of it would pass."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A question as it was put and as it stands alone, what was found for it, and the chance, 0..1, that it answers."""

    question: Question
    standalone: str
    findings: Findings
    evidence: Sequence[Evidence]
    chance: float

    def closest(self, library: Library) -> tuple[Citation, ...]:
        """Return what is near the question, verified as well, and labelled as no more than near."""
        return verify(_closest(self.evidence), library).citations

    def answer(
        self,
        verified: Verified,
        writer: str,
        *,
        closest: tuple[Citation, ...] = (),
        model: str | None = None,
        note: str | None = None,
    ) -> Answer:
        """Return what is verified as the answer."""
        return Answer(
            question=self.question.text,
            standalone=self.standalone,
            status=Status.ANSWERED if verified.claims else Status.NOT_FOUND,
            claims=verified.claims,
            citations=verified.citations,
            closest=closest,
            confidence=self.chance,
            writer=writer,
            model=model,
            note=note,
        )


def survey(library: Library, question: Question, standalone: str, findings: Findings, min_confidence: float) -> Ground:
    """Weigh what was found; a chance a little below `min_confidence` is looked at more closely."""
    evidence = weigh(standalone, findings)
    chance = confidence(standalone, evidence)
    if min_confidence / WORTH_A_CLOSER_LOOK <= chance < min_confidence:
        evidence = look_closer(evidence, lambda texts: library.similarities(standalone, texts))
        chance = confidence(standalone, evidence)
    return Ground(question, standalone, findings, evidence, chance)


def _closest(evidence: Sequence[Evidence]) -> Iterator[Proposal]:
    """Propose the best sentence of each of the best passages."""
    seen: set[Passage] = set()
    for each in evidence:
        if each.hit.passage not in seen and len(seen) < CLOSEST_SHOWN:
            seen.add(each.hit.passage)
            yield Proposal(each.text, (each.quote(),))
