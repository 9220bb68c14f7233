"""Reading files into the register."""

from areas.importers.loading import load_places

__all__ = ["load_places"]
