import type { CheckResults } from '../domain/template-finding';
import { lineOfReasons, lineOfStatement } from '../policies/line-of-statement';
import { type UnreviewedWildcard, UnreviewedWildcards } from '../policies/reasons';

const CHECK = 'Reviewed Wildcards';

/** Wildcards and reasons that do not fit together, as findings; no template can be made of their documents. */
export function unreviewedFindings(problems: readonly UnreviewedWildcard[]): CheckResults {
  return {
    checks: [CHECK],
    findings: problems.map(({ policy, sid, kind, text }) => ({
      check: CHECK,
      rule: kind === 'stale reason' ? 'Reviewed-Wildcards-StaleReason' : 'Reviewed-Wildcards-NoReason',
      message: text,
      fix: UnreviewedWildcards.fix,
      severity: 'error',
      construct: '',
      sources: [(kind === 'stale reason' ? lineOfReasons(policy, sid) : undefined) ?? lineOfStatement(policy, sid)],
    })),
    incomplete: 'no template can be made before this is mended, so no other check ran',
  };
}
