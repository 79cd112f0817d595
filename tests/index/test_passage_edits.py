"""What one edit in a long document costs: the passages around it, wherever it is and whatever the text is made of."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest

from index.documents import Passage, Reading
from index.library import Library
from index.passages import PASSAGE_TOKENS, make_passages, rough_tokens
from index.reading import read
from tests.support.texts import sentence

PARAGRAPHS = 400
PIECES = 120
MOST_TOUCHED = 3
MOST_ON_AVERAGE = 2

Piece = Callable[[random.Random], str]


def paragraph(chance: random.Random) -> str:
    return " ".join(f"{sentence(chance)}." for _ in range(chance.randint(2, 9)))


def line(chance: random.Random) -> str:
    return f"- {sentence(chance)}"


def row(chance: random.Random) -> str:
    return f"Kind: entry of the register; Number: {chance.randint(1, 9999)}; Text: {sentence(chance)}"


def words(chance: random.Random) -> str:
    return sentence(chance).replace(",", "").lower()


def passages(text: str, before: Sequence[Passage] = ()) -> list[Passage]:
    return make_passages(Reading("t", text), rough_tokens, before=before)


@pytest.mark.parametrize("headings", [True, False])
def test_changing_one_paragraph_of_a_long_document_embeds_only_the_passages_it_touches(
    library: Library, headings: bool
) -> None:
    chance = random.Random(7)
    texts = [paragraph(chance) for _ in range(PARAGRAPHS)]
    if headings:
        texts = [f"## Part {at}\n\n{text}" if at % 50 == 0 else text for at, text in enumerate(texts)]
    first = library.add_bytes("long.md", "long.md", "\n\n".join(texts).encode())

    embedded = []
    for at in (57, PARAGRAPHS // 2 + 1, PARAGRAPHS - 1):
        changed = [*texts[:at], paragraph(chance), *texts[at + 1 :]]
        again = library.add_bytes("long.md", "long.md", "\n\n".join(changed).encode())
        embedded.append(again.embedded)
        library.add_bytes("long.md", "long.md", "\n\n".join(texts).encode())

    assert first.passages > 100
    assert 1 <= min(embedded) <= max(embedded) <= MOST_TOUCHED
    assert sum(embedded) / len(embedded) <= MOST_ON_AVERAGE


@pytest.mark.parametrize(
    ("piece", "between"),
    [(paragraph, "\n\n"), (paragraph, " "), (line, "\n"), (row, "\n")],
    ids=["paragraphs", "one giant paragraph", "list", "rows"],
)
def test_an_edit_anywhere_touches_the_passages_around_it(piece: Piece, between: str) -> None:
    chance = random.Random(2)
    pieces = [piece(chance) for _ in range(PIECES)]
    before = passages(between.join(pieces))
    touched = []
    for _ in range(3):
        at = chance.randrange(PIECES)
        for replacement in ([piece(chance)], [pieces[at], piece(chance)], []):
            after = passages(between.join([*pieces[:at], *replacement, *pieces[at + 1 :]]), before)
            touched.append(len({each.text for each in after} - {each.text for each in before}))

    assert max(touched) <= MOST_TOUCHED
    assert sum(touched) / len(touched) <= MOST_ON_AVERAGE


def test_made_anew_an_edited_document_has_the_passages_of_one_that_was_never_edited(library: Library) -> None:
    chance = random.Random(3)
    texts = [paragraph(chance) for _ in range(60)]
    edited = "\n\n".join([*texts[:20], "It rained.", *texts[25:]]).encode()
    library.add_bytes("a.txt", "a.txt", "\n\n".join(texts).encode())
    document = library.add_bytes("a.txt", "a.txt", edited).document

    library.reindex(document)

    fresh = library.add_bytes("b.txt", "b.txt", edited).document
    assert library.passages(library.find("a.txt")) == library.passages(fresh)


def test_no_two_neighbours_would_fit_into_one_passage_after_an_edit(library: Library) -> None:
    chance = random.Random(4)
    texts = [paragraph(chance) for _ in range(40)]
    before = passages("\n\n".join(texts))

    for at in (0, 7, 20, 39):
        text = "\n\n".join([*texts[:at], "It rained.", *texts[at + 1 :]])
        after = passages(text, before)
        touched = {each.text for each in after} - {each.text for each in before}
        for one, other in pairwise(after):
            if one.text in touched or other.text in touched:
                assert len(rough_tokens(text[one.span.start : other.span.end])) > PASSAGE_TOKENS


@pytest.mark.parametrize("seed", range(12))
def test_whatever_was_there_before_every_word_is_in_one_passage_that_fits_and_crosses_no_heading(seed: int) -> None:
    chance = random.Random(seed)
    parts = [chance.choice([paragraph, line, row])(chance) for _ in range(chance.randint(1, 60))]
    parts += [f"## {part[:9]}" for part in chance.sample(parts, min(3, len(parts)))]
    chance.shuffle(parts)
    before: list[Passage] = []
    for _ in range(4):
        if chance.random() < 0.2:
            chance.shuffle(parts)
        parts.insert(chance.randrange(len(parts)), paragraph(chance))
        del parts[chance.randrange(len(parts))]
        reading = read("a.md", chance.choice(["\n", "\n\n", "\r\n\r\n"]).join(parts).encode())
        after = make_passages(reading, rough_tokens, before=before)

        seen = [at for each in after for at in range(each.span.start, each.span.end)]
        assert len(seen) == len(set(seen))
        furniture = {at for span in reading.furniture for at in range(span.start, span.end)}
        words = {at for at, letter in enumerate(reading.text) if not letter.isspace()}
        assert words - furniture <= set(seen)
        for passage in after:
            assert passage.text == passage.span.of(reading.text)
            assert len(rough_tokens(passage.text)) <= PASSAGE_TOKENS
            assert all(passage.span.start <= s.start < s.end <= passage.span.end for s in passage.sentences)
            within = [h for h in reading.headings if passage.span.start < h.span.start < passage.span.end]
            assert all(_all_headings(reading, passage.span.start, heading.span.start) for heading in within)
        before = after


def _all_headings(reading: Reading, start: int, end: int) -> bool:
    """Return whether nothing but headings stands between two places."""
    left = set(range(start, end)) - {at for h in reading.headings for at in range(h.span.start, h.span.end)}
    return not "".join(reading.text[at] for at in sorted(left)).strip()
