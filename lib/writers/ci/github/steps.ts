import { type Access, isOidc, LONGEST_RUN_SECONDS } from '../../../domain/ci-identity';
import type { TerraformProgram } from '../../../domain/terraform-program';
import { commandsOf, type Locking, PLAN_FILES, TERRAFORM_ENVIRONMENT } from '../commands';
import { initialise, moduleSecrets } from '../private-modules';
import { type Rollout, workspacesIn } from '../rollout';
import { indented, quotedText, type YamlMap, type YamlValue } from '../text';
import { hasStates, inParts, shellUnit, type Unit } from '../unit';
import type { JobContexts } from './job-contexts';
import { defaultsOf, matrixUnit } from './matrix-unit';

/**
 * How many jobs a matrix may have.
 *
 * @see https://docs.github.com/en/actions/reference/limits
 */
const MOST_JOBS = 256;

/** What differs between the jobs that only look. */
export interface PlanningJob {
  readonly needs?: string;
  /** An expression of GitHub: when there is something to look at. */
  readonly condition: string;
  /** Of the jobs that run one after the other. */
  readonly concurrencyGroup: string;
  /** Which of the states, where there are several: a list, or an expression that gives one. */
  readonly states: YamlValue;
  /** Behind the preparation, with `TERRAFORM_WORKSPACE` in the environment. */
  readonly steps: readonly YamlMap[];
}

/** Jobs for each workspace, and for each state of it, as the role that plans, whose plan is never applied. */
export function planningJobs(
  rollout: Rollout,
  { environments }: JobContexts,
  { needs, condition, concurrencyGroup, states, steps }: PlanningJob,
): Readonly<Record<string, YamlMap>> {
  const unit = matrixUnit(rollout);
  const job = (workspaces: readonly string[]): YamlMap => ({
    name: `plan ${unit.title}`,
    needs,
    if: `\${{ ${condition} }}`,
    'runs-on': RUNNER,
    'timeout-minutes': 30,
    permissions: rolePermissions(rollout),
    environment: environments.plan,
    strategy: {
      'fail-fast': false,
      matrix: hasStates(rollout) ? { state: states, workspace: workspaces } : { workspace: workspaces },
    },
    concurrency: { group: concurrencyGroup, 'cancel-in-progress': false },
    defaults: defaultsOf(rollout, unit),
    env: { TF_VAR_access: 'plan', ...unit.env },
    steps: [...preparation(rollout, 'plan'), ...steps],
  });
  const parts = matricesOf(rollout);
  return Object.fromEntries(
    parts.map((workspaces, index) => [parts.length === 1 ? 'plan' : `plan-${index + 1}`, job(workspaces)]),
  );
}

/** The workspaces in parts, of which each makes a matrix that is not too large, whatever states changed. */
function matricesOf(rollout: Rollout): readonly (readonly string[])[] {
  return inParts(workspacesIn(rollout), Math.floor(MOST_JOBS / Math.max(1, rollout.states.length)));
}

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

/** What every job that runs Terraform begins with, in the folder of its configuration. */
export function preparation(rollout: Rollout, access: Access): readonly YamlMap[] {
  return [...tools(rollout, access), { env: moduleTokens(rollout), run: initialise(rollout) }];
}

/** Takes the code, Terraform, and a session of the CI role of an access. */
export function tools(rollout: Rollout, access: Access): readonly YamlMap[] {
  return [
    { uses: ACTIONS.checkout, with: { 'persist-credentials': false } },
    installed(rollout.program),
    {
      name: `Become the role that may ${access}`,
      uses: ACTIONS.credentials,
      with: {
        'role-to-assume': rollout.roles[access],
        'role-session-name': RUN,
        'aws-region': rollout.region,
        // An apply that outlives its session can no longer write its state.
        ...(access === 'apply' ? { 'role-duration-seconds': LONGEST_RUN_SECONDS } : {}),
        ...(isOidc(rollout.identity) ? {} : keys(access)),
      },
    },
  ];
}

/** The wrapper of either would hide the exit status of a plan. */
function installed({ command, version }: TerraformProgram): YamlMap {
  return command === 'tofu'
    ? { uses: ACTIONS.setupOpenTofu, with: { tofu_version: version, tofu_wrapper: false } }
    : { uses: ACTIONS.setupTerraform, with: { terraform_version: version, terraform_wrapper: false } };
}

/** Plans, and shows the plan in the summary of the job. */
export function planning(rollout: Rollout, locking: Locking): readonly YamlMap[] {
  return [
    { run: commandsOf(rollout).selectWorkspace },
    { name: 'Plan', run: commandsOf(rollout).plan(locking) },
    {
      name: 'Show the plan in the summary',
      run: `{
  printf '### %s\\n\\n' "${shellUnit(rollout).title}"
${indented(quotedText(PLAN_FILES.text, SUMMARY_LIMIT))}
} >>"$GITHUB_STEP_SUMMARY"`,
    },
  ];
}

export function upload({ folder }: Unit, name: string, files: readonly string[]): YamlMap {
  return {
    uses: ACTIONS.upload,
    with: {
      name,
      path: files.map((file) => `${folder}/${file}`).join('\n'),
      'if-no-files-found': 'error',
      'retention-days': 1,
    },
  };
}

/** The tokens of private modules, for one step alone. */
export function moduleTokens(rollout: Rollout): YamlMap | undefined {
  const secrets = moduleSecrets(rollout);
  if (secrets.length === 0) return undefined;
  return Object.fromEntries(secrets.map((secret) => [secret, `\${{ secrets.${secret} }}`]));
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

/** The actions that the workflows use, each by the commit of its version: a tag can be moved, a commit cannot. */
export const ACTIONS = {
  checkout: 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1',
  setupTerraform: 'hashicorp/setup-terraform@dfe3c3f87815947d99a8997f908cb6525fc44e9e',
  setupOpenTofu: 'opentofu/setup-opentofu@a1320f892987e89d278cc92dc5adc984fb93aca4',
  credentials: 'aws-actions/configure-aws-credentials@e7f100cf4c008499ea8adda475de1042d6975c7b',
  upload: 'actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f',
  download: 'actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c',
} as const;

/** The version of each, which stands behind it as a comment: people and update bots read it. */
export const VERSIONS: ReadonlyMap<string, string> = new Map([
  [ACTIONS.checkout, 'v7.0.1'],
  [ACTIONS.setupTerraform, 'v4.0.1'],
  [ACTIONS.setupOpenTofu, 'v2.0.2'],
  [ACTIONS.credentials, 'v6.2.0'],
  [ACTIONS.upload, 'v7.0.0'],
  [ACTIONS.download, 'v8.0.1'],
]);
