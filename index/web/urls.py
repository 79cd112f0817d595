"""Web addresses as people and pages write them, to the one form that is stored, shown and fetched.

Only a plain form gets through: what different programs would read differently (a backslash, a name and password before
the host, a number in place of an address) is refused, so that what is checked is what is asked.
"""

from __future__ import annotations

import re
import unicodedata
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import urljoin, urlsplit

from index.errors import SourceError
from index.names import shown_name

LONGEST_URL = 2000
LONGEST_HOST = 253
DEFAULT_PORTS = {"http": 80, "https": 443}

_BEGINNING = re.compile(r"\s*https?://", re.IGNORECASE)
_PARTS = re.compile(r"(https?)://([^/?#]*)([^#]*)(?:#.*)?", re.IGNORECASE | re.DOTALL)
_HOST_AND_PORT = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\[\]:]+)(?::([0-9]{0,5}))?")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
# What listens there takes lines of text as commands; a request made up for it could say something to it.
_NOT_WEB = frozenset(
    {0, 1, 7, 9, 19, 21, 22, 23, 25, 53, 69, 110, 111, 119, 135, 139, 143, 161, 389, 445, 465, 514, 587, 636, 993, 995}
    | {1433, 3306, 3389, 5432, 6379, 6667, 11211, 27017}
)


def is_url(text: str) -> bool:
    """Whether `text` begins as a web address does, http:// or https://; any other text is a path."""
    return _BEGINNING.match(text) is not None


def normalised_url(text: str) -> str:
    """Return the web address in the form that is its document's identity, at most 2,000 characters of ASCII.

    Scheme and host are in lower case, the host in ASCII; the default port and the fragment are left out. Raises
    SourceError, in one sentence that names the host alone, for what is none or holds a user name or password.
    """
    import httpx

    text = text.strip()
    parts = _PARTS.fullmatch(text)
    if parts is None or len(text) > 4 * LONGEST_URL or any(unicodedata.category(ch) in {"Cc", "Cs"} for ch in text):
        raise SourceError("This is not a web address Footnote can open; give one that begins with https:// or http://.")
    scheme, authority, rest = parts[1].lower(), parts[2], parts[3]
    if "@" in authority:
        raise SourceError("Leave the user name and the password out of the web address: it would be stored and shown.")
    if "\\" in authority + rest:
        raise _unreadable(authority.split("\\")[0])
    host, port = _host_and_port(authority)
    rest = rest if rest.startswith("/") else f"/{rest}"
    suffix = "" if port in {None, DEFAULT_PORTS[scheme]} else f":{port}"
    try:
        url = str(httpx.URL(f"{scheme}://{host}{suffix}{rest}"))
    except httpx.InvalidURL:
        raise _unreadable(host) from None
    if len(url) > LONGEST_URL:
        raise SourceError(
            f"{shown_host(url)}: the web address is longer than {LONGEST_URL:,} characters; give a shorter."
        )
    return url


def redirected_url(url: str, location: str) -> str:
    """Return the address that `url` redirects to, normalised. Raises SourceError where it may not be followed."""
    try:
        target = urljoin(url, location.strip())
        redirected = normalised_url(target)
    except (SourceError, ValueError):
        raise SourceError(
            f"{shown_host(url)}: the page redirects to something that is not a web page; check the address."
        ) from None
    if url.startswith("https:") and not redirected.startswith("https:"):
        raise SourceError(
            f"{shown_host(url)}: the page redirects from https to http, where anyone on the way could change it; "
            "give the address it should come from."
        )
    return redirected


def shown_host(url: str) -> str:
    """Return the host of a normalised address, for a message: the rest of an address may hold secrets."""
    return shown_name(urlsplit(url).hostname or "the site")


def _host_and_port(authority: str) -> tuple[str, int | None]:
    found = _HOST_AND_PORT.fullmatch(authority)
    if found is None:
        raise _unreadable(authority)
    host = _host_in_brackets(found[1]) if found[1].startswith("[") else _host_name(found[1])
    port = int(found[2]) if found[2] else None
    if port is not None and (port in _NOT_WEB or port > 65535):
        raise SourceError(f"{shown_name(host)}: no web page is served on port {port}; check the address.")
    return host, port


def _host_in_brackets(text: str) -> str:
    try:
        return f"[{IPv6Address(text[1:-1]).compressed}]"
    except ValueError:
        raise _unreadable(text) from None


def _host_name(text: str) -> str:
    """Return the name in lower-case ASCII without its last dot; an IPv4 address only in its usual form."""
    import idna

    if len(text) > LONGEST_HOST:
        raise _unreadable(text)
    try:
        name = text.lower() if text.isascii() else idna.encode(text, uts46=True, std3_rules=True).decode("ascii")
    except UnicodeError:  # idna's errors are of this kind
        raise _unreadable(text) from None
    name = name.removesuffix(".")
    labels = name.split(".")
    if not all(_LABEL.fullmatch(label) for label in labels):
        raise _unreadable(text)
    if _NUMBER.fullmatch(labels[-1]):
        try:
            IPv4Address(name)  # 0177.0.0.1, 127.1 and 2130706433 mean different machines to different programs
        except ValueError:
            raise _unreadable(text) from None
    return name


def _unreadable(host: str) -> SourceError:
    return SourceError(
        f"{shown_name(host) or 'The web address'}: this web address cannot be read; copy it again from the browser."
    )
