"""Let `python -m dateline` do what the command `dateline` does."""

from __future__ import annotations

from dateline.cli import main

__all__: list[str] = []

if __name__ == "__main__":
    main()
