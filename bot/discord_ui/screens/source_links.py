"""Links that open a web source at a quote.

Text fragments: https://wicg.github.io/scroll-to-text-fragment/. `#:~:text=words` finds the words within one block of a
page, `#:~:text=first words,last words` a stretch that may go over several.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote as percent_encoded
from urllib.parse import urlsplit, urlunsplit

LONGEST_URL: Final = 512
"""What Discord takes for a button."""
LONGEST_WHOLE: Final = 100
"""A quote with more characters is named by its first and last words."""
WORDS_AT_EACH_END: Final = 4

HOST: Final = re.compile(r"(?:[A-Za-z0-9_-]+\.)*[A-Za-z0-9_-]+\.?(?::[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](?::[0-9]{1,5})?")
REFUSED: Final = re.compile(r"[\x00-\x20\x7f-\x9f\\<>\"\s\ud800-\udfff]")
"""What no address holds, or what browsers take for something else."""
ALLOWED: Final = "%/:?#@!$&'()*+,;=~"
"""Stays as it is in an address; letters, digits, `_`, `.` and `-` do anyway."""
DIRECTIVE: Final = ":~:"


def text_fragment_link(url: str, quote: str) -> str | None:
    """Return a link that opens `url` at `quote`, or `url` itself where that link would be too long.

    None for what is no web address, or one that Discord would refuse or that may lead somewhere else than it shows.
    """
    address = web_address(url)
    if address is None:
        return None
    directive = _directive(quote)
    base, _, fragment = address.partition("#")
    anchor, _, others = fragment.partition(DIRECTIVE)
    link = f"{base}#{anchor}{DIRECTIVE}{'&'.join(filter(None, (directive, others)))}"
    return link if directive and len(link) <= LONGEST_URL else address


def web_address(url: str) -> str | None:
    """Return an http(s) address in ASCII; None where `url` is none, names a user, or is longer than Discord takes."""
    if REFUSED.search(url):
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port  # refuses what is no port
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in {"http", "https"} or not HOST.fullmatch(host):
        return None
    address = urlunsplit((parts.scheme, host, *(percent_encoded(part, safe=ALLOWED) for part in parts[2:])))
    return address if len(address) <= LONGEST_URL else None


def _directive(quote: str) -> str:
    """Return `text=…` for a quote; nothing where it has no words."""
    lines = [words for line in quote.splitlines() if (words := line.split())]
    if not lines:
        return ""
    words = [word for line in lines for word in line]
    if len(lines) == 1 and (len(quote) <= LONGEST_WHOLE or len(words) < 2 * WORDS_AT_EACH_END):
        return f"text={_encoded(words)}"
    return f"text={_encoded(lines[0][:WORDS_AT_EACH_END])},{_encoded(lines[-1][-WORDS_AT_EACH_END:])}"


def _encoded(words: list[str]) -> str:
    """Percent-encode words; `-`, `,` and `&` would be syntax here."""
    return percent_encoded(" ".join(words).encode("utf-8", "replace"), safe="").replace("-", "%2D")
