"""Adding and removing one's second factors."""

from collections.abc import Callable
from functools import wraps

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as keys
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lagesbild.access.decorators import post_only, signed_in
from lagesbild.access.http import Request
from lagesbild.access.second_factor import is_given, is_locked, mark_given
from lagesbild.accounts import factors, own
from lagesbild.accounts.factors import Kind
from lagesbild.accounts.forms import EnrolForm, KeyForm
from lagesbild.accounts.gate import ask_to_confirm
from lagesbild.exceptions import ActionDenied

SECRET = "new_totp_secret"  # in the session until the first code shows that the app has it
View = Callable[..., HttpResponseBase]


def may_enrol(view: View) -> View:
    """Let in whoever adds a first factor, and whoever has one and gave it in this session. Nobody adds one to a session left open."""

    @wraps(view)
    @login_required
    def inner(request: Request, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.user.has_start_password:
            return redirect("accounts:password_change")
        if is_locked(request) or (not is_given(request) and factors.has_second_factor(request.user)):
            return ask_to_confirm(request)
        return view(request, *args, **kwargs)

    return inner


@sensitive_post_parameters()
@never_cache
@may_enrol
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: Request) -> HttpResponse:
    """Show a secret as a picture and as text, and take the first code of it."""
    secret = request.session.get(SECRET) or factors.new_secret()
    request.session[SECRET] = secret
    form = EnrolForm(request.POST or None, secret=secret)
    if request.method == "POST" and form.is_valid():
        del request.session[SECRET]
        codes = own.enrol_totp(request.user, secret=secret, step=form.step)
        mark_given(request, request.user)
        messages.success(request, _("Appen är kopplad till kontot."))
        return show_codes(request, codes) if codes else redirect("accounts:me")
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    context = {
        "form": form,
        "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        "picture": mark_safe(picture[picture.index("<svg") :]),  # drawn here, from a secret made here
        "is_first": not factors.has_second_factor(request.user),
        "replaces": bool(factors.of_kind(request.user, Kind.TOTP)),
    }
    return render(request, "accounts/enrol.html", context, status=400 if form.errors else 200)


def show_codes(request: Request, codes: list[str]) -> HttpResponse:
    """Answer with recovery codes. They stand on this page only."""
    return render(request, "accounts/recovery_codes.html", {"codes": codes})


@never_cache
@may_enrol
@post_only
def recovery(request: Request) -> HttpResponse:
    """Make new recovery codes and show them."""
    try:
        codes = own.new_codes(request.user)
    except ActionDenied as error:
        messages.error(request, str(error))
        return redirect("accounts:me")
    return show_codes(request, codes)


@never_cache
@may_enrol
@require_http_methods(["GET", "HEAD", "POST"])
def add_key(request: Request) -> HttpResponse:
    """Add a passkey: the browser asks the person, and its answer is posted here."""
    form = KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            keys.parse_registration_response(form.cleaned_data["credential"])
            keys.complete_registration(form.cleaned_data["credential"])
        except (ValidationError, ValueError, KeyError, TypeError):
            form.add_error(None, _("Nyckeln kunde inte läggas till. Försök igen."))
        else:
            codes = own.add_key(request.user, name=form.cleaned_data["name"], credential=form.cleaned_data["credential"])
            mark_given(request, request.user)
            messages.success(request, _("Nyckeln är tillagd."))
            return show_codes(request, codes) if codes else redirect("accounts:me")
    context = {"form": form, "options": keys.begin_registration(request.user, True)}
    return render(request, "accounts/add_key.html", context, status=400 if form.errors else 200)


@signed_in
@post_only
def rename_key(request: Request, pk: int) -> HttpResponse:
    """Give a passkey another name."""
    factor = get_object_or_404(Authenticator, pk=pk, user=request.user, type=Kind.WEBAUTHN)
    name = request.POST.get("name", "").strip()[:60]
    if name:
        own.rename_key(factor, name=name, by=request.user)
        messages.success(request, _("Nyckeln har fått ett nytt namn."))
    else:
        messages.error(request, _("Ge nyckeln ett namn, så att du känner igen den."))
    return redirect("accounts:me")


@may_enrol
@post_only
def remove(request: Request, pk: int) -> HttpResponse:
    """Remove one of one's second factors."""
    factor = get_object_or_404(Authenticator, pk=pk, user=request.user, type__in=factors.KINDS)
    try:
        own.remove_factor(factor, by=request.user)
    except ActionDenied as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Den andra faktorn är borttagen."))
    return redirect("accounts:me")
