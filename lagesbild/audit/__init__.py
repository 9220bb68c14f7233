"""What happened, by whom, to what: append-only, written in the same transaction as the act itself."""

from lagesbild.audit.recording import record

__all__ = ["record"]
