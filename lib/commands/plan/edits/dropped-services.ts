import { isObject, listOf } from '../../../domain/json';
import { stackName } from '../../../domain/names';
import type { OrgConfig } from '../../../domain/org-config';
import { readPolicy } from '../../../policies/load-policy';
import { folderOfService } from '../../../policies/own-services';
import { serviceNames } from '../../../policies/policies-folder';
import type { Edit } from './edit';
import type { Edited } from './edited';
import type { EstateStack } from './estate';

/**
 * Services that Terraform may manage now and could not any more. Where statements are packed together only one keeps its name, so it is
 * the actions that say which services the deployed policies came from: those that no service of `org.yaml` has.
 */
export function droppedServices({ config, before }: Edited): readonly Edit[] {
  const delivered = (prefix: string) => before.filter(({ name }) => name.startsWith(stackName(prefix)));
  return [
    ...dropped(config, delivered('ProductAccounts-'), config.terraform.services, PRODUCTS),
    ...config.platformAccounts.flatMap(({ name, managed, lends }) =>
      dropped(
        config,
        before.filter((stack) => stacksOf(name).includes(stack.name)),
        // What is lent by name has documents of its own, whose actions are no more than those of the service.
        [...(managed?.services ?? []), ...lends.flatMap(({ services }) => services)],
        {
          who: `Terraform in the platform account ${name} may manage`,
          list: `platformAccounts.${name}`,
        },
      ),
    ),
  ];
}

/** The stacks of the roles of a platform account. */
function stacksOf(platform: string): readonly string[] {
  return ['PlatformAccount', 'PlatformLends'].map((kind) => stackName(`${kind}-${platform}`));
}

/** Who loses a service, in words. */
interface Losers {
  readonly who: string;
  /** Where the services are listed. */
  readonly list: string;
}

const PRODUCTS: Losers = {
  who: 'Terraform may manage',
  list: 'terraform.services',
};

function dropped(
  { ownPolicies }: OrgConfig,
  stacks: readonly EstateStack[],
  wanted: readonly string[],
  { who, list }: Losers,
): readonly Edit[] {
  const actionsOf = (service: string) => changesOf(service, folderOfService(service, ownPolicies));
  const deployed = new Set(stacks.flatMap(actionsIn));
  if (deployed.size === 0) return [];
  const kept = new Set(wanted.flatMap(actionsOf));
  const gone = serviceNames(ownPolicies)
    .filter((service) => !wanted.includes(service))
    .filter((service) => {
      const own = actionsOf(service).filter((action) => !kept.has(action));
      return own.length > 0 && own.every((action) => deployed.has(action));
    });
  if (gone.length === 0) return [];
  const services = gone.join(', ');
  return [
    {
      verdict: 'to be accepted',
      accept: 'dropped-services',
      found: `${who} ${services} now, and could not after this deployment`,
      why: `whatever it has made there stays, costs what it costs, and no apply changes or destroys it any more; a plan that reads it fails. What runs on it loses what the permissions boundary allowed`,
      steps: [
        {
          doByHand: `take everything of ${services} out of the configuration of every pipeline, and let CI apply that in every workspace, before ${services} leaves ${list}`,
        },
      ],
    },
  ];
}

/** What a service's document allows to change. */
function changesOf(service: string, folder: string): readonly string[] {
  return readPolicy(`services/${service}`, folder).document.Statement.flatMap(({ Action }) => listOf(Action ?? []));
}

function actionsIn({ content }: EstateStack): readonly string[] {
  return Object.values(content.resources).flatMap(({ Type: type, Properties: { PolicyDocument: document } }) => {
    if (type !== 'AWS::IAM::ManagedPolicy' || !isObject(document)) return [];
    return listOf(document.Statement).flatMap((statement) =>
      isObject(statement) ? listOf(statement.Action).filter((action) => typeof action === 'string') : [],
    );
  });
}
