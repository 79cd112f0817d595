"""A model asked which of the claims make the summary, in which order, and what of its choice holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.answering.answer import Proposal
from bot.answering.generative.attempt import tidy
from bot.answering.generative.fencing import WORD, fresh_boundary, fresh_ids
from bot.answering.generative.guard import Guard
from bot.answering.generative.limits import MOST_CLAIM_CHARS, MOST_QUOTES
from bot.answering.generative.prompting import choice_prompt
from bot.answering.generative.record import NothingSaid, Record
from bot.answering.summaries.extractive.choosing import choose
from bot.answering.summaries.generative.joining import says_each
from bot.answering.summaries.generative.reading import Told
from bot.answering.summaries.generative.telling import Means
from bot.answering.verification.judging import judge
from bot.answering.verification.quotes import plain
from bot.answering.verification.verifying import Checked, Verified, Verifier
from index.names import shown_name

MOST_SHOWN: Final = 40
MOST_SHOWN_CHARS: Final = 6_000
"""Claims a model chooses from, and their quotes in all: what a local model's window holds."""
ENOUGH: Final = 4
"""A choice of fewer from so many, where more are wanted, is no choice."""


@dataclass(slots=True)
class Picking:
    """A choice as the model writes it: at most `count` sentences, from claims under their ids."""

    shown: dict[str, Checked]
    count: int
    verifier: Verifier
    _made_of: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def full(self) -> bool:
        """Whether no more is taken."""
        return len(self._made_of) >= self.count

    def take(self, record: Record | NothingSaid) -> bool:
        """Verify the next sentence chosen; return whether it is taken."""
        if isinstance(record, NothingSaid) or self.full:
            return False
        text = tidy(record.claim)
        named = [word for quote in record.quotes for word in WORD.findall(f"{quote.passage} {quote.text}".casefold())]
        ids = [name for name in dict.fromkeys(named) if name in self.shown and not self._is_taken(name)]
        same = next((name for name in self.shown if plain(self.shown[name].text) == plain(text)), None)
        if same is not None or len(ids) == 1:
            return self._take_as_it_is(same or ids[0])
        quotes = tuple(dict.fromkeys(quote for name in ids for quote in self.shown[name].quotes))
        if not quotes or len(quotes) > MOST_QUOTES or len(text) > MOST_CLAIM_CHARS:
            return False
        if self.verifier.check(Proposal(text, quotes)) is None:
            return False
        self._made_of.append(tuple(ids))
        return True

    def _take_as_it_is(self, name: str) -> bool:
        """Take a claim as it was verified before, however the model wrote it this time."""
        if self._is_taken(name):
            return False
        self.verifier.checked.append(self.shown[name])
        self._made_of.append((name,))
        return True

    def _is_taken(self, name: str) -> bool:
        return any(name in each for each in self._made_of)

    def verified(self) -> Verified:
        """Return what may be shown so far."""
        return self.verifier.verified()

    def picked(self) -> list[Checked]:
        """Return the sentences, and in place of one that says more than the claims it is made of, those."""
        found = [
            each
            for checked, names in zip(self.verifier.checked, self._made_of, strict=True)
            for each in self._as_it_holds(checked, [self.shown[name] for name in names])
        ]
        return found[: self.count]

    def _as_it_holds(self, checked: Checked, claims: Sequence[Checked]) -> Sequence[Checked]:
        holds = len(claims) == 1 or (checked.supported and says_each(checked.text, claims))
        return [checked] if holds else claims


def pick(means: Means, told: Sequence[Told], count: int, characters: int) -> list[Checked] | None:
    """Return at most so many sentences of so many characters in all, as the model puts them; None where it fails."""
    offered = best(told, MOST_SHOWN, MOST_SHOWN_CHARS)
    shown = dict(zip(fresh_ids(len(offered)), offered, strict=True))
    boundary = fresh_boundary()
    claims = "\n\n".join(_fenced(boundary, name, checked) for name, checked in shown.items())
    wish = f"{means.wish}\nLength: {_length(count)}, {characters:,} characters in all at most"
    template = means.prompts.summary_choice
    prompt = choice_prompt(template, means.limits, boundary, claims, wish, schema=means.limits.schema)
    guard = Guard(judge, (boundary.strip("<>"), *shown), f"{prompt.system}\n{prompt.plain}")
    picking = Picking(shown, count, Verifier(means.texts, guard))
    dictation = means.dictation()
    dictation.take_down(prompt, picking)
    if dictation.over():
        return None
    picked = _within(picking.picked(), characters)
    return picked if len(picked) >= min(ENOUGH, count, len(offered)) else None


def best(told: Sequence[Told], count: int, characters: int) -> list[Checked]:
    """Return the claims whose quotes the extractive means would choose, in reading order."""
    by_place = {(each.candidate.section, each.candidate.quote): each for each in reversed(told)}
    chosen = choose([each.candidate for each in by_place.values()], count, characters)
    return [by_place[each.section, each.quote].claim for each in chosen]


def _within(picked: Sequence[Checked], characters: int) -> list[Checked]:
    """Return the first of the sentences that have so many characters together."""
    lengths = [len(each.text) for each in picked]
    return [each for at, each in enumerate(picked) if sum(lengths[: at + 1]) <= characters]


def _length(count: int) -> str:
    return "one sentence" if count == 1 else f"{count} sentences at most"


def _fenced(boundary: str, name: str, checked: Checked) -> str:
    title = shown_name(checked.quotes[0].document.title)
    return "\n".join([f"{boundary} CLAIM {name}", f"Title: {title}", "Text:", checked.text, f"{boundary} END"])
