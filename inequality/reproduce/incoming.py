"""Opens a picture of unknown origin: bounded in bytes and pixels, one still image, nothing in it followed."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import warnings
from pathlib import Path

from PIL import Image, ImageOps

from inequality.errors import RecordError
from inequality.press.carriers import MOST_PICTURE_BYTES, MOST_PIXELS

__all__ = ["KINDS", "kind_of", "opened", "read", "rendered"]

#: Kinds of pictures by how they begin.
KINDS = "PNG, JPEG, WebP, SVG or PDF"
#: A dot to the point and one more, as our bitmaps have it.
PDF_DPI = 144


def read(path: Path) -> bytes:
    """Return the bytes of a file that may be a picture.

    Raises
    ------
    RecordError
        If it cannot be read, or is too large.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_PICTURE_BYTES + 1)
    except OSError as error:
        raise RecordError(f"{path} cannot be read ({error.strerror})", possible=f"a {KINDS}") from error
    if len(data) > MOST_PICTURE_BYTES:
        raise RecordError(f"{path.name} has more than {MOST_PICTURE_BYTES:,} bytes", possible="a smaller picture")
    return data


def kind_of(data: bytes) -> str:
    """Return which kind of picture the bytes are, by what they begin with.

    Raises
    ------
    RecordError
        If they are none that can be compared.

    Examples
    --------
    >>> kind_of(bytes([137]) + b"PNG"), kind_of(b"<svg></svg>")
    ('png', 'svg')
    """
    if data.startswith(b"\x89PNG"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data.startswith(b"%PDF-"):
        return "pdf"
    if b"<svg" in data[:4000]:
        return "svg"
    raise RecordError("The file is neither PNG, JPEG, WebP, SVG nor PDF", possible=f"a {KINDS}")


def opened(data: bytes) -> Image.Image:
    """Return a PNG, JPEG or WebP as an upright RGB image, what is transparent on white.

    Raises
    ------
    RecordError
        If it is too large, moves, or is malformed.
    """
    kind = kind_of(data).upper()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's own warnings of large or odd files: sizes are bounded here
            with Image.open(io.BytesIO(data), formats=[kind]) as image:
                if not 0 < image.width * image.height <= MOST_PIXELS:
                    raise RecordError(
                        f"The picture has {image.width} x {image.height} pixels", possible=f"at most {MOST_PIXELS:,}"
                    )
                if getattr(image, "is_animated", False):
                    raise RecordError("The picture moves", possible="a still picture")
                turned = ImageOps.exif_transpose(image).convert("RGBA")
    except RecordError:
        raise
    except Exception as error:  # Pillow raises many kinds on malformed files
        raise RecordError(
            f"The {kind} cannot be read ({type(error).__name__})", remedy="take the picture from where it was published"
        ) from None
    page = Image.new("RGBA", turned.size, "white")
    page.alpha_composite(turned)
    return page.convert("RGB")


def rendered(pdf: bytes) -> Image.Image | None:
    """Return the first page of a PDF as Ghostscript draws it; None where there is no Ghostscript or it fails."""
    program = shutil.which("gs") or shutil.which("gswin64c")
    if program is None:
        return None
    options = ("-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=png16m", "-dTextAlphaBits=4", "-dGraphicsAlphaBits=4")
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "page.png"
        try:
            done = subprocess.run(
                [program, *options, "-dLastPage=1", f"-r{PDF_DPI}", f"-sOutputFile={target}", "-"],
                input=pdf, capture_output=True, timeout=60, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return None
        return opened(target.read_bytes()) if done.returncode == 0 and target.is_file() else None
