"""The version, said once: where every room can read it without knowing the package's door."""

__all__ = ["__version__"]

__version__ = "0.1.0"
