"""What comes back by the clock."""

from celery import shared_task

from areas.actions import organisation


@shared_task(name="areas.carry_out_changes")
def carry_out_changes() -> int:
    """Let approved changes of the organisation take effect on their day, and answer how many did.

    Beat calls it each hour, first at ten past midnight: after a night when it stood still nothing is missed. Run twice it does nothing.
    """
    return organisation.carry_out_due()[0]
