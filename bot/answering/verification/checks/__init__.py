"""The checks of a claim beside its quotes, a module each: pure functions from a comparison to findings."""
