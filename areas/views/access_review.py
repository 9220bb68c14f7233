"""Going through who holds which role: the list, what is due first, and the verdict on one role."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from areas.actions.access_review import review_role
from areas.forms.access_review import ReviewForm, ReviewSearchForm
from areas.models.role_review import Verdict
from areas.queries.access_review import cut, in_words, memberships
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs, post_only
from lagesbild.access.http import Request
from lagesbild.access.models import RoleGroup
from lagesbild.accounts.models import User
from lagesbild.audit.searching import note_search
from lagesbild.exceptions import ActionDenied

ROLES_A_PAGE = 50


@never_cache
@needs(Codename.REVIEW_ACCESS)
@require_safe
def index(request: Request) -> HttpResponse:
    """Show every role at the units that the reviewer reaches."""
    return _page(request, None, None)


@never_cache
@needs(Codename.REVIEW_ACCESS)
@post_only
def review(request: Request, group: int, user: int) -> HttpResponse:
    """Keep the verdict on one role, and go on in the list where the reviewer was."""
    if not memberships(request.scope).filter(group__role_group=group, user=user).exists():
        raise Http404
    person, role_group = User.objects.get(pk=user), RoleGroup.objects.select_related("unit").get(pk=group)
    form = ReviewForm(request.POST, auto_id=_ids(group, user))
    if form.is_valid():
        try:
            review_role(person, group=role_group, by=request.user, **form.given())
        except ActionDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _done(form.given()["verdict"]) % {"account": person})
            return redirect(f"{reverse('areas:access_review')}?{request.GET.urlencode()}")
    return _page(request, form, (group, user))


def _done(verdict: Verdict) -> str:
    if verdict == Verdict.REMOVE:
        return _("%(account)s har inte längre rollen. Skälet är sparat.")
    return _("Rollen är genomgången: %(account)s behöver den fortfarande.")


def _ids(group: int, user: int) -> str:
    return f"roll-{group}-{user}-%s"


def _page(request: Request, refused: ReviewForm | None, place: tuple[int, int] | None) -> HttpResponse:
    """Answer with the list. A form that was refused stands at its own role with what was typed, or above the list."""
    search = ReviewSearchForm(request.GET)
    search.is_valid()
    asked = {name: search.cleaned_data.get(name, "") for name in search.fields}
    everything = memberships(request.scope)
    total = everything.count()
    page = Paginator(cut(everything, words=asked["sok"], role=asked["roll"], shown=asked["visa"]), ROLES_A_PAGE).get_page(
        request.GET.get("sida")
    )
    rows = []
    for held in in_words(page):
        here = (held.group.pk, held.user.pk)
        mine = refused is not None and here == place and held.user.pk != request.user.pk  # one's own row has no form
        rows.append((held, refused if mine else ReviewForm(auto_id=_ids(*here))))
    if request.method == "GET":
        note_search(request, "behörigheter", asked, found=page.paginator.count)
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in asked.items() if value})
    context = {
        "rows": rows,
        "page": page,
        "total": total,
        "search": search,
        "is_filtered": bool(query),
        "has_filter": bool(query) or total > ROLES_A_PAGE,
        "query": f"{query.urlencode()}&" if query else "",
        "stray": refused if refused is not None and not any(form is refused for _held, form in rows) else None,
        "has_errors": refused is not None,
    }
    return render(request, "areas/access_review.html", context, status=400 if refused is not None else 200)
