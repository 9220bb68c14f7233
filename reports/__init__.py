"""The national picture, its documents and their publication."""
