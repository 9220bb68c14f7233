"""Who is who: the user, logging in and out, the own page."""
