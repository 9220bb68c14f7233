"""Maps of a list of areas for people who are logged in: drawn on the server, and as GeoJSON for the map that zooms."""
