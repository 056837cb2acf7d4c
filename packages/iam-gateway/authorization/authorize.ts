import { decide } from '../engine/decide';
import type { Caller } from '../iam/caller';
import type { PolicyDocument, Statement } from '../iam/policy-document';
import { type Question, questionOf } from '../iam/question';
import type { RequestContext } from '../iam/request';
import type { Snapshot } from '../iam/snapshot';
import type { RequestPlace, RequiredPermission } from '../operations/table';
import type { AccessKey } from '../requests/access-key';
import { Denied } from './denial';
import { refuseGuesses } from './refuse-guesses';

/** Who asks. */
export interface Requester {
  readonly caller: Caller;
  /** How STS names the caller. */
  readonly arn: string;
  /** What AWS says of the caller's MFA, and of when a session began. */
  readonly signIn: RequestContext;
}

/**
 * Asks IAM for every permission that a request takes.
 *
 * @throws Denied for the first that the caller has not
 * @throws Error where nobody can be sure of the answer
 */
export async function authorize(
  needs: readonly RequiredPermission[],
  { caller, arn, signIn }: Requester,
  here: RequestPlace,
): Promise<void> {
  const common = { ...contextOf(caller, here), ...signIn };
  for (const need of needs) {
    const { about: _, ...asked } = need;
    const request = { ...asked, caller, context: { ...common, ...need.context } };
    const question = questionOf(here.snapshot, request);
    refuseUnknownKeys(question);
    refuseGuesses(need, question);
    const decision = await decide(here.snapshot, request);
    if (decision.outcome !== 'Allowed') throw new Denied(arn, need, decision);
  }
}

/** The gateway listens on the loopback alone, so this is where everybody is. */
export const SOURCE_IP = '127.0.0.1';

/** What is true of all that this caller asks for. */
function contextOf(caller: Caller, { region, snapshot }: RequestPlace): RequestContext {
  const tags = caller.kind === 'user' || caller.kind === 'role' ? snapshot.tags.get(caller.arn) : undefined;
  return {
    'aws:RequestedRegion': region,
    'aws:SourceIp': SOURCE_IP,
    ...Object.fromEntries(Object.entries(tags ?? {}).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
  };
}

/**
 * Condition keys that AWS would fill in and the gateway cannot. A `Deny` with one of them would be passed over, so a
 * document that has one is an error wherever it has a say.
 */
const UNKNOWN = /^(aws:resourcetag\/.*|iam:associatedresourcearn|kms:encryptioncontext.*|s3:existingobjecttag.*)$/i;

const reviewed = new WeakMap<PolicyDocument, readonly string[]>();

/** @throws Error where a document that decides about a question has a key whose value nobody here knows */
export function refuseUnknownKeys(question: Question): void {
  const { permissions, boundary, session, resourcePolicy, serviceControlPolicies, resourceControlPolicies } = question;
  const levels = [...serviceControlPolicies, ...resourceControlPolicies].flatMap(({ policies }) => policies);
  for (const policy of [...permissions, boundary, session, resourcePolicy, ...levels]) {
    const [unknown] = policy === undefined ? [] : unknownKeysOf(policy.document);
    if (unknown !== undefined)
      throw new Error(`${policy?.name} has the condition key ${unknown}, whose value is unknown`);
  }
}

function unknownKeysOf(document: PolicyDocument): readonly string[] {
  const known = reviewed.get(document);
  if (known !== undefined) return known;
  const keys = document.Statement.filter(concernsCallers).flatMap(({ Condition = {} }) =>
    Object.values(Condition).flatMap(Object.keys),
  );
  const unknown = keys.filter((key) => UNKNOWN.test(key));
  reviewed.set(document, unknown);
  return unknown;
}

/** No service of AWS calls here, so that a statement for them alone has no say. */
function concernsCallers({ Principal }: Statement): boolean {
  return typeof Principal !== 'object' || Object.keys(Principal).some((kind) => kind !== 'Service');
}

/** The principal behind a key; undefined where it is gone, while a session of it or a key goes on. */
export function callerBehind({ owner }: AccessKey, { users, roles }: Snapshot): Caller | undefined {
  if (owner.kind !== 'session') return users.has(owner.arn) ? { kind: 'user', arn: owner.arn } : undefined;
  if (!roles.has(owner.role)) return undefined;
  return {
    kind: 'role',
    arn: owner.role,
    session: owner.name,
    ...(owner.sourceIdentity === undefined ? {} : { sourceIdentity: owner.sourceIdentity }),
    ...(owner.policy === undefined ? {} : { sessionPolicy: owner.policy }),
  };
}
