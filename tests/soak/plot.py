"""The samples of a soak as a picture: one small chart under the other, as SVG."""

from __future__ import annotations

from collections.abc import Sequence

from tests.soak.measure import Sample

_WIDE, _HIGH, _LEFT, _GAP = 640, 90, 70, 34
_CHARTS = (("resident", "resident MiB", 2**20), ("files", "open files", 1), ("lag", "lag", 1))


def drawn(samples: Sequence[Sample]) -> str:
    """Memory, open files and lag over minutes; every axis begins at nothing."""
    end = max(samples[-1].second, 1.0)
    height = len(_CHARTS) * (_HIGH + _GAP) + 20
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDE + 20} {height}" '
        'font-family="sans-serif" font-size="11">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for number, (name, title, unit) in enumerate(_CHARTS):
        values = [getattr(each, name) / unit for each in samples]
        parts += _chart(title, [each.second / end for each in samples], values, number)
    parts.append(f'<text x="{_LEFT}" y="{height - 6}">0 to {end / 60:.0f} minutes</text></svg>')
    return "\n".join(parts) + "\n"


def _chart(title: str, across: list[float], values: list[float], number: int) -> list[str]:
    top, most = 20 + number * (_HIGH + _GAP), max(*values, 1.0)
    points = " ".join(
        f"{_LEFT + _WIDE * x:.1f},{top + _HIGH * (1 - y / most):.1f}"
        for x, y in zip(across, values, strict=True)
    )
    return [
        f'<text x="{_LEFT}" y="{top - 5}">{title}</text>',
        f'<text x="{_LEFT - 6}" y="{top + 8}" text-anchor="end">{most:.0f}</text>',
        f'<text x="{_LEFT - 6}" y="{top + _HIGH}" text-anchor="end">0</text>',
        f'<rect x="{_LEFT}" y="{top}" width="{_WIDE}" height="{_HIGH}" fill="none" stroke="#bbb"/>',
        f'<polyline points="{points}" fill="none" stroke="#05a" stroke-width="1.5"/>',
    ]
