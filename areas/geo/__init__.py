"""Polygons on the map of Sweden: plain geometry, no database."""
