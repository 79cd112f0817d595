"""Sections as what a model is shown at one time: small ones together, one that is too long piece by piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.answering.answer import Quote
from bot.answering.generative.fencing import estimated_tokens
from bot.answering.summaries.material import Section, Sentences
from bot.answering.verification.quotes import LiveTexts
from index.documents import Hit, Passage, Span

PORTION_TOKENS: Final = 1_500
"""What a local model's window of 4,096 tokens holds beside its instructions and its reply."""
FENCE_TOKENS: Final = 50
"""What a passage costs beside its text: its marks, its title and its heading."""
PASSAGE_CHARS: Final = 1_500


@dataclass(frozen=True, slots=True)
class Piece:
    """What of a section is shown at one time, and all its sentences; `last`: nothing of the section comes after it."""

    section: int
    hits: tuple[Hit, ...]
    sentences: Sentences
    last: bool

    @property
    def sentences_shown(self) -> int:
        """How many sentences are shown."""
        return sum(len(hit.passage.sentences) for hit in self.hits)

    def holds(self, quote: Quote) -> bool:
        """Tell whether a quote begins in what is shown of the section."""
        return any(
            hit.document == quote.document and hit.passage.span.start <= quote.span.start < hit.passage.span.end
            for hit in self.hits
        )


def portions(sections: Sequence[Section], texts: LiveTexts, together: int, tokens: int) -> Iterator[list[Piece]]:
    """Yield all of the sections in order; each is read when its turn comes. Raises StoreError.

    At most so many stand `together`, of so many `tokens` in all. A section without a sentence has one piece, which
    shows nothing.
    """
    portion: list[Piece] = []
    room = tokens
    for number, section in enumerate(sections):
        for piece in _pieces(number, section.read(), texts, tokens):
            cost = _tokens(piece.hits)
            if portion and (cost > room or len(portion) == together):
                yield portion
                portion, room = [], tokens
            portion.append(piece)
            room -= cost
    if portion:
        yield portion


def _pieces(number: int, sentences: Sentences, texts: LiveTexts, tokens: int) -> Iterator[Piece]:
    shown: list[Hit] = []
    for hit in _passages(sentences.quotes, texts):
        if shown and _tokens([*shown, hit]) > tokens:
            yield Piece(number, tuple(shown), sentences, last=False)
            shown = []
        shown.append(hit)
    yield Piece(number, tuple(shown), sentences, last=True)


def _passages(quotes: Sequence[Quote], texts: LiveTexts) -> Iterator[Hit]:
    """Yield sentences that stand together as passages; nothing of a version that is not live any more."""
    together: list[Quote] = []
    for quote in quotes:
        if together and not _goes_on(together, quote, texts):
            yield from _passage(together, texts)
            together = []
        together.append(quote)
    if together:
        yield from _passage(together, texts)


def _goes_on(together: Sequence[Quote], quote: Quote, texts: LiveTexts) -> bool:
    """Tell whether a sentence stands right behind these, under the same heading and on the same page."""
    before = together[-1]
    if (before.document, before.heading, before.page) != (quote.document, quote.heading, quote.page):
        return False
    text = texts.live_text(quote.document.id, quote.document.version) or ""
    between = text[before.span.end : quote.span.start]
    near = quote.span.end - together[0].span.start <= PASSAGE_CHARS and before.span.end <= quote.span.start
    return near and not any(map(str.isalnum, between))


def _passage(quotes: Sequence[Quote], texts: LiveTexts) -> Iterator[Hit]:
    first = quotes[0]
    text = texts.live_text(first.document.id, first.document.version)
    if text is None:
        return
    span = Span(first.span.start, quotes[-1].span.end)
    spans = tuple(quote.span for quote in quotes)
    passage = Passage(span, span.of(text), first.heading, first.line, spans, first.page)
    yield Hit(first.document, passage, score=1.0, keywords=0.0, similarity=None, sentence_similarities=())


def _tokens(hits: Sequence[Hit]) -> int:
    return sum(estimated_tokens(hit.passage.text) + FENCE_TOKENS for hit in hits)
