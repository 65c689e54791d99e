"""What stops a reading: not an error of the program, a question for the person who wrote."""

from datetime import date

from locales.fr.dates.model import Code, Doubt, Reason

REASONS: dict[Code, Reason] = {
    **dict.fromkeys(("wrong_weekday", "two_days"), "mismatch"),
    **dict.fromkeys(("no_such_day", "no_such_hour", "skipped_hour"), "impossible"),
    **dict.fromkeys(("past_day", "past_hour"), "past"),
}


class Unclear(Exception):  # noqa: N818 - a doubt is no error
    """Raised while a text is read: it must be asked back. `likely` are days to offer, each reading one or more."""

    def __init__(self, doubt: Doubt, *likely: tuple[date, ...]) -> None:
        super().__init__(doubt.code)
        self.doubt = doubt
        self.likely = likely

    @property
    def reason(self) -> Reason:
        """The class of the doubt, coarser than its code."""
        return REASONS.get(self.doubt.code, "ambiguous")
