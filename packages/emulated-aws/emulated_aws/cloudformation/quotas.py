"""How much there may be, as CloudFormation's quotas say it without an increase.

The numbers: docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html, the pages of
CreateStackInstances and DeleteStackInstances of the API, and, of dependencies,
docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html. The codes: the
errors of each call on its page of the API. Where nobody has published AWS's words, those here are ours.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import LimitExceeded, ValidationError
from ..place import Place
from .stack import Stack
from .stack_set import StackSet, all_stack_sets
from .stacks import Stacks

MOST_UNITS = 50
MOST_DEPENDENCIES = 10
MOST_DEPENDENCIES_OF_ACCOUNT = 100
MOST_STACK_SETS = 1_000
MOST_STACKS = 2_000


def require_few_units(operation: str, units: Sequence[str]) -> None:
    """One call of CreateStackInstances, and likewise of DeleteStackInstances."""
    if len(units) > MOST_UNITS:
        raise ValidationError(
            f"The maximum number of organizational unit (OUs) supported by a {operation} operation is {MOST_UNITS}"
        )


def require_few_dependencies(arns: Sequence[str], home: Place, of: StackSet | None) -> None:
    """Of one set, and of all sets of the account with those of this set."""
    if len(arns) > MOST_DEPENDENCIES:
        raise ValidationError(f"AutoDeployment.DependsOn can have at most {MOST_DEPENDENCIES} entries")
    others = [each for each in all_stack_sets() if each.home.account == home.account and each is not of]
    if arns and sum(len(each.depends_on) for each in others) + len(arns) > MOST_DEPENDENCIES_OF_ACCOUNT:
        raise LimitExceeded(f"An account can have at most {MOST_DEPENDENCIES_OF_ACCOUNT} StackSet dependencies")


def require_room_for_stack_set(administrator: str) -> None:
    """Those of an administrator count, also where they are in the management account."""
    if sum(each.administrator == administrator for each in all_stack_sets()) >= MOST_STACK_SETS:
        raise LimitExceeded("Limit for stack sets has been exceeded")


def add_stack(stacks: Stacks, stack: Stack) -> None:
    """A deleted one does not count. The words: github.com/aws-amplify/amplify-cli/issues/5221."""
    if len(stacks.live()) >= MOST_STACKS:
        raise LimitExceeded("Limit for stack has been exceeded")
    stacks.all.append(stack)
