import { type AttachedPolicy, GetPolicyCommand, GetPolicyVersionCommand, type IAMClient } from '@aws-sdk/client-iam';
import { IAM_PATH } from '../domain/names';
import { awsAnswer, isNamed } from './aws-answer';

/** What a role, a group or a user wears beside a boundary. */
export interface FoundPermissions {
  /** The names of inline policies. */
  readonly inline: readonly string[];
  /** What those say that end sessions of somebody, as JSON, by name. @default - there are none */
  readonly revocations?: ReadonlyMap<string, string>;
  /** Managed policies. */
  readonly attached: readonly FoundPolicy[];
}

export interface FoundPolicy {
  readonly arn: string;
  /** Its default version, as JSON. Undefined where it is not on orgstrap's path: no auditor reads others. */
  readonly document: string | undefined;
}

/** The managed policies of one account. Several wear the same ones: each is read once. */
export class AccountPolicies {
  private readonly known = new Map<string, Promise<FoundPolicy | undefined>>();

  constructor(private readonly client: IAMClient) {}

  /** What is attached, as IAM lists it. */
  async attached(policies: readonly AttachedPolicy[] = []): Promise<readonly FoundPolicy[]> {
    const found = await Promise.all(
      policies.flatMap(({ PolicyArn: arn }) => (arn === undefined ? [] : this.policy(arn))),
    );
    // What is gone by now is attached to nobody.
    return found.flatMap((policy) => policy ?? []);
  }

  /** What a policy on orgstrap's path says, as JSON. Undefined where there is no such policy. */
  async document(arn: string): Promise<string | undefined> {
    return (await this.policy(arn))?.document;
  }

  private policy(arn: string): Promise<FoundPolicy | undefined> {
    const known = this.known.get(arn) ?? this.read(arn);
    this.known.set(arn, known);
    return known;
  }

  private async read(arn: string): Promise<FoundPolicy | undefined> {
    if (!arn.includes(`:policy${IAM_PATH}`)) return { arn, document: undefined };
    const sent = this.client.send(new GetPolicyCommand({ PolicyArn: arn })).catch((error: unknown) => {
      if (isNamed(error, 'NoSuchEntityException')) return undefined;
      throw error;
    });
    const policy = (await awsAnswer('iam:GetPolicy', sent))?.Policy;
    if (policy === undefined) return undefined;
    const request = new GetPolicyVersionCommand({ PolicyArn: arn, VersionId: policy.DefaultVersionId });
    const { PolicyVersion: version } = await awsAnswer('iam:GetPolicyVersion', this.client.send(request));
    return { arn, document: decodeURIComponent(version?.Document ?? '') };
  }
}
