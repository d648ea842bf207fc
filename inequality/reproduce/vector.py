"""Reads an SVG of unknown origin: no document type, so no entities, and nothing that it names is fetched."""

from __future__ import annotations

from typing import NoReturn
from xml.parsers import expat

from inequality.errors import RecordError

__all__ = ["shapes", "title"]

#: What says something about the drawing and draws nothing.
SILENT = ("metadata", "title", "desc")
MOST_DEPTH, MOST_ELEMENTS = 100, 200_000


class _Reader:
    """Collects elements, attributes in order, and texts; comments, spaces between elements and what is silent left out."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.title = ""
        self._open: list[str] = []
        self._elements = 0

    def read(self, data: bytes) -> _Reader:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._refused
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            raise RecordError(
                f"The SVG is not well-formed ({error})", remedy="take the picture from where it was published"
            ) from None
        return self

    def _refused(self, *_: object) -> NoReturn:
        raise RecordError("The SVG declares a document type", possible="an SVG without one, as the press writes it")

    @property
    def _silent(self) -> bool:
        return any(name in SILENT for name in self._open)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if len(self._open) >= MOST_DEPTH or self._elements > MOST_ELEMENTS:
            raise RecordError(
                "The SVG has more elements than a chart", possible=f"at most {MOST_ELEMENTS:,}, {MOST_DEPTH} deep"
            )
        self._open.append(name.rpartition(" ")[2])
        if not self._silent:
            self.parts.append(f"<{name} " + " ".join(f'{key}="{value}"' for key, value in sorted(attributes.items())) + ">")

    def _end(self, name: str) -> None:
        if not self._silent:
            self.parts.append(f"</{name}>")
        self._open.pop()

    def _text(self, text: str) -> None:
        if len(self._open) == 2 and self._open[-1] == "title":
            self.title += text
        elif text.strip() and not self._silent:
            self.parts.append(text.strip())


def shapes(svg: bytes) -> bytes:
    """Return what an SVG draws, written in one way: two that draw the same from the same elements are equal.

    Raises
    ------
    RecordError
        If it is not well-formed, declares a document type, or is no chart by its size.

    Examples
    --------
    >>> shapes(b'<svg> <title>A</title><path d="M 0 1"/></svg>') == shapes(b"<svg><path d='M 0 1'></path></svg>")
    True
    """
    return "\n".join(_Reader().read(svg).parts).encode("utf-8")


def title(svg: bytes) -> str:
    """Return an SVG's title.

    Examples
    --------
    >>> title(b"<svg><title>Forty-two people</title></svg>")
    'Forty-two people'
    """
    return _Reader().read(svg).title
