"""Which dates are said together, and which hours belong to which of them."""

from dataclasses import dataclass, field

from locales.fr.dates.items import Dates, Gap, Hours, Item
from locales.fr.dates.model import Doubt
from locales.fr.dates.unclear import Unclear

_FAR = {"soft": 0, "and": 1, "mark": 1, "or": 1, "word": 2, "stop": 3}
BESIDE, JOINED, APART, SENTENCE = range(4)


@dataclass(slots=True)
class Group:
    """Dates joined to each other, their hours, and how far before the text the previous group ends (`after`)."""

    dates: list[Dates]
    hours: list[Hours] = field(default_factory=list)
    after: int = SENTENCE
    standing_apart: bool = False
    limit: bool = False


@dataclass(slots=True)
class _Mark:
    item: Dates | Hours
    before: int
    link: str
    either: bool


def group(items: list[Item]) -> tuple[list[Group], list[Hours]]:
    """Give the groups of dates in order, and the hours of a text that has no dates; raises Unclear."""
    marks = _marks(items)
    groups, places = _groups(marks)
    loose: list[Hours] = []
    for index, mark in enumerate(marks):
        if isinstance(mark.item, Hours):
            if groups:
                _give(marks, index, places, groups)
            else:
                loose.append(mark.item)
    _check_asides(groups)
    return groups, loose


def _marks(items: list[Item]) -> list[_Mark]:
    """Dates and hours with their distance to what is before them, and whether an «ou» lies between."""
    marks: list[_Mark] = []
    far, link, either = SENTENCE, "", False
    for item in items:
        if isinstance(item, Gap):
            link = item.sort if item.sort == "and" or (item.sort == "mark" and not link) else link
            either = (either and _FAR[item.sort] < APART) or (item.sort == "or" and bool(marks))
            far = max(far, _FAR[item.sort])
        else:
            marks.append(_Mark(item, far, link, either))
            far, link, either = BESIDE, "", False
    return marks


def _groups(marks: list[_Mark]) -> tuple[list[Group], dict[int, int]]:
    groups: list[Group] = []
    places: dict[int, int] = {}
    far = SENTENCE
    last: Dates | None = None
    for index, mark in enumerate(marks):
        far = max(far, mark.before)
        item = mark.item
        if isinstance(item, Hours):
            continue
        near = index > 0 and isinstance(marks[index - 1].item, Dates)
        if item.led and last is not None and not near and mark.before == BESIDE:
            # «du vendredi 18 h au dimanche 17 h» is one stretch across days.
            raise Unclear(Doubt(code="hours_unclear"))
        if mark.either and item.role != "limit":
            raise Unclear(Doubt(code="candidates"))
        if near and mark.before <= JOINED and last is not None and (last.role == "limit") == (item.role == "limit"):
            groups[-1].dates.append(item)
            item.link = "and" if mark.link == "and" else "mark" if mark.link else ""
        else:
            groups.append(Group([item], after=far, limit=item.role == "limit"))
        places[index] = len(groups) - 1
        far, last = BESIDE, item
    return groups, places


def _give(marks: list[_Mark], index: int, places: dict[int, int], groups: list[Group]) -> None:
    """Give an hour to the nearest date, before it rather than after."""
    hours = marks[index].item
    assert isinstance(hours, Hours)
    back = _reach(marks, index, -1, places)
    ahead = _reach(marks, index, 1, places)
    if marks[index].either and isinstance(marks[index - 1].item, Hours):
        raise Unclear(Doubt(code="candidates"))
    if back is None or (ahead is not None and ahead[1] < back[1]):
        back = ahead
    if back is None:
        return
    owner = groups[back[0]]
    if hours.sort == "lasts" and back[1] > JOINED:
        return
    owner.hours.append(hours)
    owner.standing_apart = owner.standing_apart or back[1] >= APART


def _reach(marks: list[_Mark], index: int, step: int, places: dict[int, int]) -> tuple[int, int] | None:
    """Give the nearest group in a direction and the distance to it."""
    far = marks[index].before if step < 0 else BESIDE
    k = index + step
    while 0 <= k < len(marks):
        if step > 0:
            far = max(far, marks[k].before)
        if k in places:
            return places[k], far
        if step < 0:
            far = max(far, marks[k].before)
        k += step
    return None


def _check_asides(groups: list[Group]) -> None:
    """Leave out a meal's hour that no other hour accompanies, unless the date itself is said with it."""
    for one in groups:
        if one.standing_apart and all(hours.meal for hours in one.hours):
            one.hours = []
