"""Calls to a server that speaks as OpenAI's does, over the network, each within its time or broken off."""
