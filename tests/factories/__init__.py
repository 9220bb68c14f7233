"""Plain functions that build what a test needs, through the real actions."""
