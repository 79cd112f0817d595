"""Two readers of a Discord message, neither of which knows how ours are made.

`read` reads markdown as Discord's clients do, as far as that is known: a backslash before anything but a letter, a
digit or white space comes before every other rule. `raw_tokens` looks for what takes effect with no thought of
backslashes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

INSIDE = r"((?:\\[\s\S]|[^\\])+?)"

BLOCKS = {
    "heading": r"[ \t]*#{1,3} +",
    "small": r"[ \t]*-# +",
    "quote": r"[ \t]*>>> +|[ \t]*> ?",
    "list": r"[ \t]*(?:[*+-]|[0-9]+[.)])(?:\s|$)",
}
INLINE = {
    "escape": r"\\([^0-9A-Za-z\s])",
    "fence": r"```[\s\S]+?```",
    "code": r"(`+)[\s\S]*?[^`]\1(?!`)",
    "link": r"\[(?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*\]\([^)]*\)",
    "mention": r"<@[!&]?[0-9]+>|<#[0-9]+>|@everyone|@here",
    "command": r"</[^>\n]+:[0-9]+>",
    "guide": r"<id:[^>\s]+>|<sound:[0-9:]+>",
    "emoji": r"<a?:\w+:[0-9]+>|:(?:[A-Za-z_+-][\w+-]*|100|1234|8ball):",
    "time": r"<t:-?[0-9]+(?::[A-Za-z])?>",
    "address": r"<[A-Za-z][A-Za-z0-9+.-]*:[^ >]+>|<[^ <>]+@[^ <>]+>|<\+[0-9][0-9 ().-]*>"
    r"|[A-Za-z]+://[^\s<]+|(?:mailto|tel):\S+",
    "invite": r"(?i:(?:(?:discord|discordapp)\.[a-z]+|[a-z]+\.gg|[a-z]+\.com/invite)/\w)",
    "bold": rf"\*\*{INSIDE}\*\*(?!\*)",
    "underline": rf"__{INSIDE}__(?!_)",
    "italic": rf"\*(?=\S){INSIDE}\*(?!\*)|_{INSIDE}_(?!\w)",
    "strike": rf"~~{INSIDE}~~",
    "spoiler": rf"\|\|{INSIDE}\|\|",
}
BLOCK = re.compile("|".join(f"(?P<{name}>{rule})" for name, rule in BLOCKS.items()))
RULES = [(name, re.compile(rule)) for name, rule in INLINE.items()]
STOP = re.compile(r"[\\`<\[@:*_~|\n]|(?<![A-Za-z0-9])(?=(?i:[a-z]+://|mailto:|tel:|[a-z]+\.(?:gg|com)/|discord))")
"""Where a rule may begin; everything else is text."""
WRAPPERS = {"bold", "underline", "italic", "strike", "spoiler"}

RAW = [
    re.compile(pattern)
    for pattern in (
        r"<@[!&]?\d+>",
        r"<#\d+>",
        r"</[^>]+:\d+>",
        r"<id:\w+>",
        r"<a?:\w+:\d+>",
        r"<t:-?\d+(?::\w)?>",
        r"https?://\S+",
        r"\[[^\]]*\]\([^)]*\)",
        r"@everyone",
        r"@here",
        r"discord\.gg/\w+",
        r"discord(?:app)?\.com/invite/\w+",
        r"```",
        r"\[\d+\]",
    )
]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a person sees of a message, and what in it takes effect: (kind, markdown) in order."""

    shown: str
    live: tuple[tuple[str, str], ...]

    def kinds(self) -> set[str]:
        return {kind for kind, _ in self.live}

    def of(self, kind: str) -> list[str]:
        return [markdown for each, markdown in self.live if each == kind]


def read(markdown: str) -> Reading:
    """Read markdown as a Discord client does."""
    shown: list[str] = []
    live: list[tuple[str, str]] = []
    _read(markdown, shown, live)
    return Reading("".join(shown), tuple(live))


def raw_tokens(payload: str) -> list[str]:
    """Return everything in raw text that somebody who knows no backslashes would take for live."""
    return [found[0] for pattern in RAW for found in pattern.finditer(payload)]


def _read(markdown: str, shown: list[str], live: list[tuple[str, str]]) -> None:
    at, opens_line = 0, True
    while at < len(markdown):
        block = BLOCK.match(markdown, at) if opens_line else None
        if block:
            live.append((str(block.lastgroup), block[0]))
            at = block.end()
            continue
        stop = STOP.search(markdown, at)
        text = markdown[at : stop.start() if stop else len(markdown)]
        shown.append(text)
        at += len(text)
        opens_line = stop is not None and stop[0] == "\n"
        if stop:
            at = _take(markdown, at, shown, live)


def _take(markdown: str, at: int, shown: list[str], live: list[tuple[str, str]]) -> int:
    """Read what begins at `at`: a token, or else a character."""
    for name, rule in RULES:
        match = rule.match(markdown, at)
        if match and name == "escape":
            shown.append(match[1])
        elif match:
            live.append((name, match[0]))
            _show(name, match, shown, live)
        if match:
            return match.end()
    shown.append(markdown[at])
    return at + 1


def _show(name: str, match: re.Match[str], shown: list[str], live: list[tuple[str, str]]) -> None:
    if name in WRAPPERS:
        _read(next(filter(None, match.groups())), shown, live)
    else:
        shown.append(match[0])
