"""Choosing the legal grounds of secrecy in a method version that is a draft."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.actions.markings import choose_grounds
from assessments.forms.grounds import GroundsForm
from assessments.models import Marking, Method
from assessments.views.acting import require_anywhere
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs
from lagesbild.access.http import Request
from lagesbild.exceptions import ActionDenied, Stale


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@needs(Codename.VIEW_PICTURE)
def method_grounds(request: Request, pk: int) -> HttpResponse:
    """Show the ground of each question with a classified part, and save other choices. Once approved, the page only shows them."""
    require_anywhere(request, Codename.LEAD)
    method = get_object_or_404(Method, pk=pk)
    form = GroundsForm(request.POST or None, markings=_markings(method))
    if request.method != "POST":
        return _page(request, method, form)
    if method.approved_at is None and not form.is_valid():
        return _page(request, method, form, status=400)
    chosen, read = (form.chosen(), form.read()) if form.is_valid() else ({}, {})
    try:
        choose_grounds(method, grounds=chosen, read=read, by=request.user)
    except Stale as error:
        form = GroundsForm(request.POST, markings=_markings(method))
        form.read_again()
        form.add_error(None, str(error))
        return _page(request, method, form, status=409)
    except ActionDenied as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Grunderna är sparade. Den som har valt dem kan inte godkänna metodversionen."))
    return redirect("assessments:method_grounds", pk)


def _markings(method: Method) -> list[Marking]:
    rows = Marking.objects.filter(question__method=method).select_related("question", "ground", "marked_by")
    return list(rows.order_by("question__order"))


def _page(request: Request, method: Method, form: GroundsForm, *, status: int = 200) -> HttpResponse:
    context = {"method": method, "form": form, "markings": form.markings}
    return render(request, "assessments/noa/method_grounds.html", context, status=status)
