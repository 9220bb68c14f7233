"""What can stop an act. Each carries a sentence that is shown to the person as it is."""


class ActionDenied(Exception):
    """The act is not allowed, or not now. `str(error)` is a sentence for people, without any classified value."""


class Stale(ActionDenied):
    """Somebody else changed the thing since the person read it; nothing was written."""
