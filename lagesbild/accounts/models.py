"""The user: an account in one service role, not a person's record."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

USERNAME = RegexValidator(r"^[a-z0-9.\-]+$", _("Använd små bokstäver, siffror, punkt och bindestreck."))


class UserManager(BaseUserManager["User"]):
    """Makes accounts. There is no superuser: nobody reads what they were not granted."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """An account. What it may do comes from the groups (role × unit) it is a member of."""

    username = models.CharField(
        _("användarnamn"),
        max_length=60,
        unique=True,
        validators=[USERNAME],
    )
    email = models.EmailField(_("e-post"), blank=True)
    is_active = models.BooleanField(_("aktiv"), default=True)
    # Whoever gave the password knows it too: it serves for choosing one's own and for nothing else.
    has_start_password = models.BooleanField(_("har startlösenord"), default=False, db_default=False)
    # What the authority's identity provider calls the person; read at the first login from there, which links the account.
    provider_name = models.CharField(_("namn hos identitetsleverantören"), max_length=150, null=True, blank=True, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("konto")
        verbose_name_plural = _("konton")
        constraints = [
            models.CheckConstraint(condition=models.Q(is_superuser=False), name="accounts_nobody_is_superuser"),
        ]

    def __str__(self) -> str:
        return self.username

    def set_password(self, raw_password: str | None) -> None:
        """Set the password as the person's own; `accounts.actions` marks a start password afterwards."""
        super().set_password(raw_password)
        self.has_start_password = False
