"""One whole system for each file of tests, and people in every role with a browser."""

from tests.scenes import login, scene

__all__ = ["login", "scene"]
