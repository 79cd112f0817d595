"""Discussions summed up: messages in, attributed claims out, nothing kept."""
