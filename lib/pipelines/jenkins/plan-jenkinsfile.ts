import { PLAN_FILES, TERRAFORM } from '../commands';
import { indented } from '../quoted-text';
import { type Rollout, workspacesIn } from '../rollout';
import { as, credentialOf, jenkinsfile, stage } from './stages';

/** Plans every workspace of a pull request, as a multibranch pipeline that sees the keys that plan and no others. */
export function planJenkinsfile(rollout: Rollout): string {
  const stages = workspacesIn(rollout).map((workspace) =>
    stage(
      `plan ${workspace}`,
      workspace,
      `${as(rollout, 'plan', [TERRAFORM.format, TERRAFORM.validate, TERRAFORM.selectWorkspace, TERRAFORM.plan('unlocked'), `cat ${PLAN_FILES.text}`])}`,
    ),
  );
  return jenkinsfile(
    `Plans every workspace on a pull request, for a multibranch pipeline in a folder whose only credential is
${credentialOf(rollout, 'plan')}. Let it discover no pull requests of forks.`,
    rollout,
    `stages {\n${indented(stages.join('\n'))}\n}\npost { cleanup { deleteDir() } }`,
  );
}
