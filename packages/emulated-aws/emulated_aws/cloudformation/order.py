"""The order in which resources are made: what a resource refers to comes first."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from ..errors import ValidationError
from .template import Template, depends_on, references


def creation_order(template: Template) -> list[str]:
    dependencies = {
        logical_id: [
            name
            for name in sorted({*references(resource.get("Properties", {})), *depends_on(resource)})
            if name in template.resources
        ]
        for logical_id, resource in template.resources.items()
    }
    try:
        return list(TopologicalSorter(dependencies).static_order())
    except CycleError as error:
        raise ValidationError(f"Circular dependency between resources: [{', '.join(error.args[1][:-1])}]") from error
