"""The contracts of the topics: message schemas and topic declarations, read from ``schemas/``.

``wire`` compiles the schemas, ``runtime`` creates the topics, ``tests/schemas`` and the gate
compare them with the code and with what was published. In a checkout the folder stands beside the
package, in a wheel inside it.
"""

from streams.contracts.folder import (
    MESSAGES,
    URN,
    VERSION,
    Topic,
    dataschema,
    folder,
    schema,
    topics,
)

__all__ = ["MESSAGES", "URN", "VERSION", "Topic", "dataschema", "folder", "schema", "topics"]
