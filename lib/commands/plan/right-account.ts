import type { Caller } from '../../aws/caller';
import { EXIT, Failure } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import { deploymentAccountOf } from '../../domain/org-config';

/** With the credentials of another account everything would look new. @throws Failure `WrongAccount` */
export function requireDeploymentAccount(config: OrgConfig, caller: Caller): Promise<void> {
  const wanted = deploymentAccountOf(config);
  return requireAccount(caller, wanted, `the deployment account ${wanted} (deployFrom: ${config.deployFrom})`);
}

/** Control policies are made there, whatever the rest is deployed from. @throws Failure `WrongAccount` */
export function requireManagementAccount({ organization }: OrgConfig, caller: Caller): Promise<void> {
  const wanted = organization.managementAccount;
  return requireAccount(caller, wanted, `the management account ${wanted}, which alone makes control policies`);
}

async function requireAccount(caller: Caller, wanted: string, words: string): Promise<void> {
  const found = await caller.account();
  if (found === wanted) return;
  throw new Failure(
    'WrongAccount',
    `these are credentials of account ${found}, expected ${words}; use those that cdk deploy runs with`,
    EXIT.unusable,
  );
}
