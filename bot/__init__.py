"""Everything that talks to people."""

__version__ = "0.1.0"
