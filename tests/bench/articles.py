"""News-sized articles for the bench, made of the sample's paragraphs."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import orjson

SAMPLE = Path(__file__).parents[2] / "streams" / "sample" / "articles.jsonl"
_STORIES = 4


def articles(number: int, first: int = 0) -> list[tuple[bytes, bytes]]:
    """Key and value of ``number`` different articles from the ``first`` on, each of four stories.

    Each round through the stories is dated three weeks after the one before, so that an event is
    told by four articles, as in a stream, and not by as many as there are rounds.

    A story of the sample is short, as an agency's first lines are; four make an article of the
    length that outlets print (about 250 words).
    """
    stories = [orjson.loads(line) for line in SAMPLE.read_bytes().splitlines()]
    stories = [s for s in stories if s.get("body") and s.get("language", "en") == "en"]
    plain = [s for s in stories if "<" not in s["body"] and not s["body"].startswith("DAKAR")]
    made = []
    for n in range(first, first + number):
        step = 1 + n // len(plain) % (len(plain) - 1)
        chosen = [plain[(n + k * step) % len(plain)] for k in range(_STORIES)]
        article_id = f"bench-{n}"
        day = datetime.fromisoformat(chosen[0]["published_at"].replace("Z", "+00:00"))
        day += timedelta(weeks=3 * (n // len(plain)))
        article = {
            **chosen[0],
            "article_id": article_id,
            "published_at": day.isoformat(),
            "body": "\n\n".join(story["body"] for story in chosen),
        }
        made.append((article_id.encode(), orjson.dumps(article)))
    return made
