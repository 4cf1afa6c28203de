"""Keep the pages from naming a server, and let them be opened as files as well as through a web server.

Jupyter Book always loads sphinx-thebe, and that puts the address of a CDN and a sample Binder repository into
each page even when live code is switched off. Its stylesheet is a local file and may stay.

The theme asks the browser to fetch its icon fonts early. Chromium refuses that for pages opened as files and
reports three errors, while the icons themselves come from a script; so the requests go.
"""

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx_thebe import init_thebe_core, update_thebe_context

UNWANTED = (init_thebe_core, update_thebe_context)
FONT_PRELOAD = re.compile(r'\s*<link rel="preload" as="font"[^>]*>')


def drop_font_preloads(app: Sphinx, exception: Exception | None) -> None:
    """Remove the requests for icon fonts from every finished page."""
    for page in Path(app.outdir).rglob("*.html"):
        page.write_text(FONT_PRELOAD.sub("", page.read_text(encoding="utf-8")), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Unregister the two handlers; Jupyter Book loads local extensions after its own, so they are there."""
    for listeners in app.events.listeners.values():
        listeners[:] = [listener for listener in listeners if listener.handler not in UNWANTED]
    app.connect("build-finished", drop_font_preloads)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
