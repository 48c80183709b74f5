"""The AsyncAPI 3 document of the whole flow, generated from the schemas and the topic files.

``make contracts`` writes it to ``schemas/asyncapi.yaml``; a test refuses a file that has drifted.
"""

from __future__ import annotations

from typing import Any, Final

import yaml

from streams.contracts.folder import MESSAGES, VERSION, Topic, schema, topics

_HOUR_MS: Final = 3_600_000
_OURS: Final = ("documents", "entities", "events", "records", "alerts")
"""The stages: what they consume the application receives, what they produce it sends."""
_HEADERS: Final = {
    "ce_specversion": "CloudEvents version: 1.0.",
    "ce_id": "Digest of the content; the same for a redelivery.",
    "ce_source": "The stage it comes from, as dragoman/<stage>.",
    "ce_type": "Which message it is, as dragoman.<message>.v1.",
    "ce_time": "When the article was published, where that is known.",
    "ce_subject": "The article's or the record's id.",
    "ce_dataschema": "Name of the contract: the $id of its schema.",
    "ce_sequence": "Partition and offset of the article; of two for one article the later is newer.",
    "content-type": "application/json",
    "traceparent": "W3C trace context, taken over from the cause or derived from its content.",
}


def generate() -> str:
    """The document as YAML; the same text for the same contracts."""
    document = {
        "asyncapi": "3.1.0",
        "info": _info(),
        "defaultContentType": "application/json",
        "channels": {topic.name: _channel(topic) for topic in topics()},
        "operations": dict(pair for topic in topics() for pair in _operations(topic)),
        "components": {"messages": {message: _message(message) for message in MESSAGES}},
    }
    head = "# Generated from messages/ and topics/ by `make contracts`; do not edit.\n"
    return head + yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=100)


def _info() -> dict[str, Any]:
    return {
        "title": "dragoman",
        "version": f"{VERSION}.0.0",
        "description": "News articles in, coded diplomatic events out, over Kafka.",
        "license": {"name": "Apache-2.0"},
    }


def _channel(topic: Topic) -> dict[str, Any]:
    configuration: dict[str, Any] = {"max.message.bytes": topic.max_message_bytes}
    if topic.retention_hours is not None:
        configuration["retention.ms"] = topic.retention_hours * _HOUR_MS
    configuration["cleanup.policy"] = ["compact" if topic.compacted else "delete"]
    return {
        "address": "{prefix}" + topic.name,
        "description": topic.purpose,
        "parameters": {"prefix": {"description": "What the deployment puts before every topic."}},
        "messages": {topic.message: {"$ref": f"#/components/messages/{topic.message}"}},
        "bindings": {
            "kafka": {
                "partitions": topic.partitions,
                "topicConfiguration": configuration,
                "bindingVersion": "0.5.0",
            }
        },
    }


def _operations(topic: Topic) -> list[tuple[str, dict[str, Any]]]:
    sides = (("receive", topic.consumers), ("send", topic.producer))
    return [
        (
            f"{action}-{topic.name}",
            {
                "action": action,
                "channel": {"$ref": f"#/channels/{topic.name}"},
                "summary": f"By {', '.join(stage for stage in who if stage in _OURS)}.",
                "messages": [{"$ref": f"#/channels/{topic.name}/messages/{topic.message}"}],
            },
        )
        for action, who in sides
        if any(stage in _OURS for stage in who)
    ]


def _message(message: str) -> dict[str, Any]:
    contract = schema(message)
    reference = {"$ref": f"./messages/{message}.v{VERSION}.json"}
    described = {
        "name": f"{message}.v{VERSION}",
        "title": contract["title"],
        "summary": contract["description"],
    }
    if message == "reject":  # the payload is whatever could not be processed
        return {**described, "contentType": "application/octet-stream", "headers": reference}
    if message == "article":
        return {**described, "payload": reference}
    properties = {n: {"type": "string", "description": text} for n, text in _HEADERS.items()}
    return {
        **described,
        "headers": {"type": "object", "properties": properties},
        "payload": reference,
    }
