"""What the figures of Dateline come from: one module a set, run as `python -m benchmarks.NAME [FOLDER]`."""
