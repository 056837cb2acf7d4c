"""Every resource type that the emulator makes itself."""

from __future__ import annotations

from .iam_role import IamRole
from .resource_type import ResourceType
from .stack_set import CloudFormationStackSet

OURS: tuple[type[ResourceType], ...] = (CloudFormationStackSet, IamRole)
