"""Prompts, one Markdown file each. The extractive writer needs none; the writer that uses a model reads them here."""
