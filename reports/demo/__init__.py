"""The demo: the real lists, a replayed round and a coming one, all through the real actions by accounts of the right role."""
