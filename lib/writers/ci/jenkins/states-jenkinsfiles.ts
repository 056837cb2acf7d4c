import { FIND_CHANGED_STATES, LISTINGS } from '../changed-states';
import { CHANGES, commandsOf, PLAN_FILES } from '../commands';
import { initialise } from '../private-modules';
import { type Rollout, workspacesIn } from '../rollout';
import { indented } from '../text';
import { unitOf } from '../unit';
import { as, credentialOf, jenkinsfile } from './jenkinsfile';

/** The states that changed, in the folder around them. */
const CHANGED = 'changed.states';

/** What the description of a build begins with that has applied a commit. */
const APPLIED = 'applied ';

/**
 * Plans the states of the protected branch that changed since a build has applied it, asks, and applies that plan: environment by environment, and in it state
 * by state. By its timer, it plans all of them, and a build that found drift is unstable.
 *
 * The build says itself what it has applied: for Jenkins an unstable build is a successful one.
 *
 * Loops, and no stage for each state of each workspace in the file: a declarative pipeline is one method, which may be too large.
 */
export function applyStates(rollout: Rollout): string {
  const body = `def byTimer = currentBuild.getBuildCauses('hudson.triggers.TimerTrigger$TimerTriggerCause')
def before = currentBuild.previousBuild
while (before != null && !(before.description ?: '').startsWith('${APPLIED}')) { before = before.previousBuild }
def base = byTimer || params.MAKE_WORKSPACES || before == null ? '' : before.description.substring(${APPLIED.length})
${find(rollout, `base=$BASE listing='${LISTINGS.touched}'`, '"BASE=${base}"')}
${eachUnit(
  rollout,
  `stage("plan ${TITLE}") {
${indented(asUnit(rollout, 'plan', [commandsOf(rollout).selectWorkspace, commandsOf(rollout).plan('locked'), `cat ${PLAN_FILES.text}`]))}
}
if (readFile("${unitFolder(rollout)}/${PLAN_FILES.status}").trim() != '${CHANGES}') { continue }
if (byTimer) {
  unstable("${TITLE} differs from the configuration")
  continue
}
stage("apply ${TITLE}") {
  input message: "Apply the plan of ${TITLE} that the log shows?"
${indented(asUnit(rollout, 'apply', [commandsOf(rollout).selectWorkspace, commandsOf(rollout).apply]))}
}`,
)}
if (!byTimer) { currentBuild.description = "${APPLIED}\${env.GIT_COMMIT}" }`;
  return jenkinsfile(
    `Plans the states of the branch that changed, asks, and applies what was planned, environment by environment and state by state. By
its timer it looks for drift alone, in all states: a build that found some is unstable. For a pipeline of the protected branch alone, in
a folder that only those may configure who may apply, with the credentials ${credentialOf(rollout, 'plan')} and
${credentialOf(rollout, 'apply')}.`,
    rollout,
    `parameters {
  booleanParam(name: 'MAKE_WORKSPACES', defaultValue: false, description: 'make workspaces that are new in org.yaml, and plan all states')
}
triggers { cron('H 5 * * *') }
stages {
${indented([makeWorkspaces(rollout), steps('plan and apply', body)].join('\n'))}
}
// The saved plans hold what the states hold.
post { cleanup { deleteDir() } }`,
  );
}

/** Plans the states that a pull request changes, as a multibranch pipeline that sees the keys that plan and no others. */
export function planStates(rollout: Rollout): string {
  const scripts = [
    commandsOf(rollout).format,
    commandsOf(rollout).validate,
    commandsOf(rollout).selectWorkspace,
    commandsOf(rollout).plan('unlocked'),
    `cat ${PLAN_FILES.text}`,
  ];
  // Where the branch that it goes to was not fetched, everything counts as changed.
  const base = `base=$(git merge-base "origin/\${CHANGE_TARGET:-}" HEAD 2>/dev/null || true) listing='${LISTINGS.differs}'`;
  const body = `def byTimer = false
${find(rollout, base)}
${eachUnit(rollout, `stage("plan ${TITLE}") {\n${indented(asUnit(rollout, 'plan', scripts))}\n}`)}`;
  return jenkinsfile(
    `Plans the states that a pull request changes, for a multibranch pipeline in a folder whose only credential is
${credentialOf(rollout, 'plan')}. Let it discover no pull requests of forks.`,
    rollout,
    `stages {\n${indented(steps('plan', body))}\n}\npost { cleanup { deleteDir() } }`,
  );
}

const STATE = '${state}';
const WORKSPACE = '${workspace}';
const TITLE = `${STATE} in ${WORKSPACE}`;

/** Does something for each workspace of each state that changed, in the order of the rollout; the states one by one in each environment. */
function eachUnit({ environments, states }: Rollout, body: string): string {
  return `for (workspaces in ${listed(environments.map(({ workspaces }) => listed(workspaces.map(quoted))))}) {
  for (state in ${listed(states.map(quoted))}) {
    if (!byTimer && !changed.contains(" ${STATE} ")) { continue }
    for (workspace in workspaces) {
${indented(body, 6)}
    }
  }
}`;
}

/** Sets `changed` to the states that changed, with a space around each. */
function find({ folder, states }: Rollout, base: string, env = ''): string {
  return `dir('${folder}') {
  withEnv(["STATES=${states.join(' ')}"${env === '' ? '' : `, ${env}`}]) {
    sh '''#!/bin/sh
      set -eu
      ${base}
${indented(FIND_CHANGED_STATES, 6)}
      echo "$list" >${CHANGED}
    '''
  }
}
def changed = " \${readFile('${folder}/${CHANGED}').trim()} "`;
}

function asUnit(rollout: Rollout, access: 'plan' | 'apply', scripts: readonly string[]): string {
  const folder = `"${unitFolder(rollout)}"`;
  return `withEnv(["STATE=${STATE}", "TERRAFORM_WORKSPACE=${WORKSPACE}"]) {
${indented(as(rollout, access, [initialise(rollout), ...scripts], folder))}
}`;
}

function unitFolder(rollout: Rollout): string {
  return unitOf(rollout, WORKSPACE, STATE).folder;
}

function makeWorkspaces(rollout: Rollout): string {
  const loop = `for STATE in ${rollout.states.join(' ')}; do (
  cd "$STATE" || exit
${indented(initialise(rollout, ' || exit'))}
  for TERRAFORM_WORKSPACE in ${workspacesIn(rollout).join(' ')}; do
    ${commandsOf(rollout).createWorkspace} || exit
  done
) || exit; done`;
  return `stage('make new workspaces') {
  when { expression { params.MAKE_WORKSPACES } }
  steps {
${indented(as(rollout, 'apply', [loop]), 4)}
  }
}`;
}

function steps(name: string, script: string): string {
  return `stage('${name}') {
  steps {
    script {
${indented(script, 6)}
    }
  }
}`;
}

function quoted(name: string): string {
  return `'${name}'`;
}

function listed(items: readonly string[]): string {
  return `[${items.join(', ')}]`;
}
