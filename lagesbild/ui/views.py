"""The one page that every role starts on."""

from django.http import HttpResponse
from django.shortcuts import render

from lagesbild import clock
from lagesbild.access.decorators import signed_in
from lagesbild.access.http import Request
from lagesbild.ui.worklist import worklist_for


@signed_in
def worklist(request: Request) -> HttpResponse:
    """Show what waits for the person, the most urgent first. Whoever is logged in has this page."""
    found = worklist_for(request.scope)
    return render(request, "worklist.html", {"list": found, "today": clock.today(), "has_deadline": any(row.due for row in found.mine)})
