"""Which account a login at an authority's identity provider opens."""

from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from lagesbild import audit
from lagesbild.accounts.models import User
from lagesbild.audit.events import Event
from lagesbild.exceptions import ActionDenied


def find_account(request: HttpRequest, sociallogin: Any) -> None:
    """Point the login at its account: the one linked to the subject, else the open one whose name there an administrator wrote down.

    The first login links the subject; from then on the name is not asked. Nobody is let in by name into an account that is linked to
    somebody else. A start password ends with the link: whoever gave it can no longer use it.
    """
    user = sociallogin.user if sociallogin.is_existing else _by_name(sociallogin)
    if user is None:
        record_refusal(None)
        raise ActionDenied(_("Det finns inget konto för dig här. Vänd dig till systemadministratören."))
    if not user.is_active:
        record_refusal(user)
        raise ActionDenied(_("Kontot är stängt. Vänd dig till systemadministratören."))
    with transaction.atomic():
        if not sociallogin.is_existing:
            sociallogin.connect(request, user)
            audit.record(Event.PROVIDER_LINKED, obj=user, by=user)
        if user.has_start_password:
            user.set_unusable_password()
            user.has_start_password = False
            user.save(update_fields=["password", "has_start_password"])
    sociallogin.user = user


def _by_name(sociallogin: Any) -> User | None:
    claims = sociallogin.account.extra_data
    claims = claims.get("id_token") or claims.get("userinfo") or claims
    name = claims.get(settings.OIDC_USERNAME_CLAIM)
    if not isinstance(name, str) or not name:
        return None
    user = User.objects.filter(provider_name=name).first()
    if user is None or SocialAccount.objects.filter(user=user, provider=sociallogin.account.provider).exists():
        return None
    return user


@transaction.atomic
def record_refusal(user: User | None) -> None:
    """Log that somebody came from the identity provider and was not let in. Who they said they were is not kept."""
    audit.record(Event.LOGIN_FAILED, obj=user, by=None, detail={"method": "oidc"})
