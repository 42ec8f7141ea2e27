from pathlib import Path

GUIDE = Path(__file__).parents[2] / "docs" / "drawing.md"


def test_the_guide_runs_on_any_record(record, keep, a_document) -> None:
    keep(record, a_document())
    record.reconcile()
    code = GUIDE.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    exec(compile(code, str(GUIDE), "exec"), {"record": record})
