"""Names in a text, as they are written: one or more words with a capital, and what may stand between these."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.answering.mentions import CAPITALISED
from index.documents import Span

NAME: Final = re.compile(rf"{CAPITALISED.pattern}(?:(?: of| the| de| van| von)? {CAPITALISED.pattern[2:]})*")


def names_in(text: str) -> Iterator[Span]:
    """Yield where the names of a text stand; a sentence's first word may be among them."""
    return (Span(match.start(), match.end()) for match in NAME.finditer(text))
