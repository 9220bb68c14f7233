"""The third lock: classified values lie encrypted in the database, each bound to its place, under keys that are not kept there."""
