"""Planned changes of the organisation: what a plan holds, what stands in its way, and what it moves. Nothing here writes."""
