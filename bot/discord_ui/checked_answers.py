"""A checked text as an answer whose sentences are verdicts: so it is kept, paged and shared, and its passages shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from bot.answering.answer import Answer, Claim, Status
from bot.answering.checking.checked import CheckedClaim, CheckedText, Standing
from bot.wording import counted

CHECKED: Final = "check"
"""The writer of such an answer."""

VERDICTS: Final = {
    Standing.SUPPORTED: "✅ Supported",
    Standing.CONTRADICTED: "❌ Contradicted",
    Standing.UNSUPPORTED: "❔ Not in the documents",
}
TOLD: Final = {
    Standing.SUPPORTED: "supported",
    Standing.CONTRADICTED: "contradicted",
    Standing.UNSUPPORTED: "not in the documents",
}


def as_answer(text: str, checked: CheckedText) -> Answer:
    """Return what was found of a text, with a sentence for each of its claims."""
    return Answer(
        question=text,
        standalone=text,
        status=Status.ANSWERED,
        claims=tuple(Claim(_verdict(claim), claim.citations) for claim in checked.claims),
        citations=checked.citations,
        closest=(),
        confidence=0.0,
        writer=CHECKED,
        note=" ".join(filter(None, (_summary(checked.claims), checked.note))),
    )


def _verdict(claim: CheckedClaim) -> str:
    """Return the verdict, the claim, and the reason where the verdict does not say it all."""
    reason = f" {claim.reason}" if claim.verdict is Standing.CONTRADICTED else ""
    return f"{VERDICTS[claim.verdict]}: “{' '.join(claim.text.split())}”{reason}"


def _summary(claims: Sequence[CheckedClaim]) -> str:
    found = Counter(claim.verdict for claim in claims)
    told = ", ".join(f"{found[verdict]} {words}" for verdict, words in TOLD.items())
    return f"{counted(len(claims), 'statement')}: {told}."
