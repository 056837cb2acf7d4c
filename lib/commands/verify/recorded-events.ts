import type { BasicSelector, SelectorCondition, TrailSelectors } from '../../aws/account-trails';

/**
 * What keeps a trail from recording all management events: undefined where nothing does.
 *
 * Several selectors that only together select everything are not taken for that.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
 */
export function whatIsNotRecorded({ basic, advanced }: TrailSelectors): string | undefined {
  if (basic.length === 0 && advanced.length === 0) return undefined;
  const limits = [
    ...basic.filter(({ hasManagementEvents }) => hasManagementEvents).map(limitsOfBasic),
    ...advanced.filter((conditions) => conditions.some(isOfManagementEvents)).map(limitsOfAdvanced),
  ];
  const [first] = limits;
  if (first === undefined) return 'records no management events';
  if (limits.some((each) => each.length === 0)) return undefined;
  return `records management events only where ${first.join(' and ')}`;
}

function limitsOfBasic({ readWriteType, leftOut }: BasicSelector): readonly string[] {
  return [
    ...(readWriteType === 'All' ? [] : [`ReadWriteType is ${readWriteType}`]),
    ...(leftOut.length === 0 ? [] : [`the service is none of ${leftOut.join(', ')}`]),
  ];
}

function limitsOfAdvanced(conditions: readonly SelectorCondition[]): readonly string[] {
  return conditions
    .filter((condition) => !isOfManagementEvents(condition))
    .map(({ field, operator, values }) => `${field} ${operator} ${values.join(', ')}`);
}

function isOfManagementEvents({ field, operator, values }: SelectorCondition): boolean {
  return field === 'eventCategory' && operator === 'Equals' && values.includes('Management');
}
