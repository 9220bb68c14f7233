"""How pages look and speak: template tags, components, form rendering, menu, error pages."""
