"""Parts of sentences that questions take over, or ask for."""

from __future__ import annotations

import re
from typing import Final

from bot.answering.verification.language.closed_words import PERSONAL
from bot.answering.verification.language.word_sets import word_set

MOST_WORDS: Final = 9
_MONTH: Final = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY: Final = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
WHEN: Final = re.compile(
    rf"(?:in|since|by) (?:(?:early|late|mid) )?(?:(?:{_MONTH}) )?(?:1\d|20)\d\d\b|(?:on|by) (?:{_MONTH}) \d{{1,2}}\b"
    rf"|on \d{{1,2}} (?:{_MONTH})\b|in (?:{_MONTH})\b"
    rf"|(?:every|on|each) (?:(?:first|second|third|fourth|last) )?{_DAY}s?\b"
    r"|at (?:\d{1,2}:\d\d|\d{1,2} ?(?:[ap]\.?m\b|o['’]clock)|noon|midnight)"
)
"""When something happens, where a sentence says it right away."""
OBJECT: Final = re.compile(
    r"(?:an?|the) (?:(?!(?:with|in|at|on|for|to|from|by|as|and|that|who)\b)[\w’'-]+ ?){1,5}(?![\w’'-])"
)
"""What is done something with, up to the next preposition."""
_ENDS: Final = re.compile(r",? (?:which|who|where|while|because|although|when|after|before) |[;:(–—]")
_BROKEN: Final = re.compile(r",|\b(?:and|or|but|that)\b")
_HANGING: Final = re.compile(
    r"(?:\d|\b(?:later|again|together|based|called|known|named|(?!meet|build|train|draw|paint)\w+ing|\w+ly))\Z"
)
"""How a part ends that is cut in the middle, or says more than what."""
_LEANING: Final = PERSONAL | word_set("this these those such other also its their his her")


def fits(words: str) -> bool:
    """Tell whether words can be taken over into a question: few, and none that stands for something else."""
    listed = re.findall(r"[\w'’]+", words.lower())
    return 0 < len(listed) <= MOST_WORDS and not _LEANING & set(listed) and not re.search(r"[()\[\]“”\"]", words)


def cut_short(words: str) -> str | None:
    """Return the words up to where the clause ends or says when; None where they would be cut within a list."""
    ends = [found.start() for found in (_ENDS.search(words), WHEN.search(words)) if found]
    told = words[: min(ends)].strip() if ends else words.strip()
    return told if fits(told) and not _BROKEN.search(told) and not _HANGING.search(told) else None
