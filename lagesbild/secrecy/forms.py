"""The form in which a ground is corrected."""

from django import forms

from lagesbild.secrecy.models import SecrecyGround


class GroundForm(forms.ModelForm):
    """Every value of a ground that may be wrong or change."""

    class Meta:
        model = SecrecyGround
        fields = ("statute", "chapter", "paragraph", "words", "harm", "review_years", "is_active")
        widgets = {"words": forms.Textarea(attrs={"rows": 4})}
