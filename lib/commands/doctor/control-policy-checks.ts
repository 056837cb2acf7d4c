import type { ControlPolicies, ControlTree } from '../../aws/control-policies';
import type { OrgConfig } from '../../domain/org-config';
import { type Obstacle, obstacles } from '../../estate/control-policies/obstacles';
import type { Way } from '../../estate/control-policies/way';
import {
  type CheckSubject,
  checksOfAnswer,
  doesNotHold,
  holds,
  type LiveCheck,
  notSeen,
} from '../../estate/live-check';
import { linesOf } from '../../iam/statement-text';
import { mendedBy } from './mended-control-policy';

const CONTROL: CheckSubject = {
  kind: 'control-policy',
  name: 'control policies',
  why: 'what a policy of the organization denies, no role of an account can do: a deployment or a run stops midway',
};

/** Whether the control policies above the accounts let orgstrap work: each one that stops it, and where. */
export function controlPolicyChecks(
  config: OrgConfig,
  controlPolicies: ControlPolicies,
): Promise<readonly LiveCheck[]> {
  return checksOfAnswer(
    [CONTROL],
    'use credentials of the management account, or of a delegated administrator for policies, with organizations:ListRoots, ListOrganizationalUnitsForParent, ListAccountsForParent, ListPolicies, ListTargetsForPolicy and DescribePolicy',
    () => controlPolicies.read(),
    (tree) => judged(config, tree),
  );
}

function judged(config: OrgConfig, tree: ControlTree): readonly LiveCheck[] {
  const found = obstacles(config, tree, config.tags);
  const checks = found.map((obstacle) => checkOf(config, tree, obstacle));
  if (found.some(({ isCertain }) => isCertain)) return checks;
  const count = tree.policies.length;
  return [
    holds(CONTROL, `none of ${count} ${count === 1 ? 'policy' : 'policies'} is known to stop orgstrap`),
    ...checks,
  ];
}

function checkOf(config: OrgConfig, tree: ControlTree, obstacle: Obstacle): LiveCheck {
  const { way, kind, level, policy, statement } = obstacle;
  const resource = [way, kind, level, policy?.id, statement?.text.sid ?? statement?.index].join(' ').trim();
  const subject = { ...CONTROL, resource, name: `${CONTROL.name}: ${way}`, why: WHY[way] };
  const found = `${culprit(tree, obstacle)}, in ${listed(obstacle.accounts)}`;
  const fix = mendedBy(config, tree, obstacle);
  if (obstacle.isCertain) return doesNotHold(subject, found, fix);
  return notSeen(subject, `${found}; it depends on ${obstacle.dependsOn.join(', ')}`, fix);
}

const WHY: Readonly<Record<Way, string>> = {
  StackSets:
    'StackSets work as the role stacksets-exec-* of each account, which control policies bind: no roles, no audit',
  CI: 'CI becomes the Terraform roles by sts:AssumeRole: without it no pipeline runs',
  Terraform:
    'Terraform works as roles of orgstrap in each product account: what they are denied, no configuration can have',
  deployment:
    'jobs become the roles of deployment, look into every account, and deploy: what they are denied, a person must do',
  state: 'Terraform keeps its states in a bucket with a key of its own: without them nothing is planned or applied',
};

/** What stops it, and the text of the statement. */
function culprit({ names }: ControlTree, { isCertain, kind, level, policy, statement, actions }: Obstacle): string {
  const place = names.has(level) ? `${names.get(level)} (${level})` : `the account ${level}`;
  const what = listed(actions);
  if (policy === undefined) return `no ${KINDS[kind]} of ${place} allows ${what}`;
  const sid = statement === undefined ? '' : `, statement ${statement.text.sid ?? statement.index + 1}`;
  const text = statement === undefined ? '' : ` (${shortened(linesOf(statement.text).join('; '))})`;
  const verb = isCertain ? 'denies' : 'may deny';
  return `the ${KINDS[kind]} ${policy.name} (${policy.id}) of ${place}${sid}: ${verb} ${what}${text}`;
}

const KINDS = { scp: 'service control policy', rcp: 'resource control policy' } as const;

/** A statement may have thousands of characters. */
const LONGEST = 300;

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** How many are named before the rest is counted. */
const MOST_NAMED = 6;

function listed(names: readonly string[]): string {
  const rest = names.length - MOST_NAMED;
  return rest > 0 ? `${names.slice(0, MOST_NAMED).join(', ')} and ${rest} more` : names.join(', ');
}
