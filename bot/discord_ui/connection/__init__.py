"""The line to Discord: logging in, staying connected, sending, and stopping."""
