"""Lays out the two pictures: statements on concentric circles, the map of positions; templates draw what stands here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, pi, radians, sin, sqrt
from typing import Any

from tongxin.deliberation.results.content import HALF
from tongxin.deliberation.results.reading import Line, Reading, letter_of
from tongxin.deliberation.results.shares import percent

EDGE = 225.0
INNER = 0.78
"""Where the ring of one half lies, of the radius: what all share gets most of the room."""
RINGS = (0.8, 0.65, 0.5)
MOST = 30
SMALLEST, LARGEST = 13.0, 17.0
FAR_ENOUGH = 6 * LARGEST
TRIES = 72
SIDE, CORNER = 244, 268
"""Where a group's name stands: above or below the circle, or in a corner beside it."""
MOST_NAMED, RIM = 5, 238.0
"""Of more groups only letters stand round the circle; their names are in the legend."""
MAP, SHEET, BORDER, WORDS = 200.0, 214.0, 6.0, 24.0
DENSITIES = 4
LINE, LETTER = 22.0, 19.0


@dataclass(frozen=True)
class Ring:
    """A circle within which every group agrees at least so much."""

    radius: float
    share: str


@dataclass(frozen=True)
class Spot:
    """A statement on the circles."""

    line: Line
    x: float
    y: float
    radius: float

    @property
    def text_y(self) -> float:
        return self.y + 6


@dataclass(frozen=True)
class Sector:
    """The direction of a group: its name and the line that parts it from the next."""

    place: int
    name: str
    x: float
    y: float
    anchor: str
    border: tuple[float, float]


@dataclass(frozen=True)
class Circles:
    """The concentric picture; `left_out` statements are only in the table."""

    rings: tuple[Ring, ...]
    sectors: tuple[Sector, ...]
    spots: tuple[Spot, ...]
    left_out: int
    core: float = EDGE * INNER

    @property
    def is_lettered(self) -> bool:
        """Whether only letters stand round the circle, whose names the legend tells."""
        return len(self.sectors) > MOST_NAMED


def circles(reading: Reading) -> Circles:
    """Nearer to the middle: more of every group agree. Direction: the group that agrees least. Size: how many said something."""
    shown = reading.lines[:MOST]
    most = max((line.seen for line in shown), default=1)
    count = len(reading.names)
    spots: list[Spot] = []
    taken = [(0.0, -distance(share)) for share in RINGS]
    for line in shown:
        size = SMALLEST + (LARGEST - SMALLEST) * sqrt(line.seen / most)
        spots.append(_placed(line, size, count, taken))
        taken.append((spots[-1].x, spots[-1].y))
    rings = tuple(Ring(round(distance(share), 1), percent(share)) for share in RINGS)
    names = _sectors(reading.names) if count > 1 else ()
    return Circles(rings, names, tuple(spots), len(reading.lines) - len(shown))


def _named(names: list[str], place: int) -> str:
    return names[place] if len(names) <= MOST_NAMED else letter_of(place)


def distance(share: float) -> float:
    """How far from the middle a share lies: evenly down to one half, closer together below."""
    if share >= HALF:
        return EDGE * INNER * (1 - share) / (1 - HALF)
    return EDGE * (INNER + (1 - INNER) * (HALF - share) / HALF)


def _middle_of(place: int, count: int) -> float:
    """The direction of a group: the first one upwards, four of them into the corners."""
    start = -0.75 * pi if count == 4 else -0.5 * pi
    return start + place * 2 * pi / count


def _placed(line: Line, size: float, count: int, taken: Sequence[tuple[float, float]]) -> Spot:
    """In its group's direction, at its distance, far from what stands there already, the rings' numbers among it."""
    away = distance(line.score)
    wide = 2 * pi / count
    begin = _middle_of(line.weakest_place, count) - wide / 2
    angles = [begin + wide * (step + 0.5) / TRIES for step in range(TRIES)]
    tried = [(away * cos(angle), away * sin(angle)) for angle in angles]

    def room(at: int) -> tuple[float, float]:
        x, y = tried[at]
        free = min(hypot(x - left, y - top) for left, top in taken)
        return (round(min(free, FAR_ENOUGH), 3), -abs(at - TRIES / 2))

    x, y = tried[max(range(TRIES), key=room)]
    return Spot(line, round(x, 1), round(y, 1), round(size, 1))


def _sectors(names: list[str]) -> tuple[Sector, ...]:
    count = len(names)
    return tuple(_sector(place, _named(names, place), count) for place in range(count))


def _sector(place: int, name: str, count: int) -> Sector:
    middle = _middle_of(place, count)
    end = middle + pi / count
    border = (round(EDGE * cos(end), 1), round(EDGE * sin(end), 1))
    if count > MOST_NAMED:
        x, y = RIM * cos(middle), RIM * sin(middle) + 5
        return Sector(place, name, round(x, 1), round(y, 1), "middle", border)
    y = CORNER if sin(middle) > 0 else -CORNER + 16
    if abs(cos(middle)) < 0.3:
        return Sector(place, name, 0, y, "middle", border)
    x = SIDE if cos(middle) > 0 else -SIDE
    return Sector(place, name, x, y, "end" if x > 0 else "start", border)


@dataclass(frozen=True)
class Block:
    """A cell of the map; `density` from 1 to 4."""

    x: float
    y: float
    width: float
    height: float
    people: int
    density: int


@dataclass(frozen=True)
class Cloud:
    """Where two thirds of a group stand."""

    place: int
    name: str
    size: int
    x: float
    y: float
    wide: float
    narrow: float
    turn: float
    name_y: float = 0.0

    @property
    def tall(self) -> float:
        """How far it reaches up and down."""
        turn = radians(self.turn)
        return round(hypot(self.wide * sin(turn), self.narrow * cos(turn)), 1)

    @property
    def broad(self) -> float:
        """How far it reaches to the sides."""
        turn = radians(self.turn)
        return round(hypot(self.wide * cos(turn), self.narrow * sin(turn)), 1)


@dataclass(frozen=True)
class Map:
    """Positions, several people at a time; `doubt` is how far one person's true place may lie from the computed one."""

    blocks: tuple[Block, ...]
    clouds: tuple[Cloud, ...]
    doubt: Cloud | None
    top: float
    floor: float
    side: float

    @property
    def width(self) -> float:
        """Of the sheet."""
        return 2 * self.side

    @property
    def foot(self) -> float:
        """Where the words under it stand."""
        return round(self.floor + (2 * self.doubt.tall + WORDS if self.doubt else 0), 1)

    @property
    def height(self) -> float:
        """Of the sheet: how uncertain a place is stands below the map, and under it what that is."""
        return round(self.foot + BORDER - self.top, 1)


def positions(reading: Reading) -> Map:
    """The map, as large as what stands on it; up is up. Clouds are of views: where all are one, there is none."""
    told = reading.content["map"]
    clouds = [
        _cloud(place, _named(reading.names, place), group["size"], cloud)
        for place, (group, cloud) in enumerate(
            zip(reading.content["groups"], told["clouds"], strict=True)
        )
        if cloud
    ]
    blocks = _blocks(told["cells"])
    drawn = clouds if reading.has_views else []
    heights = [edge for one in blocks for edge in (one.y, one.y + one.height)]
    heights += [edge for one in drawn for edge in (one.y - one.tall, one.y + one.tall)]
    top, floor = (
        round(min(heights, default=0) - BORDER, 1),
        round(max(heights, default=0) + BORDER, 1),
    )
    side = max([SHEET, *(abs(one.x) + one.broad for one in drawn)]) + BORDER
    doubt = _doubt(told["doubt"], floor)
    return Map(blocks, _apart(drawn), doubt, top, floor, round(side, 1))


def _apart(clouds: Sequence[Cloud]) -> tuple[Cloud, ...]:
    """The clouds with their names below one another where these would lie on top of each other."""
    placed: list[Cloud] = []
    for cloud in clouds:
        height = cloud.y
        while any(
            abs(height - one.name_y) < LINE
            and abs(cloud.x - one.x) < LETTER * max(len(cloud.name), len(one.name))
            for one in placed
        ):
            height += LINE
        placed.append(replace(cloud, name_y=round(height, 1)))
    return tuple(placed)


def _doubt(told: Mapping[str, Any] | None, floor: float) -> Cloud | None:
    """How uncertain one person's place is, drawn below the map on the left."""
    if not told:
        return None
    shape = _cloud(0, "", 0, told)
    return replace(shape, x=round(shape.wide - SHEET, 1), y=round(floor + shape.tall, 1))


def _blocks(cells: list[list[float]]) -> tuple[Block, ...]:
    crowds = [people / (width * height) for _left, _bottom, width, height, people in cells]
    most = max(crowds, default=1.0)
    return tuple(
        Block(
            round(left * MAP, 1),
            round(-(bottom + height) * MAP, 1),
            round(width * MAP, 1),
            round(height * MAP, 1),
            int(people),
            max(1, round(DENSITIES * sqrt(crowd / most))),
        )
        for (left, bottom, width, height, people), crowd in zip(cells, crowds, strict=True)
    )


def _cloud(place: int, name: str, size: int, told: Mapping[str, Any]) -> Cloud:
    return Cloud(
        place,
        name,
        size,
        round(told["x"] * MAP, 1),
        round(-told["y"] * MAP, 1),
        round(told["wide"] * MAP, 1),
        round(told["narrow"] * MAP, 1),
        round(-told["turn"], 1),
    )
