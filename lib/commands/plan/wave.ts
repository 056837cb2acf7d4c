import type { DeployedStackSet, StackInstance } from '../../aws/stack-sets';
import { toRead } from '../../iam/access-change';
import { type Comparison, compare, compareMember } from './compare-members';
import type { DeploymentTargets } from './deployment-targets';
import { type AccessFinding, inResource } from './finding';
import type { RenamedBucket } from './renamed-buckets';
import { resolveParameters } from './resolve-parameters';
import type { ResourceChange } from './resource-changes';
import { countStackSets, stackSetsOf, withoutMembers } from './stack-sets-of';
import { EMPTY_TEMPLATE, type Template } from './template';

/** A stack as it is now. */
export interface DeployedStack {
  /** `NOTHING` where it is not deployed; undefined where it cannot be read. */
  readonly template: Template | undefined;
  /** CloudFormation's status; undefined where it is not deployed. */
  readonly status: string | undefined;
}

/** One step of the rollout: a stack in the deployment account, or a StackSet and all that it delivers. */
export interface Wave {
  /** The name of the stack, which is the name of its StackSet, too. */
  readonly stack: string;
  readonly delivery: 'cdk deploy' | 'stack set';
  readonly state: 'new' | 'changed' | 'unchanged';
  readonly reach: DeploymentTargets;
  /** Of the stack and of the member template. */
  readonly changes: readonly ResourceChange[];
  /** Sections beside the resources that change, such as `Outputs`. */
  readonly sections: readonly string[];
  readonly findings: readonly AccessFinding[];
  readonly renamedBuckets: readonly RenamedBucket[];
  /** Accounts that do not have what the StackSet delivers now: they change by more than is shown. */
  readonly notCurrent: readonly string[];
}

export interface WaveInput {
  readonly name: string;
  readonly after: Template;
  readonly before: DeployedStack;
  readonly reach: DeploymentTargets;
  readonly stackSetName?: string;
  readonly deployed?: DeployedStackSet | undefined;
  readonly instances?: readonly StackInstance[];
}

/** Compares one stack, and the member template in it, with what is deployed. */
export function planWave(input: WaveInput): Wave {
  const { name, after, before, reach, stackSetName, deployed, instances = [] } = input;
  const was = before.template ?? EMPTY_TEMPLATE;
  const comparisons: readonly Comparison[] = [
    compare(withDefaults(withoutMembers(was)), withDefaults(withoutMembers(after))),
    ...(stackSetName === undefined
      ? []
      : [compareMember(deployed, stackSetsOf(was).get(stackSetName), stackSetsOf(after).get(stackSetName))]),
  ];
  const changes = comparisons.flatMap(({ resources }) => resources);
  const sections = comparisons.flatMap((comparison) => comparison.sections);
  const findings = [
    ...doubtsAbout(name, before),
    ...unseen(name, was, after),
    ...comparisons.flatMap((comparison) => comparison.findings),
  ];
  const isNew = before.status === undefined && deployed === undefined;
  const isSame = changes.length === 0 && sections.length === 0 && findings.length === 0;
  return {
    stack: name,
    delivery: stackSetName === undefined ? 'cdk deploy' : 'stack set',
    state: isNew ? 'new' : isSame ? 'unchanged' : 'changed',
    reach,
    changes,
    sections: [...new Set(sections)],
    findings,
    notCurrent: instances.filter(({ status }) => status !== 'CURRENT').map(({ account }) => account),
    renamedBuckets: comparisons.flatMap((comparison) => comparison.renamedBuckets),
  };
}

/** What `cdk deploy` says of parameters is nothing: those of a stack have their defaults. */
function withDefaults(template: Template): Template {
  return resolveParameters(template, {});
}

/** StackSets whose members are not compared: those that go, and any but the one of a wave, which orgstrap never makes. */
function unseen(stack: string, before: Template, after: Template): readonly AccessFinding[] {
  const kept = stackSetsOf(after);
  const gone = [...stackSetsOf(before).keys()].filter((name) => !kept.has(name));
  return inResource(stack, [
    ...gone.map((name) => toRead(`the StackSet ${name} goes with all that it delivered`)),
    ...(countStackSets(after) > 1 || kept.size < countStackSets(after)
      ? [toRead('not every StackSet can be compared')]
      : []),
  ]);
}

/** What is deployed is certain only once CloudFormation is done with it. */
function doubtsAbout(name: string, { template, status }: DeployedStack): readonly AccessFinding[] {
  if (status === undefined) return [];
  return inResource(name, [
    ...(template === undefined ? [toRead('its deployed template cannot be understood')] : []),
    ...(SETTLED.has(status) ? [] : [toRead(`the stack is in ${status}, so what is deployed is not certain`)]),
  ]);
}

const SETTLED: ReadonlySet<string> = new Set([
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
  'UPDATE_ROLLBACK_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
]);
