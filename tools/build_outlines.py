"""Cut the outlines of countries that the map draws: simplified, split at the 180th meridian, always the same bytes.

Run by hand when they are to change; the output is committed, so nobody needs this to draw a map::

    npm pack world-atlas@2.0.2
    python tools/build_outlines.py world-atlas-2.0.2.tgz

Borders are simplified arc by arc (Visvalingam), so that neighbours still share them; islands too small to be seen are left
out, unless they are a country's largest piece. Borders are those of Natural Earth: as it holds that they are controlled.
"""

from __future__ import annotations

import csv
import hashlib
import heapq
import json
import sys
import tarfile
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from inequality.charts._equal_earth import equal_earth

FOLDER = Path(__file__).resolve().parent.parent / "inequality" / "charts" / "outlines"
SHA256 = "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97"
MEMBER, LICENCE = "package/countries-50m.json", "package/LICENSE"
#: Triangles and islands smaller than this are left out: parts of the sphere's squared radius. The map is 5.4 wide.
TRIANGLE, ISLAND = 1.2e-5, 1.2e-4
#: Territories for which there is no ISO code; Kosovo has one of its own making.
OWN_CODES = {"Kosovo": "XKX"}
LEFT_OUT = {"Antarctica"}

#: alpha-3 code by number, from the table of country_converter.
CODES = {
    int(row["ISOnumeric"]): row["ISO3"]
    for row in csv.DictReader((files("country_converter") / "country_data.tsv").open(encoding="utf-8"), delimiter="\t")
    if row["ISOnumeric"]
}

Points = list[tuple[float, float]]


def main(package: str) -> None:
    """Write countries.json and LICENSE."""
    held = Path(package).read_bytes()
    if hashlib.sha256(held).hexdigest() != SHA256:
        raise SystemExit(f"{package} is not world-atlas 2.0.2")
    with tarfile.open(package) as archive:
        world = json.loads(_read(archive, MEMBER))
        licence = _read(archive, LICENCE).decode("utf-8")
    arcs = [simplified(arc) for arc in decoded(world)]
    areas = []
    for country in world["objects"]["countries"]["geometries"]:
        if country["properties"]["name"] not in LEFT_OUT:
            areas.append(outline(country, arcs))
    areas.sort(key=lambda area: (area["area"], area["name"]))
    text = json.dumps({"source": "Natural Earth 1:50m, world-atlas 2.0.2", "unit": "0.01 degree, differences", "areas": areas},
                      ensure_ascii=False, separators=(",", ":"))  # fmt: skip
    (FOLDER / "countries.json").write_text(text.replace('{"area"', '\n{"area"') + "\n", encoding="utf-8")
    head = "countries.json is cut from world-atlas 2.0.2, which holds Natural Earth data (public domain). world-atlas:\n\n"
    (FOLDER / "LICENSE").write_text(head + licence, encoding="utf-8")
    print(f"{len(areas)} areas, {sum(len(ring) // 2 for area in areas for ring in area['rings'])} points, {len(text)} bytes")


def _read(archive: tarfile.TarFile, name: str) -> bytes:
    member = archive.extractfile(name)
    assert member is not None
    return member.read()


def decoded(world: dict[str, Any]) -> list[Points]:
    """Return the arcs of a TopoJSON file in degrees."""
    (sx, sy), (tx, ty) = world["transform"]["scale"], world["transform"]["translate"]
    found = []
    for arc in world["arcs"]:
        steps = np.cumsum(np.array(arc), axis=0)
        found.append([(float(x * sx + tx), float(y * sy + ty)) for x, y in steps])
    return found


def simplified(points: Points) -> Points:
    """Leave out the points that make the smallest triangles on the map; keep both ends, and crossings of the 180th meridian."""
    x, y = equal_earth(*np.array(points).T)
    count = len(points)
    before, after = list(range(-1, count - 1)), list(range(1, count + 1))
    kept, fixed = [True] * count, [n in (0, count - 1) or abs(points[n][0]) > 179.9 for n in range(count)]

    def size(n: int) -> float:
        a, b = before[n], after[n]
        return abs((x[n] - x[a]) * (y[b] - y[a]) - (x[b] - x[a]) * (y[n] - y[a])) / 2

    left, least = count, 4 if points[0] == points[-1] else 2  # an island stays one
    queue = [(size(n), n) for n in range(1, count - 1) if not fixed[n]]
    heapq.heapify(queue)
    while queue:
        area, n = heapq.heappop(queue)
        if not kept[n] or area != size(n):
            continue
        if area > TRIANGLE or left <= least:
            break
        kept[n], left = False, left - 1
        before[after[n]], after[before[n]] = before[n], after[n]
        for other in (before[n], after[n]):
            if not fixed[other]:
                heapq.heappush(queue, (size(other), other))
    return [point for point, keep in zip(points, kept, strict=True) if keep]


def outline(country: dict[str, Any], arcs: list[Points]) -> dict[str, Any]:
    """Return a country's code, name and rings."""
    polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    rings = [piece for polygon in polygons for ring in polygon for piece in split(joined(ring, arcs))]
    sizes = [extent(ring) for ring in rings]
    rings = [ring for ring, size in zip(rings, sizes, strict=True) if size >= ISLAND or size == max(sizes)]
    name = country["properties"]["name"]
    number = country.get("id", "")
    code = OWN_CODES.get(name, CODES[int(number)] if number else "")
    return {"area": code, "name": name, "rings": [written(ring) for ring in rings]}


def joined(ring: list[int], arcs: list[Points]) -> Points:
    """Return a ring's points; an arc of negative number runs backward."""
    points: Points = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def split(ring: Points) -> list[Points]:
    """Cut a ring that crosses the 180th meridian into its parts east and west of it."""
    turned, shift = [ring[0]], 0.0
    for (x0, _), (x1, y1) in zip(ring, ring[1:], strict=False):
        shift += 360.0 if x1 - x0 < -180 else -360.0 if x1 - x0 > 180 else 0.0
        turned.append((x1 + shift, y1))
    if all(-180.001 <= x <= 180.001 for x, _ in turned):
        return [turned]
    parts = []
    for turn in (-360.0, 0.0, 360.0):
        part = clipped(clipped([(x + turn, y) for x, y in turned], 180.0, 1), -180.0, -1)
        if len(part) > 3:
            parts.append(part)
    return parts


def clipped(ring: Points, edge: float, side: int) -> Points:
    """Return what of a ring lies on one side of a meridian (Sutherland and Hodgman)."""
    found: Points = []
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        inside, next_inside = side * x0 <= side * edge, side * x1 <= side * edge
        if inside:
            found.append((x0, y0))
        if inside != next_inside:
            found.append((edge, y0 + (y1 - y0) * (edge - x0) / (x1 - x0)))
    return found


def extent(ring: Points) -> float:
    """Return the area of a ring on the map."""
    x, y = equal_earth(*np.array(ring).T)
    return float(abs(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) / 2)


def written(ring: Points) -> list[int]:
    """Return hundredths of a degree, each the difference to the one before."""
    whole = [(round(100 * x), round(100 * y)) for x, y in ring]
    whole = [point for n, point in enumerate(whole) if n == 0 or point != whole[n - 1] or len(whole) < 5]
    steps = np.diff(np.array(whole), axis=0, prepend=[(0, 0)])
    return [int(each) for each in steps.ravel()]


if __name__ == "__main__":
    main(sys.argv[1])
