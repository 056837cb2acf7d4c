import { UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { deployerAccounts } from '../../../lib/domain/deployment';
import { DEPLOYER_ROLE } from '../../../lib/domain/names';
import { namesOf } from '../../../lib/domain/names-of';
import { deploymentAccountOf } from '../../../lib/domain/org-config';
import { isWatched } from '../../../lib/domain/watched-accounts';
import { type Job, jobOf } from '../access/jobs';
import { refused } from '../context/refused';
import type { OrgYaml, Rehearsal } from '../context/rehearsal';
import { asAdministrator, withOpenRole } from '../credentials/administrator';
import { assume } from '../credentials/ci-identities';
import { assumeWithToken } from '../credentials/tokens';
import { clientsFor } from '../emulated/clients';
import { carryOut } from './terraform-account';

/** Nobody but the approved jobs becomes who deploys, and who plans changes nothing; before the guardrails, an administrator opens the role. */
export async function attackDeployment(rehearsal: Rehearsal, orgYaml: OrgYaml): Promise<void> {
  const { config } = orgYaml;
  const { deployment, homeRegion } = config;
  const account = deploymentAccountOf(config);
  if (deployment === undefined || !deployerAccounts(config).includes(account)) return;
  const names = namesOf(config);
  const deployer = names.deployerRoleArn(account);
  // Without a trail of its account nobody hears of it.
  const raising = (...alarms: readonly string[]) => (isWatched(config, account) ? alarms : []);
  const become = async (job: Job, role: string) =>
    assumeWithToken(rehearsal, homeRegion, await rehearsal.issuers.tokenOf(job), role);
  const approved = jobOf(deployment.identity, 'apply');
  const planning = jobOf(deployment.identity, 'plan');
  const claims = { ...approved.claims, ref: 'refs/heads/feature' };
  const strangers: readonly (readonly [who: string, job: Job])[] = [
    ['a pull request', planning],
    ...('ref' in approved.claims ? [['the environment on another branch', { ...approved, claims }] as const] : []),
  ];
  for (const [who, job] of strangers) {
    const claim = `${who} does not become the deployer role`;
    await refused(rehearsal, { claim, alarms: raising('role-is-refused') }, () => become(job, deployer));
  }
  const planner = await become(planning, names.plannerRoleArn(account));
  const { iam } = clientsFor(rehearsal.gateway, planner, homeRegion);
  await refused(
    rehearsal,
    {
      claim: 'a pull request does not open the deployer role as the planner role',
      because: 'iam:UpdateAssumeRolePolicy',
      alarms: raising('deployer-is-refused', 'identity-change-is-refused'),
    },
    () => iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: DEPLOYER_ROLE, PolicyDocument: '{}' })),
  );
  await asAdministrator(
    rehearsal,
    orgYaml,
    async (administrator) => {
      await refused(
        rehearsal,
        {
          claim: 'an administrator of the account that deploys does not become the deployer role',
          because: 'no resource-based policy allows',
          alarms: raising('role-is-refused'),
        },
        () => assume(rehearsal, homeRegion, administrator, deployer),
      );
      const own = clientsFor(rehearsal.gateway, administrator, homeRegion);
      await carryOut(rehearsal, 'an administrator of the account that deploys', [
        {
          what: 'lets everybody there become the deployer role, and becomes it',
          alarms: raising('identity-is-changed', 'deployer-is-changed', 'deployer-by-a-stranger'),
          attempt: () =>
            withOpenRole(own.iam, DEPLOYER_ROLE, [account], config, () =>
              assume(rehearsal, homeRegion, administrator, deployer),
            ),
        },
      ]);
    },
    account,
  );
}
