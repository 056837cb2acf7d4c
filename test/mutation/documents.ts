import type { NamedPolicy, PolicyDocument } from '../../packages/iam-gateway/iam/policy-document';
import type { Layer } from '../../packages/iam-gateway/iam/request';
import type { Identity, OwnedResource, Role, Snapshot } from '../../packages/iam-gateway/iam/snapshot';

/** Changes a document, or gives it back as it is. */
export type Change = (document: PolicyDocument, layer: Layer) => PolicyDocument;

/** A document that is deployed, as it is in the first of its places. */
export interface Deployed {
  readonly key: string;
  readonly name: string;
  readonly layer: Layer;
  readonly document: PolicyDocument;
}

/** Every document of a snapshot once, however many accounts and pipelines have it. */
export function documentsOf(snapshot: Snapshot): readonly Deployed[] {
  const found = new Map<string, Deployed>();
  changed(snapshot, (document, layer) => {
    const key = keyOf(document, layer);
    if (!found.has(key)) found.set(key, { key, name: nameOf(document, layer), layer, document });
    return document;
  });
  return [...found.values()];
}

/** The same statements in the same order are the same document, rendered for another account or another pipeline. */
export function keyOf({ Statement }: PolicyDocument, layer: Layer): string {
  return `${layer} ${Statement.map(({ Sid, Effect }) => `${Effect} ${Sid}`).join(', ')}`;
}

function nameOf({ Statement }: PolicyDocument, layer: Layer): string {
  const [first, ...others] = Statement.map(({ Sid }) => Sid);
  return others.length === 0 ? `${layer} ${first}` : `${layer} ${first} … ${others.at(-1)}`;
}

/** The snapshot with every document changed: permissions, boundaries, trusts, bucket and key policies, SCPs and RCPs. */
export function changed(snapshot: Snapshot, change: Change): Snapshot {
  const { organization } = snapshot;
  return {
    ...snapshot,
    users: mapped(snapshot.users, (user) => changedIdentity(user, change)),
    roles: mapped(
      snapshot.roles,
      (role): Role => ({ ...changedIdentity(role, change), trust: change(role.trust, 'resource') }),
    ),
    resources: mapped(snapshot.resources, (resource) => changedResource(resource, change)),
    organization: {
      ...organization,
      serviceControlPolicies: mapped(organization.serviceControlPolicies, (policies) =>
        policies.map((policy) => changedPolicy(policy, 'scp', change)),
      ),
      resourceControlPolicies: mapped(organization.resourceControlPolicies, (policies) =>
        policies.map((policy) => changedPolicy(policy, 'rcp', change)),
      ),
    },
  };
}

function changedIdentity({ policies, boundary }: Identity, change: Change): Identity {
  return {
    policies: policies
      .map((policy) => changedPolicy(policy, 'permissions', change))
      // Nobody can attach a policy without a statement.
      .filter(({ document }) => document.Statement.length > 0),
    ...(boundary && { boundary: changedPolicy(boundary, 'boundary', change) }),
  };
}

function changedResource(resource: OwnedResource, change: Change): OwnedResource {
  return resource.policy === undefined ? resource : { ...resource, policy: change(resource.policy, 'resource') };
}

function changedPolicy(policy: NamedPolicy, layer: Layer, change: Change): NamedPolicy {
  return { ...policy, document: change(policy.document, layer) };
}

function mapped<K, V>(map: ReadonlyMap<K, V>, change: (value: V) => V): ReadonlyMap<K, V> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}
