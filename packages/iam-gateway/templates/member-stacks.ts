import { parse } from 'yaml';
import { elementsOf, objectOf, textOf, textsOf } from '../iam/json';
import type { Organization } from '../iam/snapshot';
import { property, resourcesOf, type StackResource, text } from './resources';
import type { Stack } from './template';
import { parametersOf, readTemplate } from './template';

/**
 * The member stacks that the StackSets of some stacks deliver: in each account of their targets, the text that the
 * StackSet really carries, with the parameters of the StackSet.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-concepts.html
 */
export function memberStacksOf(stacks: readonly Stack[], organization: Organization): readonly Stack[] {
  return resourcesOf(stacks, 'AWS::CloudFormation::StackSet').flatMap((stackSet) => {
    const name = `StackSet-${text(stackSet, 'StackSetName')}`;
    const template = readTemplate(parse(text(stackSet, 'TemplateBody')), name);
    const parameters = parametersOf(template, givenTo(stackSet), name);
    return instancesOf(stackSet).flatMap(({ accounts, regions }) =>
      accounts(organization).flatMap((account) =>
        regions.map(
          (region): Stack => ({ name, partition: stackSet.stack.partition, account, region, template, parameters }),
        ),
      ),
    );
  });
}

function givenTo(stackSet: StackResource): ReadonlyMap<string, string> {
  const given = elementsOf(property(stackSet, 'Parameters') ?? [], 'the parameters of a StackSet').map((element) =>
    objectOf(element, 'a parameter of a StackSet'),
  );
  return new Map(
    given.map(({ ParameterKey, ParameterValue }) => [
      textOf(ParameterKey, 'the name of a parameter'),
      textOf(ParameterValue, 'the value of a parameter'),
    ]),
  );
}

interface Instances {
  readonly accounts: (organization: Organization) => readonly string[];
  readonly regions: readonly string[];
}

function instancesOf(stackSet: StackResource): readonly Instances[] {
  const name = text(stackSet, 'StackSetName');
  if (text(stackSet, 'PermissionModel') !== 'SERVICE_MANAGED') throw new Error(`${name} is not service-managed`);
  const groups = elementsOf(property(stackSet, 'StackInstancesGroup') ?? [], `the instances of ${name}`);
  return groups.map((element) => {
    const { DeploymentTargets, Regions, ParameterOverrides } = objectOf(element, `the instances of ${name}`);
    if (ParameterOverrides !== undefined)
      throw new Error(`${name} has parameter overrides, which are not evaluated here`);
    const targets = objectOf(DeploymentTargets, `the targets of ${name}`);
    return {
      accounts: (organization) => accountsOf(targets, organization),
      regions: textsOf(Regions, `the Regions of ${name}`),
    };
  });
}

/** The accounts below the units, at any depth; never the management account. */
function accountsOf(targets: Readonly<Record<string, unknown>>, organization: Organization): readonly string[] {
  const units = textsOf(targets.OrganizationalUnitIds, 'OrganizationalUnitIds');
  const listed = textsOf(targets.Accounts ?? [], 'Accounts');
  const below = [...organization.accounts]
    .filter(([account, above]) => account !== organization.managementAccount && units.some((id) => above.includes(id)))
    .map(([account]) => account);
  switch (targets.AccountFilterType ?? 'NONE') {
    case 'NONE':
      return below;
    case 'INTERSECTION':
      return below.filter((account) => listed.includes(account));
    case 'DIFFERENCE':
      return below.filter((account) => !listed.includes(account));
    default:
      throw new Error(`the account filter ${targets.AccountFilterType} is none that StackSets take`);
  }
}
