"""The Discord face of Footnote."""
