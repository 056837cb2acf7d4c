import type { AttachedPolicy, ControlTree } from '../../aws/control-policies';
import type { OrgConfig } from '../../domain/org-config';
import { accountOf } from '../../iam/evaluation/access-request';
import type { ControlledOrganization, ControlPolicyKind } from '../../iam/evaluation/controlled-organization';
import { decideControl } from '../../iam/evaluation/decide';
import type { DecidingStatement, Decision, Place } from '../../iam/evaluation/decision';
import { type Policy, readPolicy } from '../../iam/evaluation/policy';
import type { Statement } from '../../iam/statement';
import { ciRequests } from './ci-requests';
import { deploymentRequests } from './deployment-requests';
import { stackSetRequests } from './stack-set-requests';
import { terraformRequests } from './terraform-requests';
import type { Scene, Way, WayRequest } from './way';

/** Something in the control policies that stops one of orgstrap's ways, or may. */
export interface Obstacle {
  readonly way: Way;
  /** Whether it stops it for certain. Otherwise `dependsOn` says on what that depends. */
  readonly isCertain: boolean;
  readonly kind: ControlPolicyKind;
  /** The id of the root, the OU or the account that the policy is attached to. */
  readonly level: string;
  /** The policy that stops it. @default - none: it is stopped because no policy of that level allows it */
  readonly policy?: Pick<AttachedPolicy, 'id' | 'name'>;
  /** The statement that stops it, and its number from 0. @default - none, or what the policy says could not be read */
  readonly statement?: { readonly text: Statement; readonly index: number };
  /** The ids of the accounts whose principals or resources it binds. */
  readonly accounts: readonly string[];
  readonly actions: readonly string[];
  readonly dependsOn: readonly string[];
}

/**
 * What in the control policies of an organization stops orgstrap, and where: each policy and statement once for each way.
 *
 * @param tags - what every stack of orgstrap is tagged with
 * @throws Failure where `org.yaml` asks for more than IAM takes
 */
export function obstacles(config: OrgConfig, tree: ControlTree, tags: Scene['tags'] = {}): readonly Obstacle[] {
  const scene = { config, above: tree.above, tags };
  const policies = new Map(tree.policies.map((policy) => [policy.id, policy]));
  const organization = controlledOrganization(config, tree);
  const requests = [
    ...stackSetRequests(scene),
    ...ciRequests(scene),
    ...terraformRequests(scene),
    ...deploymentRequests(scene),
  ];
  const found = requests.flatMap((asked) =>
    causesOf(decideControl(asked.request, organization), policies)
      .filter((cause) => !isOfTheUser(asked, cause))
      .map((cause) => obstacleOf(asked, cause)),
  );
  return merged(withoutPassed(found, requests));
}

function controlledOrganization(
  { organization }: OrgConfig,
  { enabled, above, policies }: ControlTree,
): ControlledOrganization {
  const attached = (type: AttachedPolicy['type']) => {
    if (!enabled.includes(type)) return undefined;
    const targets = new Map<string, Policy[]>();
    for (const policy of policies.filter((one) => one.type === type)) {
      // By its id, which explanations find its name with.
      const read = readPolicy(policy.id, policy.content);
      for (const target of policy.targets) targets.set(target, [...(targets.get(target) ?? []), read]);
    }
    return targets;
  };
  return {
    managementAccount: organization.managementAccount,
    paths: new Map([...above].map(([account, path]) => [account, [...path, account]])),
    attached: { scp: attached('SERVICE_CONTROL_POLICY'), rcp: attached('RESOURCE_CONTROL_POLICY') },
  };
}

/** What stops a request, apart from the request. */
type Cause = Omit<Obstacle, 'way' | 'accounts' | 'actions'>;

/** An obstacle of one request. */
interface Found extends Obstacle {
  readonly sample: string | undefined;
}

/** All that denies a request, and each level that lets nothing in; where nothing does for certain, all that may. */
function causesOf(
  { denying, silent, open, allowing }: Decision,
  policies: ReadonlyMap<string, AttachedPolicy>,
): readonly Cause[] {
  const certain = [...denying.map((one) => causeOf(one, policies)), ...silent.map((one) => causeOf(one, policies))];
  if (certain.length > 0) return certain;
  return open
    .filter(({ statement, level }) => statement?.effect !== 'Allow' || !allowing.some((other) => other.level === level))
    .map((one) => ({ ...causeOf(one, policies), isCertain: false, dependsOn: one.dependsOn }));
}

/** What Terraform tags, its user decides. */
function isOfTheUser({ way }: WayRequest, { isCertain, dependsOn }: Cause): boolean {
  return (
    way === 'Terraform' && !isCertain && dependsOn.every((key) => /aws:(RequestTag|ResourceTag|TagKeys)/i.test(key))
  );
}

function causeOf(found: Place & Partial<DecidingStatement>, policies: ReadonlyMap<string, AttachedPolicy>): Cause {
  const { layer, level = '', policy: by, statement, index = 0 } = found;
  const policy = policies.get(by?.name ?? '');
  return {
    isCertain: true,
    kind: layer === 'rcp' ? 'rcp' : 'scp',
    level,
    ...(policy && { policy: { id: policy.id, name: policy.name } }),
    ...(statement && { statement: { text: statement, index } }),
    dependsOn: [],
  };
}

function obstacleOf({ way, sample, request: { principal, action, owner } }: WayRequest, cause: Cause): Found {
  const account = cause.kind === 'scp' ? (accountOf(principal) ?? owner) : owner;
  return { ...cause, way, sample, accounts: [account], actions: [action] };
}

/** Without what denies some requests of a sample and lets others pass: what is denied on purpose is not stopped. */
function withoutPassed(found: readonly Found[], requests: readonly WayRequest[]): readonly Found[] {
  const asked = counted(requests.map(({ sample, request }) => `${sample} ${accountOf(request.principal)}`));
  const stopped = counted(found.map((one) => `${one.sample} ${one.accounts.join()} ${causeId(one)}`));
  return found.filter((one) => {
    const place = `${one.sample} ${one.accounts.join()}`;
    return one.sample === undefined || stopped.get(`${place} ${causeId(one)}`) === asked.get(place);
  });
}

function counted(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** Each cause once for each way, with all that it stops; where it does so for certain, no word of what it may stop. */
function merged(found: readonly Found[]): readonly Obstacle[] {
  const groups = new Map<string, Found[]>();
  for (const one of found) {
    const id = `${one.way} ${causeId(one)}`;
    groups.set(id, [...(groups.get(id) ?? []), one]);
  }
  return [...groups.values()].flatMap((all) => {
    const certain = all.filter(({ isCertain }) => isCertain);
    const told = certain.length > 0 ? certain : all;
    return told.slice(0, 1).map(({ sample: _, ...first }) => ({
      ...first,
      accounts: unique(told.flatMap(({ accounts }) => accounts)),
      actions: unique(told.flatMap(({ actions }) => actions)),
      dependsOn: unique(told.flatMap(({ dependsOn }) => dependsOn)),
    }));
  });
}

function causeId({ kind, level, policy, statement }: Cause): string {
  return [kind, level, policy?.id, statement?.index].join(' ');
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
