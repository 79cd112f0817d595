"""What no sentence in a model's own words may hold, whatever its quotes say.

A link with data in it is the known way to leak: the preview of a chat fetches it with no click. Mentions call people.
Words of the prompt, its marks and its ids are nobody's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from bot.answering.verification.judgement import Finding, Judge, Judgement, Verdict
from bot.answering.verification.quotes import says_the_same
from index.search.terms import words

LINK: Final = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}:/|\bwww\.|\b(?:mailto|tel|data|javascript|file):\S|\]\s*\(|<[^<>\s]*[@#:/&][^<>]*>"
    r"|\b(?:discord|discordapp)\.\w|[\w.]@\w|\b\d{1,3}(?:\.\d{1,3}){3}\b|\b[\w-]{2,}(?:\.[\w-]{2,})*\.[a-z]{2,}/",
    re.IGNORECASE,
)
MENTION: Final = re.compile(r"@\s?\w|<[@#:/]|@everyone|@here", re.IGNORECASE)
ADDRESS: Final = re.compile(r"\b[\w-]{2,}(?:\.[\w-]{2,})*\.[a-z]{2,}\b")
"""What may be a web address without its scheme, or a file's name; its quotes tell."""
RUN: Final = 7
"""So many words in a row are no accident."""


class Guard:
    """A judge that lets nothing of the kind pass, and asks another judge about everything else."""

    def __init__(self, judge: Judge, secrets: Sequence[str], prompt: str) -> None:
        """Guard what `judge` accepts; `secrets` are in small letters, `prompt` is the text of the instructions."""
        self._judge = judge
        self._secrets = secrets
        self._prompt = frozenset(_runs(words(prompt)))

    def __call__(self, claim: str, quotes: Sequence[str], context: str = "") -> Judgement:
        """Judge a claim by its quotes; what is their own words is theirs to hold."""
        finding = None if says_the_same(claim, quotes) else self._found(claim, quotes)
        if finding:
            return Judgement(Verdict.CONTRADICTED, 0.0, (finding,))
        return self._judge(claim, quotes, context)

    def _found(self, claim: str, quotes: Sequence[str]) -> Finding | None:
        if LINK.search(claim) or MENTION.search(claim) or _strange_addresses(claim, quotes):
            return Finding("links", "It holds a link or a mention.", contradicts=True)
        folded = claim.casefold()
        if any(secret in folded for secret in self._secrets) or not self._prompt.isdisjoint(_runs(words(claim))):
            return Finding("prompt", "It holds words that are in no document.", contradicts=True)
        return None


def _strange_addresses(claim: str, quotes: Sequence[str]) -> set[str]:
    return {*ADDRESS.findall(claim.casefold())} - {*ADDRESS.findall(" ".join(quotes).casefold())}


def _runs(of: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return (tuple(of[at : at + RUN]) for at in range(len(of) - RUN + 1))
