import { isOidc } from '../../../domain/ci-identity';
import { EXIT, Failure } from '../../../domain/failure';
import { CHANGES, commandsOf, PLAN_FILES } from '../commands';
import { initialise } from '../private-modules';
import { type Rollout, workspacesIn } from '../rollout';
import { indented } from '../text';
import { hasStates } from '../unit';
import { as, credentialOf, jenkinsfile } from './jenkinsfile';
import { applyStates, planStates } from './states-jenkinsfiles';

/**
 * Two files, for two jobs of Jenkins in two folders: the author of a pull request edits its file and can use every credential
 * that its job can see, so that job must not see the keys that apply.
 *
 * @throws Failure `TokensInJenkins` where the pipeline is not one with keys.
 */
export function jenkinsFiles(rollout: Rollout): Readonly<Record<string, string>> {
  if (isOidc(rollout.identity)) {
    throw new Failure(
      'TokensInJenkins',
      'Jenkins signs no tokens: write identity: { iamUser: {} } in org.yaml',
      EXIT.unusable,
    );
  }
  const [plan, apply] = hasStates(rollout)
    ? [planStates(rollout), applyStates(rollout)]
    : [planJenkinsfile(rollout), applyJenkinsfile(rollout)];
  return { 'Jenkinsfile.plan': plan, 'Jenkinsfile.apply': apply };
}

const ASKED = "not { triggeredBy 'TimerTrigger' }";

/**
 * Plans the protected branch, asks, and applies that plan, workspace by workspace; by its timer, it plans alone, and a build
 * that found drift is unstable.
 */
function applyJenkinsfile(rollout: Rollout): string {
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
  const loop = `for TERRAFORM_WORKSPACE in ${workspacesIn(rollout).join(' ')}; do\n${indented(commandsOf(rollout).createWorkspace)}\ndone`;
  return `stage('make new workspaces') {
  when { expression { params.MAKE_WORKSPACES } }
  steps {
${indented(as(rollout, 'apply', [initialise(rollout), loop]), 4)}
  }
}`;
}

function plan(rollout: Rollout, workspace: string): string {
  const found = `script {
  if (readFile('${rollout.folder}/${PLAN_FILES.status}').trim() == '${CHANGES}' && currentBuild.getBuildCauses('hudson.triggers.TimerTrigger$TimerTriggerCause')) {
    unstable('${workspace} differs from the configuration')
  }
}`;
  const scripts = [
    initialise(rollout),
    commandsOf(rollout).selectWorkspace,
    commandsOf(rollout).plan('locked'),
    `cat ${PLAN_FILES.text}`,
  ];
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
${indented(as(rollout, 'apply', [initialise(rollout), commandsOf(rollout).selectWorkspace, commandsOf(rollout).apply]), 4)}
  }
}`;
}

/** A stage of one workspace. */
function stage(name: string, workspace: string, body: string): string {
  return `stage('${name}') {
  environment { TERRAFORM_WORKSPACE = '${workspace}' }
  steps {
${indented(body, 4)}
  }
}`;
}

/** Plans every workspace of a pull request, as a multibranch pipeline that sees the keys that plan and no others. */
function planJenkinsfile(rollout: Rollout): string {
  const stages = workspacesIn(rollout).map((workspace) =>
    stage(
      `plan ${workspace}`,
      workspace,
      `${as(rollout, 'plan', [initialise(rollout), commandsOf(rollout).format, commandsOf(rollout).validate, commandsOf(rollout).selectWorkspace, commandsOf(rollout).plan('unlocked'), `cat ${PLAN_FILES.text}`])}`,
    ),
  );
  return jenkinsfile(
    `Plans every workspace on a pull request, for a multibranch pipeline in a folder whose only credential is
${credentialOf(rollout, 'plan')}. Let it discover no pull requests of forks.`,
    rollout,
    `stages {\n${indented(stages.join('\n'))}\n}\npost { cleanup { deleteDir() } }`,
  );
}
