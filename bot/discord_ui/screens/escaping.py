"""Text of documents and people, made fit for a Discord message: it shows as itself, and nothing in it takes effect.

Discord shows a character after a backslash as it is, unless it is a letter, a digit or white space. Discord's own
clients follow that rule before any other; other readers of a message look for `<@1>` or a web address in its raw text
with no thought of it. So the escapes here stand *inside* what would take effect, where they break it for both. Prose
stays readable as it is: only what could take effect is escaped.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from bot.discord_ui.screens.splitting import BLOCK_MARKER, shortened

BREAKS: Final = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
"""What breaks a line or a page besides a newline."""
KEPT: Final = "\n\t"
CONTROLS: Final = (*range(0x20), *range(0x7F, 0xA0))
DIRECTIONS: Final = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Bidirectional controls (Unicode Annex 9): they can make a line read as something it is not."""
SURROGATES: Final = range(0xD800, 0xE000)
UNSHOWN: Final = dict.fromkeys(
    (code for code in (*CONTROLS, *DIRECTIONS, *SURROGATES) if chr(code) not in KEPT), "\N{REPLACEMENT CHARACTER}"
)

GAP: Final = "\N{ZERO WIDTH SPACE}"
LIVE: Final = re.compile(
    rf"""
      (?P<opening> ^[^\S\n]*{BLOCK_MARKER})
    | (?P<ping> @(?=everyone|here))
    | (?P<token> <\w{{1,32}}:)                             # <t:1> <a:b:1> <id:guide> <https:…> <mailto:…>
    | (?P<invite> (?:(?<=discord)|(?<=discordapp))\.[a-z]{{2,8}}/ | \.gg/)
    | (?P<slashes> (?<=:)//)
    | (?P<one> [\\`*_\[\]<]
        | (?<=<)[@\#/:]
        | (?<=\])\(
        | ~(?=~) | (?<=~)~ | \|(?=\|) | (?<=\|)\|
        | :(?=(?:[a-z_+-][\w+-]{{0,63}}|100|1234|8ball):)   # :smile:, but not 10:30:45
        | (?<=mailto):(?=\S) | (?<=tel):(?=[+(0-9])
        | /(?=invite/)
      )
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
"""Whatever of a text could take effect in a message."""

LIVE_IN_NAMES: Final = re.compile(
    r"@(?=everyone|here)|<(?=[@#/:]|\w{1,32}:)|:(?=//)|\.(?=gg/)|(?:(?<=discord)|(?<=discordapp))\.(?=[a-z]{2,8}/)|\](?=\()"
    r"|`(?=`)|\[(?=\d+\])",
    re.IGNORECASE,
)
"""What readers of raw text may take for live in a label, where Discord itself shows everything as it is."""

BLANKS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0\ufffc")
"""Letters and symbols that show as nothing."""
NOTHING: Final = "—"


def safe(text: str) -> str:
    """Return `text` as markdown that shows it. What cannot be shown becomes U+FFFD, and every line break a newline.

    Fit to stand anywhere in a line; what it is put together with must not complete a token of Discord's.
    """
    return LIVE.sub(_escaped, shown(text))


def safe_line(text: str, limit: int, nothing: str = NOTHING) -> str:
    """Return `text` as markdown that shows it on one line, of at most `limit` UTF-16 code units, escapes counted.

    Text with nothing to see in it becomes `nothing`.
    """
    line = " ".join(shown(text).split())
    return shortened(LIVE.sub(_escaped, line), limit) if any(map(_is_visible, line)) else nothing


def plain(text: str, limit: int, nothing: str = NOTHING) -> str:
    """Return `text` on one line of at most `limit` UTF-16 code units, for labels and names, which have no markdown.

    Text with nothing to see in it becomes `nothing`: Discord refuses empty names.
    """
    line = LIVE_IN_NAMES.sub(rf"\g<0>{GAP}", " ".join(shown(text).split()))
    return shortened(line, limit) if any(map(_is_visible, line)) else nothing


def shown(text: str) -> str:
    """Return `text` with newlines for line breaks and U+FFFD for what cannot be shown; it is not escaped."""
    return BREAKS.sub("\n", text).translate(UNSHOWN)


def _escaped(live: re.Match[str]) -> str:
    text = live[0]
    match live.lastgroup:
        case "opening":
            return f"{text}\\" if text[-1].isdigit() else f"{text[:-1]}\\{text[-1]}"
        case "ping":
            return f"@{GAP}"
        case "token":
            return f"\\{text[:-1]}\\:"
        case "invite":
            return f"\\{text[:-1]}\\/"
        case "slashes":
            return r"\/\/"
        case _:
            return f"\\{text}"


def _is_visible(character: str) -> bool:
    return unicodedata.category(character)[0] not in "CZ" and character not in BLANKS
