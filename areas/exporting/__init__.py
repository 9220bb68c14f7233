"""Writes rows of the register as files: CSV, workbook, GeoJSON and GeoPackage. `areas.exports` is where apps register what there is."""
