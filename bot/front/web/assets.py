"""The files that pages load: scripts, styles and pictures, each kept beside the page it belongs to, served below one address."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

ADDRESS = "/static"
FRONT = Path(__file__).parents[1]
# The first folder that has a file serves it; names are unique across them. Pages of the desk are below ``desk/``.
FOLDERS = (
    FRONT / "web/static",
    FRONT / "chat/static",
    FRONT / "benefits/static",
    FRONT / "guides/static",
    FRONT / "employers/static",
    FRONT / "jobs_map/static",
    FRONT / "me/static",
    FRONT / "desk/static",
)


def file_of(address: str) -> Path:
    """Return the file that is served at an address below ``/static``.

    Raises:
        StopIteration: no folder has it.
    """
    name = address.removeprefix(f"{ADDRESS}/")
    return next(folder / name for folder in FOLDERS if (folder / name).is_file())


class PageAssets(StaticFiles):
    """Files from several folders, as if they were one."""

    def __init__(self, folders: tuple[Path, ...] = FOLDERS) -> None:
        super().__init__(directory=folders[0])
        self.all_directories = list(folders)


def add_assets(app: FastAPI) -> None:
    """Serve the files of all pages below ``/static``."""
    app.mount(ADDRESS, PageAssets(), name="static")
