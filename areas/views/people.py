"""Accounts: the list, one account, and a new one."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from areas.forms.people import AccountForm, RoleForm, SearchForm
from areas.queries.people import accounts_visible_to, manageable_units, search, with_roles
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs
from lagesbild.access.http import Request
from lagesbild.accounts.actions import create_account
from lagesbild.accounts.models import User
from lagesbild.audit.searching import note_search
from lagesbild.exceptions import ActionDenied

ACCOUNTS_A_PAGE = 50


@never_cache
@needs(Codename.MANAGE_ACCOUNTS)
@require_GET
def index(request: Request) -> HttpResponse:
    """Show the accounts with their roles, whether they are open, and when they were used last."""
    form = SearchForm(request.GET)
    form.is_valid()
    asked = {name: form.cleaned_data.get(name, "") for name in form.fields}
    found = search(accounts_visible_to(request.scope), words=asked["sok"], role=asked["roll"], state=asked["lage"])
    page = Paginator(found, ACCOUNTS_A_PAGE).get_page(request.GET.get("sida"))
    note_search(request, "konton", asked, found=page.paginator.count)
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in asked.items() if value})
    context = {"form": form, "people": with_roles(page), "page": page, "is_filtered": bool(query)}
    return render(request, "areas/people.html", context | {"query": f"{query.urlencode()}&" if query else ""})


@never_cache
@needs(Codename.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Make an account, and show its start password the only time it can be seen."""
    form = AccountForm(request.POST or None, units=manageable_units(request.scope))
    if request.method == "POST" and form.is_valid():
        try:
            user, password = create_account(**form.cleaned_data, by=request.user)
        except ActionDenied as error:
            form.add_error(None, str(error))
        else:
            return show_password(request, user, password)
    return render(request, "areas/person_new.html", {"form": form}, status=400 if form.errors else 200)


@never_cache
@needs(Codename.MANAGE_ACCOUNTS)
@require_GET
def person(request: Request, pk: int) -> HttpResponse:
    """Show one account: its roles, and what can be done with it."""
    user = get_object_or_404(accounts_visible_to(request.scope), pk=pk)
    return show_person(request, user, RoleForm(units=manageable_units(request.scope)))


def show_person(request: Request, user: User, form: RoleForm) -> HttpResponse:
    """Answer with the page of an account; `form` is the one for giving a role, with its errors when it was refused."""
    [found] = with_roles([user])
    own = _("Du kan inte ändra ditt eget konto: be en annan systemadministratör.") if user.pk == request.user.pk else ""
    closed = "" if user.is_active else _("Du kan inte ge ett nytt startlösenord: kontot är stängt.")
    context = {"person": found, "form": form, "own": own, "no_password": own or closed, "has_provider": bool(settings.OIDC_ISSUER)}
    return render(request, "areas/person.html", context, status=400 if form.errors else 200)


def show_password(request: Request, user: User, password: str) -> HttpResponse:
    """Answer with a start password. It stands on this page only: not in the address, not in the session, not in the log."""
    messages.success(request, _("Startlösenordet gäller nu. Det visas bara här."))
    return render(request, "areas/person_password.html", {"person": user, "password": password})
