"""Why a PDF is not taken in, in one plain sentence each, whichever library found it."""

from __future__ import annotations

from index.errors import SourceUnreadable


def locked(file: str) -> SourceUnreadable:
    """Refuse a file that opens with a password only."""
    return SourceUnreadable(f"{file}: this PDF is locked with a password; save it without one and add it again.")


def cannot_be_opened(file: str) -> SourceUnreadable:
    """Refuse a file that is no PDF, or a broken one."""
    return SourceUnreadable(f"{file}: this is not a PDF, or it is damaged; save it as PDF again, then add it again.")


def scanned(file: str) -> SourceUnreadable:
    """Refuse a file with pictures where its text should be."""
    return SourceUnreadable(
        f"{file}: its pages hold no text, only pictures of it, so it seems to be scanned; run text recognition (OCR) "
        f"over it and add the result."
    )


def without_text(file: str) -> SourceUnreadable:
    """Refuse a file whose pages are blank."""
    return SourceUnreadable(f"{file}: its pages hold no text; add a file with text in it.")


def undecodable(file: str) -> SourceUnreadable:
    """Refuse a file that shows letters but does not say which they are."""
    return SourceUnreadable(
        f"{file}: its fonts do not say which letters they show; run text recognition (OCR) over it and add the result."
    )
