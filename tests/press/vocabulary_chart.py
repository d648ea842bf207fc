"""An example of a chart drawn with the press's vocabulary: lines with gaps, events, bars, whiskers, labels."""

from __future__ import annotations

from typing import Any

import pandas as pd

from inequality.press import Call, Figure, axes, labels, marks, scales
from inequality.press.palette import GROUPS, MUTED
from inequality.press.sheet import Box, Sheet
from inequality.provenance import Origin, Provenance, Snapshot
from inequality.words import Language, language

#: What the example says, by language: title, subtitle, note, event, unit, names of the lines, of the kinds of uncertainty.
WORDS: dict[str, dict[str, str]] = {
    "en": {
        "title": "The top 1 percent’s share of wealth fell after 2008 in one of two made-up countries",
        "subtitle": "Share of net household wealth, adults, 1995 to 2024",
        "note": "Made-up numbers. Dashed: extrapolated. No number is known for 2003, so the line has a gap there.",
        "event": "Crisis", "unit": "percent of all wealth",
        "top 1": "Top 1 percent", "next 9": "Next 9 percent", "bottom 50": "Poorest half",
        "sampling": "sample", "grouping": "groups", "revision": "revised", "source": "sources", "alt": "Lines by year.",
    },
    "ar": {
        "title": "2008: انخفضت حصة أغنى 1 في المئة من الثروة بعد الأزمة في أحد بلدين متخيَّلين",
        "subtitle": "الحصة من صافي ثروة الأسر (Oxfam)، البالغون، من 1995 إلى 2024",
        "note": "أرقام متخيلة. الخط المتقطع: استقراء. لا رقم معروفًا لعام 2003، ولذلك ينقطع الخط هناك.",
        "event": "الأزمة", "unit": "في المئة من كل الثروة",
        "top 1": "أغنى 1 في المئة", "next 9": "9 في المئة التالية", "bottom 50": "النصف الأفقر",
        "sampling": "العينة", "grouping": "الفئات", "revision": "منقَّح", "source": "المصادر", "alt": "خطوط حسب السنة.",
    },
    "hi": {
        "title": "2008 के बाद दो काल्पनिक देशों में से एक में सबसे अमीर 1 प्रतिशत का संपत्ति में हिस्सा घटा",
        "subtitle": "परिवारों की शुद्ध संपत्ति में हिस्सा, वयस्क, 1995 से 2024",
        "note": "काल्पनिक आँकड़े। टूटी रेखा: अनुमान। 2003 का आँकड़ा ज्ञात नहीं है, इसलिए वहाँ रेखा टूटी है।",
        "event": "संकट", "unit": "कुल संपत्ति का प्रतिशत",
        "top 1": "सबसे अमीर 1 प्रतिशत", "next 9": "अगले 9 प्रतिशत", "bottom 50": "सबसे ग़रीब आधे",
        "sampling": "नमूना", "grouping": "समूह", "revision": "संशोधित", "source": "स्रोत", "alt": "वर्षवार रेखाएँ।",
    },
}  # fmt: skip


def table() -> pd.DataFrame:
    """Made-up shares of three groups."""
    years = list(range(1995, 2025))
    rows: list[dict[str, Any]] = []
    for number, year in enumerate(years):
        after = max(year - 2008, 0)
        shares = {
            "top 1": 0.30 + 0.004 * number - 0.009 * after,
            "next 9": 0.31 + 0.001 * number,
            "bottom 50": 0.02 - 0.0015 * after,
        }
        for group, share in shares.items():
            rows.append({"group": group, "year": year, "share": None if year == 2003 else share, "extrapolated": year > 2021})
    frame = pd.DataFrame(rows)
    frame["percent"] = frame["group"].map({"top 1": 1, "next 9": 9, "bottom 50": 50})
    frame["countries"] = 2
    frame["crisis"] = 2008
    frame["gap"] = 2003
    frame["half"] = 0.5
    return frame


class _Draw:
    """The composition for one language's words; a real chart takes them from the sheet's language."""

    def __init__(self, words: dict[str, str]) -> None:
        self.words = words

    def wide(self, sheet: Sheet, table: pd.DataFrame) -> None:
        body = sheet.body
        aside = 0.26 * body.width
        self._lines(sheet, table, Box(body.left, body.top, body.right - aside - 30, body.bottom))
        self._kinds(sheet, Box(body.right - aside, body.top, body.right, body.bottom))

    def tall(self, sheet: Sheet, table: pd.DataFrame) -> None:
        body = sheet.body
        self._lines(sheet, table, Box(body.left, body.top, body.right, body.top + 0.62 * body.height))
        self._kinds(sheet, Box(body.left, body.top + 0.66 * body.height, body.right, body.bottom))

    def _lines(self, sheet: Sheet, table: pd.DataFrame, frame: Box) -> None:
        words, language = self.words, sheet.language
        names = [words[group] for group in ("top 1", "next 9", "bottom 50")]
        with sheet.along_time(frame) as place:
            room = labels.width_of(sheet, names, most=88)
            plot = place.cut(left=axes.gutter(sheet, ["−20"]), right=room, top=24, bottom=22)
            share = scales.linear(table["share"].min(), table["share"].max(), plot.bottom, plot.top, most=4)
            time = scales.years(1995, 2024, sheet, plot)
            axes.event(sheet, plot, time, 2007.5, 2009.5, words["event"])
            axes.levels(sheet, plot, share, lambda value: language.number(100 * value), unit=words["unit"])
            axes.along(sheet, plot, time, lambda year: str(round(year)))
            ends = []
            for number, (group, rows) in enumerate(table.groupby("group", sort=False)):
                points = [
                    (time(year), None if pd.isna(value) else share(value))
                    for year, value in zip(rows["year"], rows["share"], strict=True)
                ]
                marks.line(sheet, points, GROUPS[str(group)], extrapolated=list(rows["extrapolated"]), name=f"line-{number}")
                x, y = points[-1]
                ends.append(labels.Label(words[str(group)], x, float(y or 0), GROUPS[str(group)]))
            labels.at_ends(sheet, ends, Box(plot.right, place.top, place.right, place.bottom))

    def _kinds(self, sheet: Sheet, frame: Box) -> None:
        kinds = list(marks.KINDS)
        plot = frame.cut(left=axes.gutter(sheet, ["0.8"]), top=8, bottom=22)
        gini = scales.linear(0, 0.8, plot.bottom, plot.top, most=4)
        axes.levels(sheet, plot, gini, lambda value: sheet.language.number(value, 1))
        places = scales.bands(kinds, plot.left, plot.right, gap=0.25)
        for number, kind in enumerate(kinds):
            at, value = places(kind), 0.4 + 0.05 * number
            half = 16
            marks.bar(sheet, gini, value, at - half, at + half, "series 1@0.3", hatched=number == 3)
            marks.whisker(sheet, (gini(value - 0.1), gini(value + 0.1)), at, kind, "series 1")
            sheet.text(at, plot.bottom + 15, self.words[kind], size=12, colour=MUTED, align="center")


def example(code: str = "en", **changes: Any) -> Figure:
    """The figure in a language."""
    words, tongue = WORDS[code], language(code)
    draw = _Draw(words)
    origin = Origin("World Inequality Database", "Wealth", "World Inequality Database, Wealth, July 2026", "2026")
    parts: dict[str, Any] = {
        "name": "example", "title": words["title"], "subtitle": words["subtitle"], "note": words["note"],
        "alt": words["alt"], "caption": "", "table": table(),
        "provenance": Provenance((Snapshot("wid", "2026", "0" * 64, origins=(origin,)),)), "call": Call("example", {}),
        "compositions": {"article": draw.wide, "phone": draw.tall, "square": draw.tall}, "language": tongue,
    }  # fmt: skip
    return Figure(**(parts | changes))


def tongue(code: str) -> Language:
    """Short for the tests."""
    return language(code)
