import { type Access, LONGEST_RUN_SECONDS } from '../../../domain/ci-identity';
import { TERRAFORM_ENVIRONMENT } from '../commands';
import { moduleSecrets } from '../private-modules';
import type { Rollout } from '../rollout';
import { indented, WRITTEN_BY_ORGSTRAP } from '../text';

/** The id of the credential in Jenkins, of the kind "username with password": the access key's id and its secret. */
export function credentialOf({ pipeline }: Rollout, access: Access): string {
  return `orgstrap-${pipeline}-${access}`;
}

/** An apply that outlives its session can no longer write its state; a plan is short. */
function longest(access: Access): string {
  return access === 'apply' ? ` --duration-seconds ${LONGEST_RUN_SECONDS}` : '';
}

/** A Jenkinsfile: declarative, one build at a time. */
export function jenkinsfile(purpose: string, { region }: Rollout, body: string): string {
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
 *
 * @param folder - where they run, as Groovy says it
 */
export function as(
  rollout: Rollout,
  access: Access,
  scripts: readonly string[],
  folder = `'${rollout.folder}'`,
): string {
  const tokens = moduleSecrets(rollout).map((secret) => `, string(credentialsId: '${secret}', variable: '${secret}')`);
  return `dir(${folder}) {
  withCredentials([usernamePassword(
    credentialsId: '${credentialOf(rollout, access)}',
    usernameVariable: 'AWS_ACCESS_KEY_ID',
    passwordVariable: 'AWS_SECRET_ACCESS_KEY',
  )${tokens.join('')}]) {
    withEnv(['TF_VAR_access=${access}']) {
      sh '''#!/bin/sh
        set -eu
        run="jenkins-${rollout.pipeline}-${access}\${CHANGE_ID:+-$CHANGE_ID}-$BUILD_NUMBER"
        session="$(aws sts assume-role --region "$AWS_REGION" --role-arn ${rollout.roles[access]} --role-session-name "$run" --source-identity "$run"${longest(access)} --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text)"
        set -- $session
        export AWS_ACCESS_KEY_ID="$1" AWS_SECRET_ACCESS_KEY="$2" AWS_SESSION_TOKEN="$3"
${indented(scripts.join('\n'), 8)}
      '''
    }
  }
}`;
}
