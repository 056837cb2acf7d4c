import { countsAsWidening } from '../iam/access-change';
import type { Plan } from '../operations/plan/plan';

/** The shape of `orgstrap plan --json`; what a later version adds does not change the number. */
const VERSION = 1;

/** What a plan comes down to. */
export interface PlanSummary {
  /** Whether something widens, or could not be judged. */
  readonly widens: boolean;
  readonly changes: boolean;
}

export function summaryOf({ waves }: Plan): PlanSummary {
  return {
    widens: waves.some(({ findings }) => findings.some(countsAsWidening)),
    changes: waves.some(({ state }) => state !== 'unchanged'),
  };
}

export function planJson(plan: Plan): PlanSummary & Plan & { readonly version: number } {
  return { version: VERSION, ...summaryOf(plan), ...plan };
}
