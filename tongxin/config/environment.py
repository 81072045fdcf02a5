"""Reads the process environment: the one place where the machine tells the program about itself."""

import contextlib
import os
import secrets
import tempfile
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlparse

REPOSITORY = Path(__file__).resolve().parents[2]


def data_folder() -> Path:
    """The folder that holds the database file, uploads and keys (TONGXIN_DATA, default ./data)."""
    folder = Path(os.environ.get("TONGXIN_DATA", REPOSITORY / "data")).resolve()
    folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """TONGXIN_SECRET_KEY, else a key made once and kept readable by its owner only."""
    if key := os.environ.get("TONGXIN_SECRET_KEY"):
        return key
    path = folder / "secret.key"
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=folder, prefix="secret-") as file:
            file.write(secrets.token_urlsafe(50))
            file.flush()
            # whole or not at all, however many begin at once: the first one's key is everybody's
            with contextlib.suppress(FileExistsError):
                os.link(file.name, path)
    return path.read_text().strip()


def clock_shift(folder: Path) -> timedelta:
    """How far the demonstration's clock stands from the real one; written when its city was built."""
    path = folder / "demo-clock"
    return timedelta(seconds=int(path.read_text())) if path.exists() else timedelta()


def set_clock_shift(folder: Path, shift: timedelta) -> None:
    """Keep the demonstration's clock where its city stands, also after a restart."""
    (folder / "demo-clock").write_text(str(int(shift.total_seconds())))


def keyring() -> Path:
    """The keys of encrypted fields (TONGXIN_KEYRING); by default beside the data folder, never inside it."""
    if path := os.environ.get("TONGXIN_KEYRING"):
        return Path(path).resolve()
    folder = data_folder()
    return folder.with_name(f"{folder.name}-keys") / "keyring.json"


SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous={synchronous};"
    "PRAGMA foreign_keys=ON;"
    "PRAGMA secure_delete=ON;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA cache_size=-65536;"
    "PRAGMA mmap_size=268435456;"
    "PRAGMA journal_size_limit=67108864"
)


def database(folder: Path) -> dict:
    """Django's database entry for TONGXIN_DATABASE: a PostgreSQL address or the path of a SQLite file."""
    address = os.environ.get("TONGXIN_DATABASE", str(folder / "tongxin.sqlite3"))
    if address.startswith(("postgres://", "postgresql://")):
        return _postgresql(address)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": address,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 60,
            "init_command": SQLITE_PRAGMAS.format(
                synchronous=os.environ.get("TONGXIN_SQLITE_SYNCHRONOUS", "FULL")
            ),
        },
    }


def _postgresql(address: str) -> dict:
    parts = urlparse(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def flag(name: str, default: bool = False) -> bool:
    """An on/off variable: 1, true, yes, on."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    """A comma separated variable."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]
