"""What the tests of accounts ask: who manages them, what roles an account has, what was logged about it."""

from django.test import Client

from lagesbild.access.roles import Role
from lagesbild.accounts.models import User
from lagesbild.audit.models import AuditEvent
from tests.factories.people import make_user


def manager() -> User:
    return make_user(Role.SYSTEM_ADMIN)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def roles_of(user: User) -> set[tuple[str, str]]:
    return set(user.groups.values_list("role_group__role", "role_group__unit__key"))


def events(user: User) -> list[str]:
    return list(
        AuditEvent.objects.filter(object_type="accounts.User", object_id=user.pk, actor_id__isnull=False).values_list("event", flat=True)
    )
