import type { AccountId } from '../../domain/ids';
import { stackName } from '../../domain/names';
import { deploymentAccountOf, type OrgConfig } from '../../domain/org-config';
import { environmentOfAccount, stackOfProductRole, stackOfTerraformAccountRole } from '../../domain/stack-of-role';
import { stackInstancesCommand } from '../../estate/stack-instances-command';
import { DEPLOY, mendedBy } from './mended-by';

/**
 * What brings back a role that somebody deleted. CloudFormation takes it for there: an update without a change of its template does nothing,
 * and one that changes the role fails. So a stack of the deployment account reverts its drift, and an instance of a StackSet is
 * made again, which takes no credentials of its account.
 *
 * Where the Terraform account is another one than the deployment account, its stack keeps buckets and keys, which an instance made again would find taken:
 * there the stack itself reverts its drift, with credentials of the Terraform account.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/drift-aware-change-sets.html
 */
export function roleAgain(config: OrgConfig, account: AccountId, role: string): string {
  const how = inTerraformAccount(config, account, role) ?? inProductAccount(config, account, role);
  if (how === undefined) return mendedBy('the role', []);
  return `${DEPLOY}; where it shows no change, somebody deleted the role beside CloudFormation, and no update brings it back: ${how}`;
}

function inTerraformAccount(config: OrgConfig, account: AccountId, role: string): string | undefined {
  if (account !== config.accounts.terraform) return undefined;
  const stack = stackOfTerraformAccountRole(config, role);
  if (stack === undefined) return undefined;
  if (account === deploymentAccountOf(config)) return `npx cdk deploy ${stack} --revert-drift`;
  return `with credentials of ${account} ${revertDrift(config, role)}`;
}

/** By hand, what `cdk deploy --revert-drift` does. */
function revertDrift({ homeRegion }: OrgConfig, role: string): string {
  const named = (what: string) =>
    `"$(aws cloudformation describe-stack-resources --physical-resource-id ${role} --query 'StackResources[0].${what}' --output text --region ${homeRegion})"`;
  const changeSet = `--change-set-name revert-drift --stack-name ${named('StackName')} --region ${homeRegion}`;
  return [
    `aws cloudformation create-change-set ${changeSet} --use-previous-template --deployment-mode REVERT_DRIFT --capabilities CAPABILITY_NAMED_IAM`,
    `aws cloudformation wait change-set-create-complete ${changeSet}`,
    `aws cloudformation execute-change-set ${changeSet}`,
  ].join(' && ');
}

function inProductAccount(config: OrgConfig, account: AccountId, role: string): string | undefined {
  const environment = environmentOfAccount(config, account);
  const stack = environment && stackOfProductRole(role, environment.deployedAs);
  if (stack === undefined) return undefined;
  const instances = {
    stackSet: stackName(stack),
    units: environment?.organizationalUnits ?? [],
    accounts: [account],
  };
  // Managed execution is on: the second operation waits for the first.
  const commands = [
    stackInstancesCommand(config, 'delete-stack-instances', instances, ['--no-retain-stacks']),
    stackInstancesCommand(config, 'create-stack-instances', instances),
  ];
  return `stop the runs of CI in ${account}, then with credentials of ${deploymentAccountOf(config)} ${commands.join(' && ')}`;
}
