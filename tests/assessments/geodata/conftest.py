"""The register as the project's own files fill it, made once for a module."""

from tests.register import places

__all__ = ["places"]
