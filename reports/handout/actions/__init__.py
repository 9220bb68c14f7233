"""The acts on a request, in the order they come."""
