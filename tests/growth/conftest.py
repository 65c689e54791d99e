"""What the tests of growth share: a household in which to post sessions."""

from tests.sign_ups.conftest import host, household

__all__ = ["host", "household"]
