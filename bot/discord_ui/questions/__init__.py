"""Asking: what counts as a question, whether it is taken, and the answer with its buttons."""
