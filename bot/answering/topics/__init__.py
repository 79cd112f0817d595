"""What a library is about, and questions it is known to answer."""
