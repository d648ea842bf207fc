"""The PDF in the four colours of print, made by Ghostscript where the machine has it.

Draw the sheet with ``black=True``: its letters are then pure black and come out in black ink alone, so that no
misregistration can blur them. Greys become black ink alone too. No profile of a press is applied: a printer who needs one
converts the RGB file.
"""

from __future__ import annotations

import shutil
import subprocess

from inequality.errors import DrawingError

__all__ = ["four_colours"]

_OPTIONS = (
    "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pdfwrite", "-dCompatibilityLevel=1.6",
    "-sColorConversionStrategy=CMYK", "-dProcessColorModel=/DeviceCMYK",
    # Black and greys become black ink alone; with profiles they would be mixed of all four.
    "-dUseFastColor=true", "-dAutoRotatePages=/None", "-dEmbedAllFonts=true", "-dSubsetFonts=true",
    # Nothing that differs from run to run.
    "-dOmitInfoDate=true", "-dOmitID=true", "-dOmitXMP=true",
)  # fmt: skip


def four_colours(pdf: bytes) -> bytes:
    """Return a PDF of the press in cyan, magenta, yellow and black; the same bytes for the same PDF and Ghostscript.

    Raises
    ------
    DrawingError
        If there is no Ghostscript, or it fails.
    """
    program = shutil.which("gs") or shutil.which("gswin64c")
    if program is None:
        raise DrawingError(
            "Print in four colours needs Ghostscript, which is not installed",
            possible="the PDF in RGB, which most printers convert themselves",
            remedy="install it (on Debian and Ubuntu: apt install ghostscript)",
        )
    done = subprocess.run([program, *_OPTIONS, "-sOutputFile=-", "-"], input=pdf, capture_output=True, timeout=120, check=False)
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        said = (done.stderr or done.stdout[:500]).decode("utf-8", "replace").strip().splitlines()
        raise DrawingError(
            f"Ghostscript could not convert the PDF ({said[0] if said else 'no message'})", remedy="take the PDF in RGB"
        )
    return done.stdout
