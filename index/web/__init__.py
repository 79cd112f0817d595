"""Pages of the web, fetched: public addresses only, within limits of size, time and redirects, as robots.txt allows."""
