"""What of a text belongs to the page it was taken from rather than to the document."""
