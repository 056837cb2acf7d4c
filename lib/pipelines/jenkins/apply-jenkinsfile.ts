import { CHANGES, PLAN_FILES, TERRAFORM } from '../commands';
import { indented } from '../quoted-text';
import { type Rollout, workspacesIn } from '../rollout';
import { as, credentialOf, jenkinsfile, stage } from './stages';

const ASKED = "not { triggeredBy 'TimerTrigger' }";

/**
 * Plans the protected branch, asks, and applies that plan, workspace by workspace; by its timer, it plans alone, and a build
 * that found drift is unstable.
 */
export function applyJenkinsfile(rollout: Rollout): string {
  const stages = [
    makeWorkspaces(rollout),
    ...workspacesIn(rollout).flatMap((workspace) => [plan(rollout, workspace), apply(rollout, workspace)]),
  ];
  return jenkinsfile(
    `Plans the branch, asks, and applies what was planned, workspace by workspace. By its timer it looks for drift alone: a build that
found some is unstable. For a pipeline of the protected branch alone, in a folder that only those may configure who may apply,
with the credentials ${credentialOf(rollout, 'plan')} and ${credentialOf(rollout, 'apply')}.`,
    rollout,
    `parameters {
  booleanParam(name: 'MAKE_WORKSPACES', defaultValue: false, description: 'make workspaces that are new in org.yaml')
}
triggers { cron('H 5 * * *') }
stages {
${indented(stages.join('\n'))}
}
// The saved plans hold what the states hold.
post { cleanup { deleteDir() } }`,
  );
}

function makeWorkspaces(rollout: Rollout): string {
  const loop = `for TERRAFORM_WORKSPACE in ${workspacesIn(rollout).join(' ')}; do\n${indented(TERRAFORM.createWorkspace)}\ndone`;
  return `stage('make new workspaces') {
  when { expression { params.MAKE_WORKSPACES } }
  steps {
${indented(as(rollout, 'apply', [loop]), 4)}
  }
}`;
}

function plan(rollout: Rollout, workspace: string): string {
  const found = `script {
  if (readFile('${rollout.folder}/${PLAN_FILES.status}').trim() == '${CHANGES}' && currentBuild.getBuildCauses('hudson.triggers.TimerTrigger$TimerTriggerCause')) {
    unstable('${workspace} differs from the configuration')
  }
}`;
  const scripts = [TERRAFORM.selectWorkspace, TERRAFORM.plan('locked'), `cat ${PLAN_FILES.text}`];
  return stage(`plan ${workspace}`, workspace, `${as(rollout, 'plan', scripts)}\n${found}`);
}

function apply(rollout: Rollout, workspace: string): string {
  const changes = `expression { readFile('${rollout.folder}/${PLAN_FILES.status}').trim() == '${CHANGES}' }`;
  return `stage('apply ${workspace}') {
  when {
    beforeInput true
    ${ASKED}
    ${changes}
  }
  input { message 'Apply the plan of ${workspace} that the log shows?' }
  environment { TERRAFORM_WORKSPACE = '${workspace}' }
  steps {
${indented(as(rollout, 'apply', [TERRAFORM.selectWorkspace, TERRAFORM.apply]), 4)}
  }
}`;
}
