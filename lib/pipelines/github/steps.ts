import type { Access } from '../../domain/access';
import { isOidc } from '../../domain/ci-identity';
import { type Locking, PLAN_FILES, TERRAFORM, TERRAFORM_ENVIRONMENT, TERRAFORM_VERSION } from '../commands';
import { indented, quotedText } from '../quoted-text';
import type { Rollout } from '../rollout';
import type { YamlMap } from '../yaml-text';
import { ACTIONS } from './actions';

/** The machines of GitHub, by their version: `latest` changes on another day than the workflow. */
export const RUNNER = 'ubuntu-24.04';

/** A step's summary holds 1 MiB. */
const SUMMARY_LIMIT = 900_000;

/** Names the run among those of all repositories, and what it repeats. */
const RUN = 'github-${{ github.run_id }}-${{ github.run_attempt }}';

/** What every workflow begins with: no permission that a job did not ask for, and the shell that ends at an error. */
export function workflowDefaults({ region, folder }: Rollout): YamlMap {
  return {
    permissions: {},
    env: { AWS_REGION: region, ...TERRAFORM_ENVIRONMENT, TF_VAR_run: RUN },
    defaults: { run: { shell: 'bash', 'working-directory': folder } },
  };
}

/** The permissions of a job that becomes a CI role. */
export function rolePermissions({ identity }: Rollout): YamlMap {
  return { contents: 'read', ...(isOidc(identity) ? { 'id-token': 'write' } : {}) };
}

/** Takes the code, Terraform, and a session of the CI role of an access. */
export function preparation(rollout: Rollout, access: Access): readonly YamlMap[] {
  return [
    { uses: ACTIONS.checkout, with: { 'persist-credentials': false } },
    {
      uses: ACTIONS.setupTerraform,
      // The wrapper would hide the exit status of a plan.
      with: { terraform_version: TERRAFORM_VERSION, terraform_wrapper: false },
    },
    {
      name: `Become the role that may ${access}`,
      uses: ACTIONS.credentials,
      with: {
        'role-to-assume': rollout.roles[access],
        'role-session-name': RUN,
        'aws-region': rollout.region,
        ...(isOidc(rollout.identity) ? {} : keys(access)),
      },
    },
    { run: TERRAFORM.init },
  ];
}

/** Plans, and shows the plan in the summary of the job. */
export function planning(locking: Locking): readonly YamlMap[] {
  return [
    { run: TERRAFORM.selectWorkspace },
    { name: 'Plan', run: TERRAFORM.plan(locking) },
    {
      name: 'Show the plan in the summary',
      run: `{
  printf '### %s\\n\\n' "$TERRAFORM_WORKSPACE"
${indented(quotedText(PLAN_FILES.text, SUMMARY_LIMIT))}
} >>"$GITHUB_STEP_SUMMARY"`,
    },
  ];
}

export function upload(rollout: Rollout, name: string, files: readonly string[]): YamlMap {
  return {
    uses: ACTIONS.upload,
    with: {
      name,
      path: files.map((file) => `${rollout.folder}/${file}`).join('\n'),
      'if-no-files-found': 'error',
      'retention-days': 1,
    },
  };
}

function keys(access: Access): YamlMap {
  const secret = (what: string) => `\${{ secrets.ORGSTRAP_${access.toUpperCase()}_${what} }}`;
  return {
    'aws-access-key-id': secret('ACCESS_KEY_ID'),
    'aws-secret-access-key': secret('SECRET_ACCESS_KEY'),
    // The CI user may assume its role, and tag no session.
    'role-skip-session-tagging': true,
  };
}
