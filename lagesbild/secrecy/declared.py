"""Reads what each app declares of its models in `<app>/disclosure.py`:

    FIELDS = {"Area": {OPEN: "id slug"}}

Every field is named; there is no "all others", so that a new field is classed by somebody before the tests pass.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db.models import Model

from lagesbild.sealing.fields import SealedModel
from lagesbild.secrecy.classes import Disclosure
from lagesbild.secrecy.third_party import FIELDS_OF_OTHERS

Declaration = Mapping[str, Mapping[Disclosure, str]]  # model → class → the names of its fields


def declarations() -> dict[str, dict[str, Disclosure]]:
    """Return label of the model → field → class, of every installed app. A field that is declared twice is a fault."""
    found: dict[str, dict[str, Disclosure]] = {}
    for config in apps.get_app_configs():
        for model, classes in _of_app(config.name, config.label).items():
            fields = found.setdefault(f"{config.label}.{model}", {})
            for disclosure, names in classes.items():
                for name in names.split():
                    if name in fields:
                        raise ValueError(f"{config.label}.{model}.{name} is declared twice")
                    fields[name] = disclosure
    return found


def _of_app(name: str, label: str) -> Declaration:
    if find_spec(f"{name}.disclosure"):
        declared: Declaration = import_module(f"{name}.disclosure").FIELDS
        return declared
    return FIELDS_OF_OTHERS.get(label, {})


def fields_of(model: type[Model]) -> set[str]:
    """Return the names of everything that a row of `model` keeps: its columns, its relations through a table, and its sealed values."""
    kept = {field.name for field in [*model._meta.concrete_fields, *model._meta.local_many_to_many]}
    if issubclass(model, SealedModel):
        kept |= {name for column in model.sealed_columns() for name in model.sealed_values(column)}
    return kept


def models() -> Iterator[type[Model]]:
    """Yield every model that has a table, those between two others as well."""
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.proxy:
            yield model


def undeclared() -> list[str]:
    """Return every field that nobody has classed."""
    declared = declarations()
    return sorted(
        f"{model._meta.label}.{name}" for model in models() for name in fields_of(model) - set(declared.get(model._meta.label, {}))
    )


def gone() -> list[str]:
    """Return what is declared and is not there any more."""
    kept = {model._meta.label: fields_of(model) for model in models()}
    return sorted(f"{label}.{name}" for label, fields in declarations().items() for name in set(fields) - kept.get(label, set()))
