"""How many of the sentences people asked about a summary holds, beside as much of the beginning and as much at random.

The questions and the places of their answers are those of the public sets. A sentence counts when an answer stands in
it. Equal length is measured both ways, in characters and in sentences; no model writes.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from statistics import fmean

from opening import fresh_app
from public_sets import PUBLIC_SETS

from bot.answering.summaries import gathering
from bot.answering.summaries.extractive.choosing import choose
from bot.answering.summaries.extractive.focus import Focus
from bot.answering.summaries.extractive.writing import read_through
from bot.answering.summaries.request import Length, Scope, SummaryRequest
from bot.app import App
from index.documents import Document, Span
from index.library import Library

SETS = ("squad2", "chroma")
SEEDS = 20
A_FIFTH = "a fifth"
LENGTHS = (Length.SHORT, Length.FULL, A_FIFTH)

Cost = Callable[[Span], int]
UNITS: Mapping[str, Cost] = {"characters": lambda span: span.end - span.start, "sentences": lambda _: 1}


def main() -> None:
    """Measure and print."""
    if not PUBLIC_SETS.is_dir():
        print("../shared is not here, so there is nothing to measure summaries on.")
        return
    with fresh_app() as app:
        for name in SETS:
            _measure(app, name)


def _measure(app: App, name: str) -> None:
    library = app.library(name)
    for path in sorted((PUBLIC_SETS / name / "documents").iterdir()):
        library.add(path)
    asked = _asked(PUBLIC_SETS / name / "questions.jsonl")
    rows: dict[tuple[str, str], list[tuple[float, float, float]]] = defaultdict(list)
    sentences = quoted = sections = said = 0
    for document in library.documents():
        spans = [span for passage in library.passages(document) for span in passage.sentences]
        gold = {span for span in spans for place in asked[Path(document.source).name] if _meet(span, place)}
        for length in LENGTHS:
            chosen = _summary(app, library, document, length, spans)
            if gold:
                for unit, cost in UNITS.items():
                    rows[length, unit].append(_coverages(chosen, spans, gold, cost))
        full = app.summarize(name, SummaryRequest(Scope.DOCUMENT, Length.FULL, document=document.id))
        sentences, quoted = sentences + full.answer.counts.sentences, quoted + full.answer.counts.quoted
        sections, said = sections + full.coverage.of, said + len(full.parts)
    print(f"{name}: {quoted} of {sentences} sentences of full summaries quoted, {said} of {sections} sections said")
    heads = "".join(f"{head:>10}" for head in ("summary", "lead", "random", "× lead", "× random"))
    print(f"  {'share of the answers’ sentences held':<42}{heads}")
    for (length, unit), found in rows.items():
        ours, lead, chance = map(fmean, zip(*found, strict=True))
        against_lead = ours / lead if lead else float("inf")
        figures = f"{ours:>10.3f}{lead:>10.3f}{chance:>10.3f}{against_lead:>10.2f}{ours / chance:>10.2f}"
        print(f"  {f'{length}, the same number of {unit}':<42}{figures}")


def _summary(app: App, library: Library, document: Document, length: str, spans: Sequence[Span]) -> list[Span]:
    """Return the sentences of a summary; of a fifth of the document, those the same choice gives at that length."""
    if length != A_FIFTH:
        summary = app.summarize(library.name, SummaryRequest(Scope.DOCUMENT, Length(length), document=document.id))
        return [citation.quote.span for citation in summary.answer.citations]
    material = gathering.of_document(library, document)
    offered = read_through(material, Focus(), lambda: False, lambda _: None)
    room = sum(span.end - span.start for span in spans) // 5
    pool = [candidate for section in offered.sections for candidate in section]
    return [candidate.quote.span for candidate in choose(pool, len(pool), room)]


def _coverages(
    chosen: Sequence[Span], spans: Sequence[Span], gold: set[Span], cost: Cost
) -> tuple[float, float, float]:
    """Return the share of `gold` that the summary holds, as much of the beginning, and as much at random."""
    room = sum(map(cost, chosen))
    shuffled = (Random(seed).sample(spans, len(spans)) for seed in range(SEEDS))
    at_random = fmean(_share(_until(each, room, cost), gold) for each in shuffled)
    return _share(chosen, gold), _share(_until(spans, room, cost), gold), at_random


def _until(spans: Iterable[Span], room: int, cost: Cost) -> Iterator[Span]:
    """Yield spans until they cost as much as there is room for; the last one may go over it."""
    for span in spans:
        if room <= 0:
            return
        room -= cost(span)
        yield span


def _share(spans: Iterable[Span], gold: set[Span]) -> float:
    return len(gold.intersection(spans)) / len(gold)


def _asked(questions: Path) -> Mapping[str, list[Span]]:
    """Return where the answers stand, by file."""
    places: dict[str, list[Span]] = defaultdict(list)
    for line in questions.read_text(encoding="utf-8").splitlines():
        for file, start, end in json.loads(line).get("spans") or ():
            places[file].append(Span(start, end))
    return places


def _meet(span: Span, other: Span) -> bool:
    return span.start < other.end and other.start < span.end


if __name__ == "__main__":
    main()
