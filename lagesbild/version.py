"""The version of the application, as `pyproject.toml` has it: what is kept for good says which one made it."""

VERSION = "0.4.0"
