import { identityCenterAccountOf } from '../../lib/domain/org-config';
import { decide } from '../../packages/iam-gateway/engine/decide';
import { accountOf } from '../../packages/iam-gateway/iam/caller';
import type { PolicyDocument } from '../../packages/iam-gateway/iam/policy-document';
import type { Decision, RequestContext } from '../../packages/iam-gateway/iam/request';
import type { OwnedResource } from '../../packages/iam-gateway/iam/snapshot';
import { callerNamed, holderOf, signInOf } from './callers';
import type { AccessSnapshot } from './organizations';
import { Symbols } from './symbols';
import type { Case } from './table';

/** The answer to a case in an organization, in the words of the tables. */
export async function decideCase(place: AccessSnapshot, asked: Case): Promise<Case['answer']> {
  const { config, snapshot } = place;
  const symbols = new Symbols(config, [...snapshot.resources.keys(), ...snapshot.roles.keys()]);
  const caller = asked.token
    ? holderOf(asked.token)
    : callerNamed(asked.caller, symbols, new Map([...snapshot.users, ...snapshot.roles]));
  const resource = symbols.arn(asked.resource);
  const context = { ...signInOf(asked.caller), ...contextOf(asked.context ?? {}, symbols) };
  const target = targetOf(place, asked.resource, symbols, accountOf(caller));
  return answerOf(
    await decide(snapshot, { caller, action: asked.action, resource, context, ...(target && { target }) }, asked.only),
  );
}

/**
 * What the snapshot does not know, because orgstrap did not make it, or its ARN names no account: whose a bucket or a zone is, as `s3:ACCOUNT:bucket` and `route53:ACCOUNT:hostedzone/ID` say, and the
 * policy of a key, which is the one that KMS gives to a key.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
function targetOf(
  { config, snapshot: { partition } }: AccessSnapshot,
  resource: string,
  symbols: Symbols,
  asking: string | undefined,
): OwnedResource | undefined {
  const [kind, name] = resource.split(':');
  if (kind === 'identity-center') return { account: identityCenterAccountOf(config) };
  if (name === 'aws' && asking !== undefined) return { account: asking };
  if (kind === undefined || !['kms', 'route53', 's3'].includes(kind) || !name) return undefined;
  const account = symbols.account(name);
  return kind === 'kms' ? { account, policy: defaultKeyPolicy(partition, account) } : { account };
}

function defaultKeyPolicy(partition: string, account: string): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'EnableIamUserPermissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:${partition}:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  };
}

function contextOf(context: Readonly<Record<string, string | null>>, symbols: Symbols): RequestContext {
  return Object.fromEntries(
    Object.entries(context).map(([key, value]) => [
      key,
      value?.replace(/\$\{([^}]+)\}/g, (_, name: string) => symbols.arn(name)) ?? undefined,
    ]),
  );
}

/** What an organization allows until somebody says otherwise is no reason. */
const NO_REASON: ReadonlySet<string> = new Set(['', 'FullAWSAccess']);

function answerOf({ outcome, statements, silent }: Decision): Case['answer'] {
  if (outcome === 'ImplicitlyDenied') {
    const [first, ...others] = silent;
    if (first === undefined) throw new Error('it is denied, but no layer is silent');
    return { expect: outcome, silent: [first, ...others] };
  }
  const sids = new Set(statements.map(({ sid }) => sid).filter((sid) => !NO_REASON.has(sid)));
  const [first, ...others] = [...sids].sort();
  if (first === undefined) throw new Error(`it is ${outcome}, but by no statement with a Sid`);
  return { expect: outcome, by: [first, ...others] };
}
