"""What a server handed out, as a file's name: the content type decides which reader takes it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from index.errors import SourceUnsupported
from index.names import shown_name
from index.reading.format import Format
from index.reading.formats import BY_EXTENSION, BY_MEDIA_TYPE
from index.web.urls import shown_host

# What servers say of a file they know nothing of; the address's extension tells then.
_ANY_FILE = frozenset(
    {"", "application/octet-stream", "binary/octet-stream", "application/x-download", "application/force-download"}
    | {"application/zip", "application/x-zip-compressed"}
)
_EXTENSION = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}$")
"""What stands for a kind of file at the end of a name: `.php`, not the `.12` of a version."""


def file_name(url: str, content_type: str) -> str:
    """Return the name for what `url` gave out, with an extension of the format that the content type says.

    A type that only says "a file" or "some text" leaves it to the address's extension. Raises SourceUnsupported.
    """
    last = shown_name(re.split(r"[/\\]", unquote(urlsplit(url).path))[-1]).strip(". ")
    suffix = PurePosixPath(last).suffix.lower()
    said = media_type(content_type)
    kind = _format(said, BY_EXTENSION.get(suffix))
    if kind is None:
        raise SourceUnsupported(
            f"{shown_host(url)}: this address gives out {shown_name(said) or 'a file of unknown kind'}, which Footnote "
            "does not read; give the address of a web page or of a document."
        )
    if suffix in kind.extensions:
        return last
    return f"{_EXTENSION.sub('', last) or shown_host(url)}{kind.extensions[0]}"


def media_type(content_type: str) -> str:
    """Return the kind/subtype of a Content-Type header in lower case, of the first where servers sent several."""
    return re.split(r"[;,]", content_type)[0].strip().lower()


def _format(said: str, by_address: Format | None) -> Format | None:
    """Return the format that the content type says, the address's where the type leaves it open."""
    if said in _ANY_FILE:
        return by_address
    named = BY_MEDIA_TYPE.get(said)
    if said == "text/plain" or (named is None and said.startswith("text/")):
        return by_address if by_address is not None and _is_other_text(by_address) else named
    return named


def _is_other_text(kind: Format) -> bool:
    """Whether files of the kind are text that is often served as plain: a web page, for one, is not."""
    texts = [each for each in kind.media_types if each.startswith("text/") or each.endswith(("json", "yaml"))]
    return bool(texts) and "text/html" not in texts
