"""Who acts in a replay: the accounts by role, found once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property

from lagesbild import clock
from lagesbild.access.acting import acting_as
from lagesbild.accounts.models import User
from reports.demo.accounts import suffix


class Cast:
    """Every account of the demo by user name, and the ones of a local police area by its key."""

    @cached_property
    def users(self) -> dict[str, User]:
        return {user.username: user for user in User.objects.all()}

    def __getitem__(self, username: str) -> User:
        return self.users[username]

    def officer(self, unit_key: str) -> User:
        return self[f"lpo.{suffix(unit_key)}"]

    def chief(self, unit_key: str) -> User:
        return self[f"chef.{suffix(unit_key)}"]

    def reviewer(self, number: int) -> User:
        return self["noa.granskare" if number % 2 else "noa.granskare2"]


@contextmanager
def at_work(who: User, at: datetime) -> Iterator[User]:
    """Let `who` act at a moment: classified rows are there only for who acts."""
    with clock.at(at), acting_as(who):
        yield who
