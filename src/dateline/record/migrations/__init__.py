"""The steps that bring an older record to today's shape, one file each, run by Alembic."""
