"""Small multiples: the same plot again and again, each with its title, in rows that fit the sheet."""

from __future__ import annotations

from collections.abc import Sequence

from inequality.errors import DrawingError
from inequality.press.palette import INK
from inequality.press.sheet import Box, Sheet

__all__ = ["panels"]


def panels(
    sheet: Sheet,
    box: Box,
    titles: Sequence[str],
    *,
    least: float = 150.0,
    across: float = 20.0,
    down: float = 16.0,
    colours: Sequence[str] = (),
) -> list[Box]:
    """Set the titles of small multiples in a grid and return the plots under them, in reading order.

    All have the same size, so that they can have the same scale: give them one.

    Parameters
    ----------
    sheet : Sheet
        To draw on.
    box : Box
        Where the grid lies.
    titles : sequence of str
        One a panel; long ones are broken, and all plots begin below the highest.
    least : float
        Least width of a panel: decides how many columns there are.
    across, down : float
        Between panels.
    colours : sequence of str, optional
        Of the titles.

    Raises
    ------
    DrawingError
        If the plots would be lower than 50 pixels.

    Examples
    --------
    >>> from inequality.press.sheet import SIZES, Sheet
    >>> from inequality.words import language
    >>> sheet = Sheet(SIZES["article"], language("en"))
    >>> [round(plot.left) for plot in panels(sheet, Box(26, 80, 774, 440), ["France", "India", "Chile"], least=200)]
    [26, 282, 538]
    """
    count = len(titles)
    columns = max(min(int((box.width + across) / (least + across)), count), 1)
    columns = -(-count // (-(-count // columns)))  # no row nearly empty
    places = box.grid(count, columns, across=across, down=down)
    size, step = sheet.size.label, sheet.leading(None, 1.2)
    broken = [sheet.broken(title, places[0].width, size, "semibold") for title in titles]
    head = max(len(lines) for lines in broken) * step + 6
    if places[0].height - head < 50:
        raise DrawingError(
            f"{count} panels leave {places[0].height - head:.0f} pixels of height for each plot",
            possible="50 or more",
            remedy="show fewer, or take a higher size",
        )
    for number, (place, lines) in enumerate(zip(places, broken, strict=True)):
        first = place.top - sheet.ink("H", size, "semibold").top + (head - 6 - len(lines) * step)
        colour = colours[number] if number < len(colours) else INK
        sheet.paragraph(place.left, first, lines, 0, size=size, style="semibold", colour=colour, leading=1.2)
    return [place.cut(top=head) for place in places]
