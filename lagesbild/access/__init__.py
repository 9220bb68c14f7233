"""Who may what: roles, the grants each role has, and the scope of a request."""
