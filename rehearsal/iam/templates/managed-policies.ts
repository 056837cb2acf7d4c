import type { NamedPolicy } from '../policy-document';
import { EVERYTHING } from '../question';
import { arnOfResource, document, resourcesOf } from './resources-of';
import type { Stack } from './stack';
import { uniqueMap } from './unique-map';

/** The managed policies that some stacks make, and those of AWS. */
export class ManagedPolicies {
  private readonly made: ReadonlyMap<string, NamedPolicy>;

  constructor(stacks: readonly Stack[]) {
    this.made = uniqueMap(
      resourcesOf(stacks, 'AWS::IAM::ManagedPolicy').map((policy) => {
        const arn = arnOfResource(policy);
        return [arn, document(policy, 'PolicyDocument', arn)];
      }),
    );
  }

  /** @throws Error where no stack makes it, and it is not AWS's. */
  named(arn: string): NamedPolicy {
    // What AWS manages is in no template. To take it for every permission errs on the side of finding access.
    if (/^arn:[^:]+:iam::aws:policy\//.test(arn)) return { name: arn, document: EVERYTHING };
    const policy = this.made.get(arn);
    if (policy === undefined) throw new Error(`${arn} is attached, but no stack makes it`);
    return policy;
  }
}
