"""What a site's robots.txt allows (RFC 9309)."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator
from threading import Lock
from time import monotonic

from protego import Protego

PRODUCT = "Footnote"
"""The name by which a robots.txt speaks to Footnote."""

MOST_BYTES = 512_000
"""What of a robots.txt is read: as much as the standard asks for."""

KEPT_SECONDS = 3600.0
KEPT_BYTES = 50_000
MOST_SITES = 200

_AGENT = re.compile(r"\s*user[- ]?agent\s*[:\s]\s*([^#]*)", re.IGNORECASE)
_ENDS_NAME = re.compile(r"[/\s*]")


class Robots:
    """The rules of one site, as its robots.txt says, of which `MOST_BYTES` are read; an empty one allows everything."""

    def __init__(self, data: bytes) -> None:
        self._rules = Protego.parse("\n".join(_for_us(data.decode("utf-8-sig", "replace"))))

    def allow(self, url: str) -> bool:
        """Whether Footnote may fetch the address, which is of this site."""
        return bool(self._rules.can_fetch(url, PRODUCT))


class KnownRobots:
    """The robots.txt of the sites asked last, kept for an hour as they came; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[str, tuple[bytes, float]] = OrderedDict()

    def of(self, site: str) -> Robots | None:
        """Return the rules of `site` (a scheme, host and port), None where they are to be fetched."""
        with self._lock:
            data, until = self._kept.get(site, (b"", 0.0))
        return Robots(data) if until > monotonic() else None

    def keep(self, site: str, data: bytes) -> None:
        """Remember the rules of `site`, unless they are larger than those of any honest one."""
        if len(data) > KEPT_BYTES:
            return
        with self._lock:
            self._kept[site] = data, monotonic() + KEPT_SECONDS
            self._kept.move_to_end(site)
            if len(self._kept) > MOST_SITES:
                self._kept.popitem(last=False)


def _for_us(text: str) -> Iterator[str]:
    """Yield the lines with all other programs made one: thousands of names before thousands of rules would multiply."""
    for line in text.splitlines():
        agent = _AGENT.match(line)
        yield line if agent is None else f"user-agent: {_program(agent[1].strip().lower())}"


def _program(name: str) -> str:
    """Return whom a line of a robots.txt speaks to: all, Footnote, or others."""
    if name == "*":
        return name
    return PRODUCT if _ENDS_NAME.split(name)[0] == PRODUCT.lower() else "-"
