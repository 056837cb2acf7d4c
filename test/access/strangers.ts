import fc from 'fast-check';
import type { Caller } from '../../packages/iam-gateway/iam/caller';
import { EVERYTHING } from '../../packages/iam-gateway/iam/question';
import type { RequestContext } from '../../packages/iam-gateway/iam/request';
import type { Snapshot } from '../../packages/iam-gateway/iam/snapshot';

/**
 * Somebody whom orgstrap did not make, in an account of the organization or in any other, whom his own account lets do
 * everything. Most are near misses: an ARN that orgstrap made with one thing changed. None is on the path of people in Ops,
 * which access roles trust as a whole: who may be there is up to the Ops account and to the guardrails.
 */
export function stranger(snapshot: Snapshot): fc.Arbitrary<Caller> {
  const made = [...snapshot.users.keys(), ...snapshot.roles.keys()];
  const trusted = [...snapshot.users.keys()].flatMap((user) => /^arn:.*:user\/orgstrap\/people\//.exec(user) ?? []);
  const arn = fc.oneof(
    { weight: 3, arbitrary: nearMiss(snapshot, made) },
    { weight: 1, arbitrary: anyPrincipal(snapshot) },
  );
  return fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .record({
          arn: arn.filter((text) => !made.includes(text) && !trusted.some((path) => text.startsWith(path))),
          session: sessionName(made),
          recreated: fc.boolean(),
        })
        .map(callerBehind),
    },
    { weight: 1, arbitrary: accountId(snapshot).map((account): Caller => ({ kind: 'root', account })) },
    { weight: 1, arbitrary: fc.constantFrom(...SERVICES).map((name): Caller => ({ kind: 'service', name })) },
    { weight: 1, arbitrary: fc.constant<Caller>({ kind: 'anonymous' }) },
  );
}

/** What somebody may say of himself when he assumes a role. */
export function assumption(made: readonly string[]): fc.Arbitrary<RequestContext> {
  return fc.record(
    {
      'sts:ExternalId': word(),
      'sts:RoleSessionName': sessionName(made),
      'sts:SourceIdentity': word(),
      'aws:MultiFactorAuthPresent': fc.constantFrom('true', 'false'),
      'aws:MultiFactorAuthAge': fc.oneof(fc.nat(28_801), fc.nat()).map(String),
      'aws:SourceIdentity': word(),
      'aws:PrincipalTag/pipeline': fc.constantFrom('delivery', 'sandbox'),
      'aws:userid': word(),
      'aws:RequestedRegion': fc.constantFrom('eu-west-1', 'us-east-1'),
    },
    { requiredKeys: [] },
  );
}

/** A name that a session may have: one that looks like an ARN or a pattern, too. */
export function sessionName(made: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(word(), fc.constantFrom('*', 'session', ...made.map((arn) => arn.split('/').at(-1) ?? arn)));
}

const SERVICES = [
  'ec2.amazonaws.com',
  'lambda.amazonaws.com',
  'cloudformation.amazonaws.com',
  'member.org.stacksets.cloudformation.amazonaws.com',
  'logging.s3.amazonaws.com',
];

function callerBehind(principal: { arn: string; session: string; recreated: boolean }): Caller {
  const { arn, session, recreated } = principal;
  const identity = { policies: [{ name: 'AdministratorAccess', document: EVERYTHING }] };
  return arn.includes(':user/')
    ? { kind: 'user', arn, identity, recreated }
    : { kind: 'role', arn, identity, recreated, session };
}

function nearMiss(snapshot: Snapshot, made: readonly string[]): fc.Arbitrary<string> {
  const change = fc.oneof(
    word().map((more) => (arn: string) => arn + more),
    word().map((more) => (arn: string) => arn.replace(/([^/]+)$/, `${more}$1`)),
    fc.constant((arn: string) => arn.slice(0, -1)),
    fc.nat(20).map((at) => (arn: string) => withoutCharacter(arn, arn.length - 1 - at)),
    fc.nat(20).map((at) => (arn: string) => withOtherCase(arn, arn.length - 1 - at)),
    accountId(snapshot).map((account) => (arn: string) => arn.replace(/::\d{12}:/, `::${account}:`)),
    fc.constant((arn: string) => arn.replace('/orgstrap/', '/')),
    word().map((folder) => (arn: string) => arn.replace('/orgstrap/', `/orgstrap/${folder}/`)),
    word().map((folder) => (arn: string) => arn.replace('/orgstrap/', `/${folder}/`)),
    word().map((folder) => (arn: string) => arn.replace('/orgstrap/', `/${folder}/orgstrap/`)),
    fc.constant((arn: string) =>
      arn.includes(':user/') ? arn.replace(':user/', ':role/') : arn.replace(':role/', ':user/'),
    ),
    fc.constant((arn: string) => arn.replace('-plan-', '-terraform-')),
  );
  return fc
    .record({ arn: fc.constantFrom(...made), changes: fc.array(change, { minLength: 1, maxLength: 2 }) })
    .map(({ arn, changes }) => changes.reduce((changed, apply) => apply(changed), arn));
}

function anyPrincipal(snapshot: Snapshot): fc.Arbitrary<string> {
  return fc
    .record({
      account: accountId(snapshot),
      kind: fc.constantFrom('user', 'role'),
      path: fc.array(word(), { maxLength: 2 }),
      name: word(),
    })
    .map(
      ({ account, kind, path, name }) =>
        `arn:${snapshot.partition}:iam::${account}:${kind}/${[...path, name].join('/')}`,
    );
}

function accountId({ organization }: Snapshot): fc.Arbitrary<string> {
  return fc.oneof(fc.constantFrom(...organization.accounts.keys()), fc.stringMatching(/^\d{12}$/));
}

/** What names of IAM are made of. */
function word(): fc.Arbitrary<string> {
  return fc.stringMatching(/^[\w+=,.@-]{1,12}$/);
}

function withoutCharacter(text: string, at: number): string {
  return text.slice(0, at) + text.slice(at + 1);
}

function withOtherCase(text: string, at: number): string {
  return text.slice(0, at) + (text[at] ?? '').toUpperCase() + text.slice(at + 1);
}
