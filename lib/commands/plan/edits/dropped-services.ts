import { isObject, listOf } from '../../../domain/json';
import { stackName } from '../../../domain/names';
import { readPolicy } from '../../../policies/load-policy';
import { serviceNames } from '../../../policies/policies-folder';
import type { Edit } from './edit';
import type { Edited } from './edited';
import type { EstateStack } from './estate';

/**
 * Services that Terraform may manage now and could not any more. A statement of a service has a name that no other service's has, so the
 * deployed policies say which services they came from.
 */
export function droppedServices({ config, before }: Edited): readonly Edit[] {
  const deployed = new Set(before.filter(({ name }) => name.startsWith(stackName('ProductAccounts-'))).flatMap(sidsIn));
  if (deployed.size === 0) return [];
  const dropped = serviceNames()
    .filter((service) => !config.terraform.services.includes(service))
    .filter((service) => readPolicy(`services/${service}`).document.Statement.some(({ Sid }) => deployed.has(Sid)));
  if (dropped.length === 0) return [];
  const services = dropped.join(', ');
  return [
    {
      verdict: 'to be accepted',
      accept: 'dropped-services',
      found: `Terraform may manage ${services} now, and could not after this deployment`,
      why: `whatever it has made there stays, costs what it costs, and no apply changes or destroys it any more; a plan that reads it fails. What runs on it loses what the permissions boundary allowed`,
      steps: [
        {
          doByHand: `take everything of ${services} out of the configuration of every pipeline, and let CI apply that in every workspace, before ${services} leaves terraform.services`,
        },
      ],
    },
  ];
}

function sidsIn({ content }: EstateStack): readonly string[] {
  return Object.values(content.resources).flatMap(({ Type: type, Properties: { PolicyDocument: document } }) => {
    if (type !== 'AWS::IAM::ManagedPolicy' || !isObject(document)) return [];
    return listOf(document.Statement).flatMap((statement) =>
      isObject(statement) && typeof statement.Sid === 'string' ? statement.Sid : [],
    );
  });
}
