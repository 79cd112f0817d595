"""`/summary discussion`: what people wrote in a channel, read for one who may read it there, and kept nowhere."""
