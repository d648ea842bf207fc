"""Readers of survey files that a user has: each builds a `Survey`, with its design, out of files as the publisher names them.

These files may not be passed on, so that nothing here fetches them; what is left out or joined is said in the provenance.
"""

from inequality.microdata.eusilc import read_eusilc
from inequality.microdata.hfcs import read_hfcs
from inequality.microdata.scf import read_scf, scf_survey

__all__ = ["read_eusilc", "read_hfcs", "read_scf", "scf_survey"]
