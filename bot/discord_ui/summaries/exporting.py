"""A summary as a Markdown file somebody takes with them."""

from __future__ import annotations

import re
from typing import Final

from bot.answering.summaries.markdown import as_markdown
from bot.answering.summaries.summary import Summary

UNNAMEABLE: Final = re.compile(r"[^\w]+")
LONGEST_NAME: Final = 60
UNTITLED: Final = "summary"


def exported(summary: Summary) -> tuple[str, bytes]:
    """Return the name of a summary's file, made of its title, and what is in it, as UTF-8."""
    name = UNNAMEABLE.sub("-", summary.title)[:LONGEST_NAME].strip("-_").lower()
    return f"{name or UNTITLED}.md", as_markdown(summary).encode("utf-8", "replace")
