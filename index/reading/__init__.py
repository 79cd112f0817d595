"""Bytes to text with positions: `read` picks the reader for a file, one small module a format."""

from index.reading.formats import SUPPORTED, kinds, main_endings, read

__all__ = ["SUPPORTED", "kinds", "main_endings", "read"]
