"""The library of a server: looking at it, files in, and changing it."""
