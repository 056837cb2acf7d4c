import type { NamedPolicy, PolicyDocument, Statement } from '../iam/policy-document';
import type { Identity, OwnedResource, Snapshot } from '../iam/snapshot';
import type { Stored, StoredBucket, StoredOrganization, StoredPolicy, StoredPrincipal } from './stored';

/** The snapshot as it stands in the emulator, with what it takes to find out which resources a request means. */
export interface StoredSnapshot extends Snapshot {
  readonly buckets: ReadonlyMap<string, StoredBucket>;
  /** The ARN of the key, by the ARN of the alias. */
  readonly aliases: ReadonlyMap<string, string>;
  /** The ARN of the user, by the id of the access key. */
  readonly usersOfKeys: ReadonlyMap<string, string>;
  /** By ARN; those without a user are not enabled yet. */
  readonly mfaDevices: ReadonlyMap<string, MfaDevice>;
  /** The ARN of the secret, by `ACCOUNT/REGION/NAME`. */
  readonly secrets: ReadonlyMap<string, string>;
  /** ARNs of everybody and everything in IAM that has a path, by `ACCOUNT/role/NAME`. */
  readonly byName: ReadonlyMap<string, string>;
  /** Of users and roles, by ARN. */
  readonly tags: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** A virtual MFA device. */
export interface MfaDevice {
  /** What its codes are made of, in base 32. */
  readonly seed: string;
  /** The ARN of the user who has enabled it. */
  readonly user?: string;
}

/** @throws Error where a stored document is not a policy, or a policy that somebody carries is not stored. */
export function storedSnapshot(stored: Stored, documents: Documents): StoredSnapshot {
  const { users, roles, groups, instanceProfiles } = stored;
  const identity = (principal: StoredPrincipal) => identityOf(principal, stored, documents);
  return {
    partition: stored.organization?.partition ?? 'aws',
    organization: organizationOf(stored.organization, documents),
    users: new Map(users.map((user) => [user.arn, identity(user)])),
    roles: new Map(roles.map((role) => [role.arn, { ...identity(role), trust: documents.read(role.trust) }])),
    oidcProviders: new Map(stored.oidcProviders.map(({ arn, clientIds }) => [arn, { clientIds }])),
    resources: resourcesOf(stored, documents),
    buckets: new Map(stored.buckets.map((bucket) => [bucket.name, bucket])),
    aliases: new Map(stored.aliases.map(({ arn, key }) => [arn, key])),
    usersOfKeys: new Map(Object.entries(stored.accessKeys)),
    mfaDevices: new Map(
      stored.mfaDevices.map(({ arn, seed, user }) => [arn, { seed, ...(user === null ? {} : { user }) }]),
    ),
    secrets: new Map(stored.secrets.map(({ arn }) => [secretName(arn), arn])),
    byName: new Map(
      [...users, ...roles]
        .map(({ arn }) => arn)
        .concat(groups, instanceProfiles)
        .map((arn) => [nameOf(arn), arn]),
    ),
    tags: new Map([...users, ...roles].map(({ arn, tags }) => [arn, tags])),
  };
}

/** `ACCOUNT/role/NAME`: in an account, names are unique, paths apart. */
function nameOf(arn: string): string {
  const [, , , , account, resource = ''] = arn.split(':');
  const [kind, ...path] = resource.split('/');
  return `${account}/${kind}/${path.at(-1)}`;
}

/** Without the six characters at the end of the ARN. */
function secretName(arn: string): string {
  const [, , , region, account, , name = ''] = arn.split(':');
  return `${account}/${region}/${name.replace(/-[^-]+$/, '')}`;
}

function identityOf({ arn, policies, boundary }: StoredPrincipal, stored: Stored, documents: Documents): Identity {
  const managed = (policy: string): NamedPolicy => {
    const text = stored.managedPolicies[policy];
    if (text === undefined) throw new Error(`${arn} carries ${policy}, which is not stored`);
    return { name: policy, document: documents.read(text) };
  };
  return {
    policies: policies.flatMap((carried) => [...carried.managed.map(managed), ...named(carried.inline, documents)]),
    ...(boundary === null ? {} : { boundary: managed(boundary) }),
  };
}

function named(policies: readonly StoredPolicy[], documents: Documents): readonly NamedPolicy[] {
  return policies.map(({ name, document }) => ({ name, document: documents.read(document) }));
}

function organizationOf(stored: StoredOrganization | null, documents: Documents): Snapshot['organization'] {
  const attached = (policies: Readonly<Record<string, readonly StoredPolicy[]>> = {}) =>
    new Map(Object.entries(policies).map(([target, each]) => [target, named(each, documents)] as const));
  return {
    id: stored?.id ?? '',
    managementAccount: stored?.managementAccount ?? '',
    accounts: new Map(Object.entries(stored?.accounts ?? {})),
    serviceControlPolicies: attached(stored?.serviceControlPolicies),
    // What cannot be taken off decides nothing, and is not in the grammar of those that can.
    resourceControlPolicies: attached(without('RCPFullAWSAccess', stored?.resourceControlPolicies)),
  };
}

function without(
  name: string,
  policies: Readonly<Record<string, readonly StoredPolicy[]>> = {},
): Readonly<Record<string, readonly StoredPolicy[]>> {
  return Object.fromEntries(
    Object.entries(policies).map(([target, each]) => [target, each.filter((policy) => policy.name !== name)]),
  );
}

function resourcesOf(stored: Stored, documents: Documents): ReadonlyMap<string, OwnedResource> {
  const partition = stored.organization?.partition ?? 'aws';
  const buckets = stored.buckets.map((bucket) => ({ ...bucket, arn: `arn:${partition}:s3:::${bucket.name}` }));
  return new Map(
    [...buckets, ...stored.keys, ...stored.queues, ...stored.secrets].map(({ arn, account, policy }) => [
      arn,
      { account, ...(policy === null ? {} : { policy: documents.read(policy) }) },
    ]),
  );
}

/**
 * The documents that were ever read, by their text: the same text is the same object, so that what is known about a
 * document (that its conditions are reviewed, how it is parsed) is found out once.
 */
export class Documents {
  private readonly byText = new Map<string, PolicyDocument>();

  /** @throws Error where the text is not a policy */
  read(text: string): PolicyDocument {
    const known = this.byText.get(text);
    if (known !== undefined) return known;
    const { Version = '2008-10-17', Statement }: Written = JSON.parse(text);
    const document = { Version, Statement: [Statement].flat() };
    this.byText.set(text, document);
    return document;
  }
}

/** IAM lets one statement be written without a list. */
interface Written {
  readonly Version?: string;
  readonly Statement: Statement | readonly Statement[];
}
