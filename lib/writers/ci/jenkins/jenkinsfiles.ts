import { type Access, isOidc } from '../../../domain/ci-identity';
import { EXIT, Failure } from '../../../domain/failure';
import { CHANGES, PLAN_FILES, TERRAFORM, TERRAFORM_ENVIRONMENT } from '../commands';
import { type Rollout, workspacesIn } from '../rollout';
import { indented, WRITTEN_BY_ORGSTRAP } from '../text';

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
  return { 'Jenkinsfile.plan': planJenkinsfile(rollout), 'Jenkinsfile.apply': applyJenkinsfile(rollout) };
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

/** The id of the credential in Jenkins, of the kind "username with password": the access key's id and its secret. */
function credentialOf({ pipeline }: Rollout, access: Access): string {
  return `orgstrap-${pipeline}-${access}`;
}

/** A Jenkinsfile: declarative, one build at a time. */
function jenkinsfile(purpose: string, { region }: Rollout, body: string): string {
  const variables = Object.entries({ AWS_REGION: region, ...TERRAFORM_ENVIRONMENT });
  return `// ${WRITTEN_BY_ORGSTRAP}

${purpose.replace(/^/gm, '// ')}
pipeline {
  agent any
  options {
    disableConcurrentBuilds()
    timeout(time: 2, unit: 'HOURS')
    buildDiscarder(logRotator(artifactDaysToKeepStr: '1'))
  }
  environment {
${variables.map(([name, value]) => `    ${name} = '${value}'`).join('\n')}
  }
${indented(body)}
}
`;
}

/**
 * A block that runs scripts as the CI role of an access: the AWS CLI makes a session of it, from the keys of the CI user, and
 * Terraform gets nothing but that session. The session names the build, and so does everything that comes of it: no profile could
 * say that, and `TF_VAR_run` stays unset, because a source identity is set once.
 *
 * The scripts are in single quotes, so Groovy puts nothing into them; and their first line keeps Jenkins from showing every
 * command, and with it the session.
 */
function as(rollout: Rollout, access: Access, scripts: readonly string[]): string {
  return `dir('${rollout.folder}') {
  withCredentials([usernamePassword(
    credentialsId: '${credentialOf(rollout, access)}',
    usernameVariable: 'AWS_ACCESS_KEY_ID',
    passwordVariable: 'AWS_SECRET_ACCESS_KEY',
  )]) {
    withEnv(['TF_VAR_access=${access}']) {
      sh '''#!/bin/sh
        set -eu
        run="jenkins-${rollout.pipeline}-${access}\${CHANGE_ID:+-$CHANGE_ID}-$BUILD_NUMBER"
        session="$(aws sts assume-role --region "$AWS_REGION" --role-arn ${rollout.roles[access]} --role-session-name "$run" --source-identity "$run" --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text)"
        set -- $session
        export AWS_ACCESS_KEY_ID="$1" AWS_SECRET_ACCESS_KEY="$2" AWS_SESSION_TOKEN="$3"
${indented([TERRAFORM.init, ...scripts].join('\n'), 8)}
      '''
    }
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
