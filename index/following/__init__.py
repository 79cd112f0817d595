"""Sources that are looked at again: web pages and folders, what the last look found, and when the next one is due."""
