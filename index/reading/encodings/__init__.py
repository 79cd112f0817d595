"""Bytes to letters."""
