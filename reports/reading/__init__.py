"""Reading a file of a bundle back: its words, wherever in it they stand, and what it says about itself. Knows nothing of the report."""
