"""The summary of a discussion as people read it: who said what, in order, and of how many messages it is made.

Writers of summaries know sections and their sentences. Here these are conversations and messages.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from bot.answering.answer import Citation, Claim, Quote
from bot.answering.summaries.discussions.discussion import Discussion, cut_into_stretches, from_to
from bot.answering.summaries.summary import Coverage, Part, Summary
from bot.wording import counted

INNER_MARKS: Final = str.maketrans("“”„‟«»", "‘’‘‘‘’")


def attributed(summary: Summary, discussion: Discussion) -> Summary:
    """Return the summary with names and in order, its coverage in messages instead of conversations."""
    quotes = {citation.number: citation.quote for citation in summary.answer.citations}
    order = {post.id: at for at, post in enumerate(discussion.posts)}
    authors = {post.id: post.author for post in discussion.posts}

    def when(claim: Claim) -> list[tuple[int, int]]:
        cited = (quotes[number] for number in claim.citations)
        return sorted((order[quote.document.id], quote.span.start) for quote in cited)

    ordered = tuple(replace(part, claims=tuple(sorted(part.claims, key=when))) for part in summary.parts)
    said = tuple(
        replace(part, claims=tuple(_said_by(claim, quotes, authors) for claim in part.claims)) for part in ordered
    )
    coverage = _in_messages(summary.coverage, discussion)
    return replace(_numbered_anew(summary, said), coverage=coverage)


def without(summary: Summary, gone: Collection[str]) -> Summary:
    """Return the summary without what rests on posts with these ids, which its coverage then says."""
    if not gone:
        return summary
    lost = {each.number for each in summary.answer.citations if each.quote.document.id in gone}
    parts = (
        replace(part, claims=tuple(claim for claim in part.claims if lost.isdisjoint(claim.citations)))
        for part in summary.parts
    )
    since = f"{counted(len(gone), 'message')} changed or deleted meanwhile"
    coverage = replace(summary.coverage, failed=(*summary.coverage.failed, since))
    return replace(_numbered_anew(summary, [part for part in parts if part.claims]), coverage=coverage)


def _said_by(claim: Claim, quotes: Mapping[int, Quote], authors: Mapping[str, str]) -> Claim:
    """Return the claim with the name of who said it before each quote: `Cem: “120 euros.”`.

    What a model says in its own words stays as it is.
    """
    if claim.own_words:
        return claim
    by_post = groupby((quotes[number] for number in claim.citations), key=lambda quote: quote.document.id)
    words = (f"{_inside(authors[post])}: “{_inside(' '.join(each.text for each in of))}”" for post, of in by_post)
    return replace(claim, text=" ".join(words))


def _inside(text: str) -> str:
    """Return a text fit to stand between quotation marks: none in it ends them, as if somebody else spoke on."""
    return " ".join(text.translate(INNER_MARKS).split())


def _numbered_anew(summary: Summary, parts: Sequence[Part]) -> Summary:
    """Return the summary of these parts, its citations numbered in order of use; those of no claim are gone."""
    numbers: dict[int, int] = {}
    for part in parts:
        for claim in part.claims:
            for number in claim.citations:
                numbers.setdefault(number, len(numbers) + 1)
    kept = tuple(
        replace(
            part,
            claims=tuple(replace(each, citations=tuple(numbers[at] for at in each.citations)) for each in part.claims),
        )
        for part in parts
    )
    known = {citation.number: citation.quote for citation in summary.answer.citations}
    citations = tuple(Citation(new, known[old]) for old, new in numbers.items())
    claims = tuple(claim for part in kept for claim in part.claims)
    return replace(summary, answer=replace(summary.answer, claims=claims, citations=citations), parts=kept)


def _in_messages(coverage: Coverage, discussion: Discussion) -> Coverage:
    """Return how many messages were read: of conversations those from the first on, but for those that failed."""
    stretches = cut_into_stretches(discussion.posts)[: coverage.read + len(coverage.failed)]
    failed = [stretch for stretch in stretches if any(name.endswith(from_to(stretch)) for name in coverage.failed)]
    read = sum(map(len, stretches)) - sum(map(len, failed))
    return Coverage(
        read=read,
        of=len(discussion.posts),
        unit="message",
        where=f"of {discussion.place} {from_to(discussion.posts)}",
        failed=(*coverage.failed, *filter(None, [discussion.unread])),
        note=f"Left out: {', '.join(discussion.left_out)}." if discussion.left_out else "",
    )
