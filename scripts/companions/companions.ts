import type { Access } from '../../lib/domain/ci-identity';
import { fitsPattern } from '../../lib/domain/wildcards';
import { named, statementsOf } from '../../lib/iam/statement';
import { serviceNames } from '../../lib/policies/policies-folder';
import { servicePolicies } from '../../lib/policies/service-policies';
import { serviceOfNamespace } from './namespaces';

/** What some resources of a service need of another service. */
export interface Companion {
  readonly service: string;
  readonly other: string;
  /** Whether it is asked to change something there, or only to show or tag it. */
  readonly use: 'changes' | 'reads';
  /** Resource types of CloudFormation, as `AWS::EC2::FlowLog`. */
  readonly types: readonly string[];
}

/** With a key of one's own nearly every service needs it: the guide says so once. */
const OF_ALL = 'kms';

/**
 * What the documents of a service do not allow, AWS's handlers call to create a resource of it, and the documents of another allow.
 *
 * @param handlerCalls - by resource type, the actions with a space between them
 */
export function companionsOf(handlerCalls: Readonly<Record<string, string>>): readonly Companion[] {
  const allows = shippedDocuments();
  const found = new Map<string, Companion>();
  for (const [type, calls] of Object.entries(handlerCalls)) {
    const service = serviceOfNamespace(type);
    if (service === undefined) continue;
    for (const action of calls.split(' ').filter((call) => !allows(service, call))) {
      const other = ownerOf(action, allows);
      if (other === undefined || other === OF_ALL) continue;
      const id = `${service} ${other}`;
      const before = found.get(id);
      const use = before?.use === 'changes' || changes(action) ? 'changes' : 'reads';
      found.set(id, { service, other, use, types: [...new Set([...(before?.types ?? []), type])] });
    }
  }
  return [...found.values()].sort((a, b) => a.service.localeCompare(b.service) || a.other.localeCompare(b.other));
}

/** Whether a call makes or changes something. To look, or to tag what is used, is not it: nobody would miss a whole service for that. */
export function changes(action: string): boolean {
  return !/:(?:(?:batch)?(?:get|describe|list|head)|tag|untag|createtags)/i.test(action);
}

type Documents = (service: string, action: string) => boolean;

/** Whether the documents of a service that orgstrap ships allow an action of something, to a role that has this access. */
export function shippedDocuments(access: Access = 'apply'): Documents {
  const values = { partition: 'aws', account: '444444444444', workloadPath: '/workload/' };
  const patterns = new Map(
    serviceNames().map((service) => {
      const { plan, apply } = servicePolicies([service], { values });
      const allowed = [...plan, ...(access === 'apply' ? apply : [])]
        .flatMap(({ document }) => statementsOf(document))
        .filter(({ effect }) => effect === 'Allow');
      return [service, allowed.flatMap(({ action }) => named(action)).map((pattern) => pattern.toLowerCase())];
    }),
  );
  return (service, action) =>
    patterns.get(service)?.some((pattern) => fitsPattern(pattern, action.toLowerCase())) ?? false;
}

/** Who lets Terraform make a call: the service of its prefix, or who has it for want of one. Roles are each service's own matter. */
function ownerOf(action: string, allows: Documents): string | undefined {
  const names = serviceNames();
  const prefix = action.toLowerCase().replace(/:.*/, '');
  if (prefix === 'iam' && changes(action)) return undefined;
  const owner = names.includes(prefix) ? prefix : names.find((name) => allows(name, action));
  return owner !== undefined && allows(owner, action) ? owner : undefined;
}
