"""Terms, scores and engines: what ranks passages."""
