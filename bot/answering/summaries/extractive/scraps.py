"""What of a document is no statement: furniture that a page shows around its words, heads of tables, bare links."""

from __future__ import annotations

import re
from typing import Final

from bot.answering.mentions import MONTHS
from index.reading.boilerplate.phrases import ALONE, ALWAYS

FURNITURE: Final = re.compile(
    rf"""\W*(?:
      (?:share|tweet|pin|follow\ us|like\ us|find\ us)\ (?:this\ \w+\ )?on\ (?:facebook|twitter|x|linkedin|whatsapp
        |instagram|youtube|reddit|pinterest|telegram)\b.{{0,80}}
    | (?:click|tap)\ here\b.{{0,80}}
    | (?:sign\ up|subscribe)\b.{{0,30}}\b(?:newsletter|mailing\ list|updates|inbox)\b.{{0,60}}
    | (?:read\ more|see\ also|also\ read)\s*:.{{0,120}}
    | (?:©|\(c\)\ |copyright\ (?:©|\(c\)|\d{{4}})).{{0,120}}
    | all\ rights\ reserved
    | (?:posted|published|updated|last\ (?:updated|modified|edited))(?:\ on|\ at)?:?
      \ (?:\d|(?:{MONTHS})\b)[\w\ ,:/-]{{0,30}}
    | by\ [^.|]{{2,60}}\|.{{0,120}}
    | .{{0,120}}\b\d+\ min(?:ute)?s?\ read
    | (?:page|seite)\ \d+ | .{{0,120}}\b(?:page|seite)\ \d+\ ?(?:of|von|/)\ ?\d+
    )\W*""",
    re.IGNORECASE | re.VERBOSE,
)
"""What a page shows around its words, where it stands in a line of its own."""
RULE: Final = re.compile(r"\|\s*:?-{3,}")
"""The line below the head of a table in Markdown."""
AHEAD: Final = re.compile(r":\W*\Z|\bas follows\W*\Z")
"""How a sentence ends that announces what stands after it."""
LINK: Final = re.compile(r"<?(?:https?://|www\.)\S+>?|\[[^\]\n]*\]\([^)\n]*\)")
WORD: Final = re.compile(r"[^\W\d_]{2,}")
FEWEST_WORDS: Final = 4
"""Words besides its links that a sentence has at least."""


def is_furniture(text: str) -> bool:
    """Tell whether a sentence belongs to the page, not to what it says: “Leave a comment.”, “3 min read”."""
    said = " ".join(text.split()).strip(" .*:!|").lower()
    return said in ALWAYS or said in ALONE or FURNITURE.fullmatch(text) is not None


def is_scrap(text: str) -> bool:
    """Tell whether a sentence says nothing by itself: it heads a table or a list, or is hardly more than a link."""
    if (
        RULE.search(text)
        or AHEAD.search(text)
        or (" | " in text and ": " not in text and not any(map(str.isdigit, text)))
    ):
        return True
    return LINK.search(text) is not None and len(WORD.findall(LINK.sub(" ", text))) < FEWEST_WORDS
