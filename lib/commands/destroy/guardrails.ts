import type { DestroyAccess } from '../../aws/destroy-access';
import { Failure } from '../../domain/failure';
import { AUDIT_CONTROL_POLICY, CONTROL_POLICIES, ROOT_CONTROL_POLICY } from '../../domain/names';

const OURS: readonly string[] = [...Object.values(CONTROL_POLICIES), ROOT_CONTROL_POLICY, AUDIT_CONTROL_POLICY];

/** The control policies of orgstrap that are in force; undefined where these credentials may not look. */
export async function guardrailsInForce({
  controlPolicies,
}: Pick<DestroyAccess, 'controlPolicies'>): Promise<readonly string[] | undefined> {
  try {
    const { policies } = await controlPolicies.read();
    return policies.map(({ name }) => name).filter((name) => OURS.includes(name));
  } catch (error) {
    if (error instanceof Failure && error.code === 'AwsRefused') return undefined;
    throw error;
  }
}
