import { deploymentAccountOf } from '../../domain/org-config';
import { commandPolicy } from '../../policies/commands/command-policy';
import { watchPolicy } from '../../policies/commands/deploy-policies';
import { type CommandRights, together } from './command-rights';
import { DEPLOY } from './deploy-rights';
import { DOCTOR } from './doctor-rights';
import { VERIFY } from './operator-rights';
import { PLAN } from './plan-rights';

/** What StackSets do meanwhile. */
const watching: CommandRights['of'] = (config) => {
  const account = deploymentAccountOf(config);
  const policy = watchPolicy(config);
  return policy === undefined ? [] : [{ account, who: 'whoever deploys', policies: [policy] }];
};

/** What doctor asks in the accounts that something is deployed from; it is not run in others. */
const doctoring: CommandRights['of'] = async (config, types) => {
  const { guardrails, organization } = config;
  const deploying = [
    deploymentAccountOf(config),
    ...(guardrails === undefined ? [] : [organization.managementAccount]),
  ];
  const all = await DOCTOR.of(config, types);
  return all.filter(({ account }) => account !== undefined && deploying.includes(account));
};

export const ORGSTRAP_DEPLOY = together(
  'It does what doctor, plan and npx cdk deploy do, and watches StackSets meanwhile; who is an operator there also verifies.',
  ({ operators }) => [...[DEPLOY.of, doctoring, PLAN.of, watching], ...(operators === undefined ? [] : [VERIFY.of])],
);

const STATES = 'SeeWhoseTheBucketsAre';
const GUARDRAILS: ReadonlySet<string> = new Set([
  'SeeWhichControlPoliciesThereAre',
  'ReadControlPoliciesAndWhatTheyAreAttachedTo',
]);

/** Whether there are states, and guardrails that the management account must take away first: as doctor looks at them. */
const lookingFirst: CommandRights['of'] = (config) => {
  const account = deploymentAccountOf(config);
  const isWanted = (sid: string) => sid === STATES || (GUARDRAILS.has(sid) && config.deployFrom === 'ops');
  const policy = commandPolicy('doctor', config, account, { isWanted });
  return policy === undefined ? [] : [{ account, who: 'whoever deploys', policies: [policy] }];
};

export const DESTROY = together(
  'It does what plan and npx cdk deploy do, backwards, and looks for states and guardrails before. To export states takes s3:GetObject on their buckets and kms:Decrypt on their keys as well, which a policy of the bucket may refuse.',
  () => [DEPLOY.of, PLAN.of, watching, lookingFirst],
);
