"""Two versions of a document on the screen: the sentences that came, then those that went."""

from __future__ import annotations

from typing import Final

from bot.discord_ui.documents.turning import nearest_page, on_page, turns
from bot.discord_ui.screens.actions import custom_id
from bot.discord_ui.screens.escaping import safe_line
from bot.discord_ui.screens.places import shown_title, spot_in_document
from bot.discord_ui.screens.screen import Button, Screen, Section, Text
from bot.wording import counted
from index.documents import Comparison, Sentence

ON_A_PAGE: Final = 6
LONGEST_SENTENCE: Final = 380
LONGEST_HEADING: Final = 80
SAME: Final = "Both say the same, sentence by sentence."


def comparison_screen(library: str, comparison: Comparison, page: int) -> Screen:
    """Return a page of what came and what went; each sentence can be opened in its version. Pages count from 0."""
    document, old, new = comparison.document, comparison.old, comparison.new
    lines = [("New", new, sentence) for sentence in comparison.came]
    lines += [("Gone", old, sentence) for sentence in comparison.went]
    page, last = nearest_page(page, len(lines), ON_A_PAGE)
    heading = [
        f"**{shown_title(document.title)}**, from version {old:,} to version {new:,}",
        f"{counted(len(comparison.came), 'sentence')} new, {len(comparison.went):,} gone" if lines else SAME,
    ]
    sections = [
        Section(
            _line(kind, sentence),
            Button("Show passage", custom_id("read", library, document.id, version, sentence.span.start)),
        )
        for kind, version, sentence in on_page(lines, page, ON_A_PAGE)
    ]
    rows = turns(page, last, lambda other: custom_id("comparison", library, document.id, old, new, other))
    return Screen((Text("\n".join(heading)), *sections, *rows), "notice")


def _line(kind: str, sentence: Sentence) -> str:
    heading = safe_line(sentence.heading, LONGEST_HEADING, "")
    place = " · ".join(filter(None, (heading, spot_in_document(sentence.page, sentence.line))))
    return f"**{kind}:** {safe_line(sentence.text, LONGEST_SENTENCE)}\n-# {place}"
