"""How many tokens a text is, where no server has said it."""

from __future__ import annotations

import math
from typing import Final

from bot.answering.models import Prompt

BYTES_A_TOKEN: Final = 3.5
"""Of UTF-8. Tokens of English are some 4.4 bytes long, those of Chinese 3, of program code 3.5; counting them exactly
would take each model's own vocabulary."""

TOKENS_AROUND: Final = 16
"""What a server puts around the two messages of a prompt."""


def size(text: str) -> int:
    """Return the bytes of a text in UTF-8."""
    return len(text.encode(errors="replace"))


def tokens_for(bytes_of_text: int) -> int:
    """Estimate the tokens of so many bytes of text, rounded up."""
    return math.ceil(bytes_of_text / BYTES_A_TOKEN)


def tokens_of(prompt: Prompt) -> int:
    """Estimate the tokens a model reads of a prompt."""
    return TOKENS_AROUND + tokens_for(size(prompt.system) + size(prompt.user))
