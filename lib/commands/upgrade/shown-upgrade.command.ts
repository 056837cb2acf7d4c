import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EXIT, type ExitStatus, Failure } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import { compareVersions } from '../../domain/version';
import { packageRoot, packageVersion } from '../../policies/policies-folder';
import type { CommandContext } from '../command';
import { requireNoObstacles } from '../deploy/obstacles.text';
import { ACCEPTED_LOSSES } from '../plan/accepted-losses';
import type { Versions } from '../plan/edits/edited';
import { skippedStep } from '../plan/edits/versions';
import { obstaclesText } from '../plan/edits.text';
import type { Plan } from '../plan/plan';
import { type FailOn, planJson, planStatus, planText } from '../plan/plan.text';
import { assembledBy } from './assembled-by';
import type { Candidate } from './candidate';
import { type Release, readChangelog, releasesBetween } from './changelog';
import { planBetween } from './plan-between';
import type { Ended, RunProgram } from './run-program';
import { changelogText, deployedHeadText, headText, nextStepsText, notComparedText } from './upgrade.text';

/** How an upgrade is shown. */
export interface ShownOptions {
  readonly config: string;
  readonly offline?: true;
  readonly accept?: readonly string[];
  readonly failOn?: FailOn;
  readonly json?: true;
}

interface Upgrade {
  readonly config: OrgConfig;
  readonly candidate: Candidate;
  /** A temporary one. */
  readonly folder: string;
  readonly run: RunProgram;
}

/** The shape of `orgstrap upgrade --json`; what a later version adds does not change the number. */
const VERSION = 1;

/**
 * Shows what another orgstrap changes: its changelog, its templates beside ours, and, unless it is to ask nothing, its own plan.
 *
 * @returns the status of the other orgstrap's plan; where AWS is not asked, that of the comparison
 * @throws Failure `StepSkipped`, `OrgYamlRefused`; where AWS is not asked `EditRefused` and `NewBuckets`, for what a plan would refuse
 */
export async function shownUpgrade(
  upgrade: Upgrade,
  options: ShownOptions,
  context: CommandContext,
): Promise<ExitStatus> {
  const { candidate, run } = upgrade;
  const { io, root, during } = context;
  const versions = { deployed: packageVersion(), own: candidate.version, upgradesFrom: candidate.upgradesFrom };
  const skipped = skippedStep(versions);
  if (skipped !== undefined) throw new Failure('StepSkipped', obstaclesText([skipped]), EXIT.unusable);
  const releases = releasesOf(candidate);
  const show = (text: string) => io.stdout(options.json ? '' : text);
  show(changelogText(releases, io.isColoured));
  const planned = await compared(upgrade, options, versions, context);
  show(headText(versions.deployed, candidate) + planText(planned, io.isColoured));
  const live = options.offline
    ? undefined
    : await during('upgrade', (tell) => {
        tell(`orgstrap ${candidate.version} asks AWS what is deployed`);
        return run(process.execPath, planOf(candidate, options, root), { cwd: root });
      });
  if (live !== undefined) {
    show(deployedHeadText(candidate) + live.stdout);
    io.stderr(live.stderr);
    if (live.status === EXIT.incomplete) io.stderr(notComparedText());
  }
  show(nextStepsText(candidate));
  if (options.json) io.stdout(`${JSON.stringify(resultOf(versions, releases, planned, live), null, 2)}\n`);
  return live === undefined ? statusOf(planned, options) : statusOfPlan(live);
}

/** Of two versions, the newer one tells of both. */
function releasesOf({ version, changelog }: Candidate): readonly Release[] {
  const own = packageVersion();
  const text =
    compareVersions(own, version) > 0 ? readFileSync(join(packageRoot(), 'CHANGELOG.md'), 'utf8') : changelog;
  return releasesBetween(readChangelog(text), own, version);
}

async function compared(
  { config, candidate, folder, run }: Upgrade,
  { config: file }: ShownOptions,
  versions: Versions,
  { during, root, assembledApp, readAssembly }: CommandContext,
): Promise<Plan> {
  return await during('upgrade', async (tell) => {
    tell(`orgstrap ${candidate.version} makes every template`);
    const is = await assembledBy(candidate, { file, config, folder, project: root }, run, readAssembly);
    tell(`orgstrap ${versions.deployed} makes every template`, 'blocks');
    const own = join(folder, 'own-assembly');
    mkdirSync(own);
    return planBetween(config, await assembledApp(config, own), is, versions);
  });
}

function planOf(
  { root }: Candidate,
  { config, accept = [], failOn, json }: ShownOptions,
  project: string,
): readonly string[] {
  return [
    join(root, 'dist', 'bin', 'orgstrap.js'),
    'plan',
    '--config',
    resolve(project, config),
    ...accept.flatMap((word) => ['--accept', word]),
    ...(failOn === undefined ? [] : ['--fail-on', failOn]),
    ...(json ? ['--json'] : []),
  ];
}

function resultOf(versions: Versions, releases: readonly Release[], planned: Plan, live: Ended | undefined): object {
  return {
    version: VERSION,
    from: versions.deployed,
    to: versions.own,
    releases,
    templates: planJson(planned),
    ...(live?.stdout.startsWith('{') ? { deployed: JSON.parse(live.stdout) } : {}),
  };
}

/** @throws Failure `EditRefused`, `NewBuckets` for what `orgstrap plan` would refuse, were this deployed */
function statusOf(planned: Plan, { accept = [], failOn }: ShownOptions): ExitStatus {
  requireNoObstacles(
    planned,
    ACCEPTED_LOSSES.filter((word) => accept.includes(word)),
  );
  return planStatus(planned, failOn);
}

function statusOfPlan({ status }: Ended): ExitStatus {
  return Object.values(EXIT).find((known) => known === status) ?? EXIT.incomplete;
}
