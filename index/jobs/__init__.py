"""Work on a library that outlives a restart: what is asked for in one go is one job, of one or many items."""
