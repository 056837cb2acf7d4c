import { WORKLOAD_IAM_PATH } from '../../domain/names';
import { named } from '../../iam/statement';
import type { Rule } from '../rule';
import { allowedBy } from '../statements';

export const noIamWriteOnAnyResource: Rule = {
  name: 'NoIamWriteOnAnyResource',
  description:
    'whoever writes in IAM, passes a role or assumes one does so on exact ARNs, or on the path of the workloads',
  check: (resource) =>
    allowedBy(resource)
      .filter(({ action }) => named(action).some(becomesOrMakesAPrincipal))
      .flatMap(({ sid, resource: reached }) =>
        named(reached)
          .filter((text) => text.includes('*') && !FENCED.test(text))
          .map((text) => `${sid} reaches '${text}'`),
      ),
};

function becomesOrMakesAPrincipal(action: string): boolean {
  if (action.toLowerCase().startsWith('sts:')) return true;
  return action.toLowerCase().startsWith('iam:') && !/^iam:(?:get|list)/i.test(action);
}

/**
 * The last wildcard stands at the end, behind a path that holds only what Terraform or one AWS service made; what may
 * follow it closes the JSON of a join. Service-linked roles are made in the caller's own account alone, so for them the
 * account may be any.
 */
const FENCED = new RegExp(
  `^[^*]*:(?:(?:role|policy|instance-profile)${WORKLOAD_IAM_PATH}|(?:\\*:)?role/aws-service-role/[\\w.-]+/)\\*["\\]}]*$`,
);
