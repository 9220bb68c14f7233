"""The grounds of secrecy: the list, and correcting one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs
from lagesbild.access.http import Request
from lagesbild.exceptions import ActionDenied
from lagesbild.secrecy.actions import correct_ground
from lagesbild.secrecy.forms import GroundForm
from lagesbild.secrecy.grounds import present_grounds
from lagesbild.secrecy.models import SecrecyGround


@require_safe
@never_cache
@needs(Codename.IMPORT_DATA)
def grounds(request: Request) -> HttpResponse:
    """Show the present version of each ground."""
    return render(request, "secrecy/grounds.html", {"grounds": present_grounds()})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@needs(Codename.IMPORT_DATA)
def ground(request: Request, pk: int) -> HttpResponse:
    """Show a ground with its earlier versions, or correct it. The address holds the version that was read."""
    row = get_object_or_404(SecrecyGround, pk=pk)
    form = GroundForm(request.POST or None, instance=SecrecyGround.objects.get(pk=pk))
    if request.method == "POST" and form.is_valid():
        try:
            made = correct_ground(row, by=request.user, **form.cleaned_data)
        except ActionDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Grunden är rättad. Det som redan är markerat behåller den ordalydelse det hade."))
            return redirect("secrecy:ground", made.pk)
    versions = SecrecyGround.objects.filter(key=row.key).select_related("corrected_by").order_by("-version")
    context = {"ground": row, "form": form, "versions": versions}
    return render(request, "secrecy/ground.html", context, status=400 if form.errors else 200)
