"""Login with an authority's identity provider (OpenID Connect): code flow with PKCE, a nonce, and the signature always checked."""

import secrets
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from lagesbild.access.decorators import post_only
from lagesbild.accounts.going_back import safe_next

PROVIDER = "myndighet"
NONCE = "oidc_nonce"
ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})


class Adapter(OpenIDConnectOAuth2Adapter):
    """Checks what allauth leaves to the connection: the token's signature and that it was made for this very login."""

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        claims = verified(id_token, answer.json(), issuer=self.openid_config["issuer"], audience=app.client_id)
        expected = self.request.session.pop(NONCE, "")
        if not expected or not secrets.compare_digest(str(claims.get("nonce", "")), expected):
            raise OAuth2Error("the nonce is not ours")
        return claims

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("no id_token")
        return super().complete_login(request, app, token, **kwargs)


def verified(token: str, keys: dict[str, Any], *, issuer: str, audience: str) -> dict[str, Any]:
    """Return what the token says when it is signed by the provider's key, for us and now. Raises `OAuth2Error`.

    A token need not name its key where the provider has only one (OpenID Connect Core 10.1).
    """
    try:
        header = jwt.get_unverified_header(token)
        named = header.get("kid")
        fitting = [key for key in keys["keys"] if named is None or key.get("kid") == named]
        if header["alg"] not in ALGORITHMS or len(fitting) != 1:
            raise OAuth2Error("no single key of the provider fits the token")
        key = jwt.PyJWK(fitting[0], algorithm=header["alg"])
        claims: dict[str, Any] = jwt.decode(
            token, key=key, algorithms=[header["alg"]], issuer=issuer, audience=audience, options={"require": ["exp", "iss", "aud", "sub"]}
        )
    except (jwt.PyJWTError, KeyError, TypeError) as error:
        raise OAuth2Error("the token is not the provider's") from error
    return claims


def _require_configured() -> None:
    if not settings.OIDC_ISSUER:
        raise Http404


@never_cache
@post_only
def start(request: HttpRequest) -> HttpResponse:
    """Send the person to their authority's login."""
    _require_configured()
    provider = Adapter(request, PROVIDER).get_provider()
    request.session[NONCE] = nonce = secrets.token_urlsafe(32)
    parameters = {"nonce": nonce}
    return provider.redirect(request, "login", next_url=safe_next(request) or None, auth_params=parameters)


@never_cache
def callback(request: HttpRequest, provider_id: str = PROVIDER) -> HttpResponse:
    """Take the person back from their authority's login."""
    _require_configured()
    return OAuth2CallbackView.adapter_view(Adapter(request, PROVIDER))(request)
