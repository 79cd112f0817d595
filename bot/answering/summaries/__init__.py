"""Summaries: what to summarise in, a Summary out, every sentence with its quote, and how much was read stated."""
