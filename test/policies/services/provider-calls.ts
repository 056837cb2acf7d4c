import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actionsOf } from '../../../scripts/provider-calls/actions';
import type { CallsOfSdk } from '../../../scripts/provider-calls/calls';

const FOLDER = join(__dirname, 'provider-calls');

/** What the calls of one version of the Terraform provider ask of IAM. */
export interface ProviderVersion {
  readonly provider: string;
  readonly from: string;
  readonly read: string;
  readonly calls: readonly ProviderCall[];
}

export interface ProviderCall {
  /** As the AWS SDK for Go has it: `lambda.Invoke`. */
  readonly call: string;
  /** Whether refreshing a resource or reading a data source can come to it. */
  readonly isRead: boolean;
  /** As IAM has it: `lambda:InvokeFunction`. */
  readonly actions: readonly string[];
}

/** Each file that `npm run provider-calls` wrote. */
export function providerVersions(): readonly ProviderVersion[] {
  return readdirSync(FOLDER).map((file) => {
    const { calls, ...about } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
    return { ...about, calls: Object.entries<CallsOfSdk>(calls).flatMap(([sdk, names]) => callsOf(sdk, names)) };
  });
}

function callsOf(sdk: string, { reads, others }: CallsOfSdk): readonly ProviderCall[] {
  const asked = (name: string, isRead: boolean): ProviderCall => ({
    call: `${sdk}.${name}`,
    isRead,
    actions: actionsOf(sdk, name),
  });
  return [...reads.map((name) => asked(name, true)), ...others.map((name) => asked(name, false))];
}
