import pytest
from django.db import transaction


@pytest.mark.django_db(transaction=True)
def test_it():
    exec(open("/tmp/try.py").read(), {})
