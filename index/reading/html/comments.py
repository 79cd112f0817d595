"""HTML comments within Markdown: nobody who reads the document sees them, so nothing may be quoted from them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from index.documents import Span

_IN_HTML = re.compile(r"<!--|-->")
_IN_MARKDOWN = re.compile(r"<!--|-->|`+")


def comments_within(text: str, span: Span, *, html: bool) -> Iterator[Span]:
    """Yield the comments of one block. In Markdown (`html` false) backticks make code of a comment between them."""
    if text.find("<!--", span.start, span.end) == -1:
        return
    marks = list((_IN_HTML if html else _IN_MARKDOWN).finditer(text, span.start, span.end))
    left = Counter(mark[0] for mark in marks)
    comment, code = None, ""
    for mark in marks:
        left[mark[0]] -= 1
        if comment is not None:
            if mark[0] == "-->":
                yield Span(comment, mark.end())
                comment = None
        elif code:
            code = "" if mark[0] == code else code
        elif mark[0] == "<!--":
            comment = mark.start()
        elif mark[0][0] == "`" and left[mark[0]]:
            code = mark[0]
