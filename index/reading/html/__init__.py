"""The tree of a web page to text."""
