import type { OrgConfig } from '../../domain/org-config';
import { deploymentAccountOf } from '../../domain/org-config';
import { type CommandRights, together } from './command-rights';
import { DEPLOY } from './deploy-rights';
import { DOCTOR } from './doctor-rights';
import { VERIFY } from './operator-rights';
import { PLAN } from './plan-rights';
import { commandPolicy } from './values';

/** What StackSets do meanwhile. */
const watching: CommandRights['of'] = (config) => {
  const account = deploymentAccountOf(config);
  const policy = commandPolicy('watch', config, account);
  return policy === undefined ? [] : [{ account, who: 'whoever deploys', policies: [policy] }];
};

function partsOf({ operators }: OrgConfig): readonly CommandRights['of'][] {
  const all = [DEPLOY.of, DOCTOR.of, PLAN.of, watching];
  return operators === undefined ? all : [...all, VERIFY.of];
}

export const ORGSTRAP_DEPLOY = together(
  'It does what doctor, plan and npx cdk deploy do, and watches StackSets meanwhile; who is an operator there also verifies.',
  partsOf,
);

export const DESTROY = together(
  'It does what orgstrap deploy does, backwards. To export states takes s3:GetObject on their buckets and kms:Decrypt on their keys as well, which a policy of the bucket may refuse.',
  partsOf,
);
