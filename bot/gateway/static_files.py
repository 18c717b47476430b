"""The page's style, script and icon, read once. Own code because they must go out without ETag and date."""

from __future__ import annotations

import gzip
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from directory import card_face

FOLDER = Path(__file__).parent / "static"
TYPES = {".css": "text/css", ".js": "text/javascript", ".png": "image/png"}
FILES = {path.name: path.read_bytes() for path in FOLDER.iterdir() if path.suffix in TYPES}
# the parts of the style that cards are drawn with stand where staff's preview can read them too
FILES["chat.css"] = card_face.filled(FILES["chat.css"].decode()).encode()
# compressing is safe here and only here: these bytes are the same for everybody
GZIPPED = {name: gzip.compress(body, mtime=0) for name, body in FILES.items() if not name.endswith(".png")}


async def static_file(request: Request) -> Response:
    """One of our files, compressed when the browser takes it."""
    name = request.path_params["name"]
    if name not in FILES:
        raise HTTPException(404)
    media_type = TYPES[Path(name).suffix]
    if name in GZIPPED and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(GZIPPED[name], media_type=media_type, headers={"Content-Encoding": "gzip"})
    return Response(FILES[name], media_type=media_type)
