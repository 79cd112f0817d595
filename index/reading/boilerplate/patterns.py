"""Lines of page furniture that vary: picture credits, form fields, invitations to share and to subscribe."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from index.reading.boilerplate.lines import Line

_PICTURE = r"(?:(?:featured|cover|header|hero|main|top) )?(?:image|photo|picture|photograph|illustration|thumbnail)s?"
_NETWORK = r"(?:facebook|twitter|x|linkedin|whatsapp|reddit|pinterest|telegram|mastodon|bluesky|email|a friend)"
_FIELD = r"(?:(?:full|first|last) )?(?:name|e-?mail|email address|website|comment|message)"
_SMALL_WORDS = frozenset({"by", "on", "via", "from", "of", "and", "for", "the", "in", "at", "cc", "de", "van", "von"})
_AGENCIES = frozenset(
    {"getty", "reuters", "ap", "afp", "epa", "dpa", "nasa", "unsplash", "pexels", "pixabay", "shutterstock", "flickr"}
    | {"wikimedia", "wikipedia", "istock", "adobe", "alamy", "bloomberg", "xinhua", "courtesy"}
)

Where = Literal["anywhere", "unlisted", "alone"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A line is furniture where `words` matches all of it and it has at most `most_words` words.

    `named` asks besides that the group "who" reads like names: "Photo: Ann Lee", not "Photo: required, 35 x 45 mm".
    `where` keeps to lines that are not list items, or to lines that are paragraphs of their own.
    """

    words: re.Pattern[str]
    most_words: int
    named: bool
    where: Where

    def fits(self, line: Line) -> bool:
        """Whether the pattern takes the line."""
        found = self.words.fullmatch(line.text)
        if found is None or len(line.text.split()) > self.most_words:
            return False
        if (self.where == "unlisted" and line.listed) or (self.where == "alone" and not line.alone):
            return False
        return not self.named or _is_named(found["who"])


def _pattern(words: str, most_words: int = 12, *, named: bool = False, where: Where = "anywhere") -> Pattern:
    return Pattern(re.compile(words, re.IGNORECASE), most_words, named, where)


_PATTERNS = (
    _pattern(rf"{_PICTURE} (?:source|credits?|courtesy)(?: of)?\s*[:—–]\s*\S.*", where="unlisted"),
    _pattern(rf"{_PICTURE} courtesy of (?P<who>.+)", named=True, where="unlisted"),
    _pattern(rf"{_PICTURE}(?: taken)? by:? (?P<who>.+)", named=True, where="unlisted"),
    _pattern(r"photos?\s*[:—–]\s*(?P<who>.+)", named=True, where="alone"),
    _pattern(r"leave a (?:reply|comment) (?:to .{1,60} )?cancel reply"),
    _pattern(rf"(?:your )?{_FIELD}\s*(?:\*|\(required\))"),
    _pattern(rf"(?:your )?{_FIELD}\s*\((?:optional|will not be published|never published)\)\s*\*?"),
    _pattern(r"notify me (?:of|when|via|about)\b.*\b(?:comments?|posts?|repl(?:y|ies)|follow-?ups?)\b.*", 18),
    _pattern(r"save my (?:name|email|e-mail)\b.*\bnext time i comment\.?", 20),
    _pattern(r"this site uses akismet to reduce spam\..*", 20),
    _pattern(
        r"(?:click to )?(?:share|tweet|pin|email)(?: this)?(?: (?:article|post|page|story))?"
        rf" (?:on|via|with|to) {_NETWORK}(?: \(opens in.*)?"
    ),
    _pattern(r"(?:sign up (?:for|to)|subscribe to|join) our (?:[\w-]+ ){0,3}(?:newsletter|mailing list)s?\b.*"),
    _pattern(r"get (?:the latest|our) .*\b(?:in|to) your inbox[.!]?", 16),
    _pattern(r"[←«\u2039<]?\s*(?:previous|prev|next|older|newer) (?:post|article|story|entry)\s*[:→»›>].*", 24),
    _pattern(r"©.*\ball rights reserved\b.*", 24),
)

# One look tells the lines, nearly all, that no pattern takes.
_ANY = re.compile("|".join(pattern.words.pattern.replace("?P<who>", "?:") for pattern in _PATTERNS), re.IGNORECASE)


def fits_pattern(line: Line) -> bool:
    """Whether one of the patterns takes the line."""
    return _ANY.fullmatch(line.text) is not None and any(pattern.fits(line) for pattern in _PATTERNS)


def _is_named(who: str) -> bool:
    """Whether words read like a credit: an agency, an address, or a person's first and last name."""
    words = [word for word in re.split(r"[\s/|,()]+", who.strip(" .")) if word and word not in _SMALL_WORDS]
    if any(word[0].islower() and "." not in word for word in words):
        return False
    known = any(word.casefold() in _AGENCIES or "." in word.strip(".") or word[0] == "@" for word in words)
    return known or sum(word[0].isupper() for word in words) > 1
