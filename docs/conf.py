"""How the pages are built: offline, with nothing loaded from a network by whoever reads them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import inequality

project = "inequality"
author = "the inequality contributors"
copyright = "the inequality contributors, BSD-3-Clause"
version = release = inequality.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "numpydoc", "_mathml", "_registered", "_generated"]
exclude_patterns = ["_build"]
default_role = "code"
nitpicky = False
autodoc_typehints = "none"
numpydoc_show_class_members = False
myst_enable_extensions = ["dollarmath", "deflist"]
myst_heading_anchors = 3

html_theme = "alabaster"
html_theme_options = {
    "description": "Inequality of wealth and income, measured so that it can be checked",
    "page_width": "1250px",
    "body_max_width": "auto",
    "sidebar_width": "250px",
    "show_powered_by": False,
}
html_static_path = ["_static"]
html_extra_path = ["verify.html"]
html_css_files = ["tables.css"]
html_math_renderer = "mathml"
html_show_sourcelink = False
html_copy_source = False
