import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { canonical } from '../../domain/json';
import { pairResources } from './resource-name';
import type { Template } from './template';

/** What CloudFormation will do to a resource; `retain` takes it out of CloudFormation's hands and leaves it there. */
export type Action = 'add' | 'change' | 'replace' | 'may replace' | 'remove' | 'retain';

export interface ResourceChange {
  readonly action: Action;
  readonly type: string;
  readonly logicalId: string;
  /** The physical name, or the logical id again where CloudFormation names it. */
  readonly name: string;
  /** The properties and attributes that change; for a resource that comes or goes, none are listed. */
  readonly properties: readonly string[];
}

const ACTIONS: Readonly<Record<ResourceImpact, Action | undefined>> = {
  [ResourceImpact.WILL_CREATE]: 'add',
  [ResourceImpact.WILL_IMPORT]: 'add',
  [ResourceImpact.WILL_UPDATE]: 'change',
  [ResourceImpact.WILL_REPLACE]: 'replace',
  [ResourceImpact.MAY_REPLACE]: 'may replace',
  [ResourceImpact.WILL_DESTROY]: 'remove',
  [ResourceImpact.WILL_ORPHAN]: 'retain',
  [ResourceImpact.NO_CHANGE]: undefined,
};

/** What CloudFormation will do, as `cdk diff` would tell it. */
export function resourceChanges(before: Template, after: Template): readonly ResourceChange[] {
  const names = new Map(
    pairResources(before, after).map(({ name, before: was, after: is }) => [(is ?? was)?.id, name]),
  );
  const { changes } = fullDiff(cloudFormation(before), cloudFormation(after)).resources;
  return Object.entries(changes).flatMap(([logicalId, difference]) => {
    const action = ACTIONS[difference.changeImpact];
    if (action === undefined) return [];
    const isUpdate = !difference.isAddition && !difference.isRemoval;
    return [
      {
        action,
        type: difference.newResourceType ?? difference.oldResourceType ?? '',
        logicalId,
        name: names.get(logicalId) ?? logicalId,
        properties: isUpdate
          ? [...Object.keys(difference.propertyUpdates), ...Object.keys(difference.otherChanges)]
          : [],
      },
    ];
  });
}

/** The sections beside the resources that change, such as `Outputs`. */
export function sectionChanges({ sections: was }: Template, { sections: is }: Template): readonly string[] {
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((name) => canonical(was[name]) !== canonical(is[name]))
    .sort();
}

/** A copy, because the comparison works on what it is given. */
function cloudFormation({ sections, resources }: Template): Record<string, unknown> {
  return structuredClone({
    ...sections,
    Resources: Object.fromEntries(
      Object.entries(resources).map(([id, { attributes, ...resource }]) => [id, { ...resource, ...attributes }]),
    ),
  });
}
