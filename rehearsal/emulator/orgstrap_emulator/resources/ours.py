"""Every resource type that the emulator makes itself."""

from __future__ import annotations

from .iam_group import IamGroup
from .iam_inline_policy import IamPolicy
from .iam_managed_policy import IamManagedPolicy
from .iam_oidc_provider import IamOidcProvider
from .iam_role import IamRole
from .iam_user import IamUser
from .resource_type import ResourceType
from .stack_set import CloudFormationStackSet

OURS: tuple[type[ResourceType], ...] = (
    CloudFormationStackSet,
    IamGroup,
    IamManagedPolicy,
    IamOidcProvider,
    IamPolicy,
    IamRole,
    IamUser,
)
