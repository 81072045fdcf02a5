"""Every form that a lifecycle table names exists, and asks what its act's effect takes."""

import pytest

from tongxin.lifecycle.forms import ActForm, form_class
from tongxin.lifecycle.table import lifecycles

WITH_FORM = [act for one in lifecycles() for act in one.acts.values() if act.form]


@pytest.mark.parametrize("act", WITH_FORM, ids=str)
def test_form_of_the_table_exists(act):
    assert issubclass(form_class(act), ActForm)
