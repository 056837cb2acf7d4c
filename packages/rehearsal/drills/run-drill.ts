import { join } from 'node:path';
import type { OrgYaml, Rehearsal } from '../context/rehearsal';
import { machineMustHaveLetIt } from '../report/machine-trouble';
import { makeOrganization } from '../steps/organization';
import type { Drill } from './drill';
import { editedCopy } from './org';
import { lostBetween, pictureOf, pictureText } from './picture';
import { Scene, StoryEnds } from './scene';
import { leaveWorkloads } from './workloads';

/** What came of a drill. */
export interface DrillOutcome {
  readonly name: string;
  readonly title: string;
  readonly verdict: 'proved' | 'failed';
  readonly before: string;
  /** Where it failed, why. */
  readonly after: string;
  readonly lost: string;
}

/** The `org.yaml` that is deployed when a drill begins, in a folder of the drill's own. */
export function beginningOf({ begins = () => undefined, organization }: Drill, work: string): OrgYaml {
  return editedCopy(join(work, 'org.yaml'), begins, organization);
}

/** Plays a drill in an emulated AWS of its own, in which nothing is yet. */
export async function runDrill(rehearsal: Rehearsal, drill: Drill, orgYaml: OrgYaml): Promise<DrillOutcome> {
  const outcome = { before: '', after: '', lost: '' };
  try {
    await tell(new Scene(rehearsal, orgYaml), drill, outcome);
  } catch (error) {
    machineMustHaveLetIt(error, '');
    return { ...drill, ...outcome, verdict: 'failed', after: reasonOf(error, rehearsal) };
  }
  return { ...drill, ...outcome, verdict: outcome.lost === NOTHING ? 'proved' : 'failed' };
}

/** What a step threw is in the ledger; the rest of a drill may fail, too. */
function reasonOf(error: unknown, { ledger }: Rehearsal): string {
  if (!(error instanceof StoryEnds)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const failure = ledger.proofs.at(-1);
  return `${failure?.claim}: ${failure?.evidence}`;
}

const NOTHING = 'nothing';

async function tell(
  scene: Scene,
  drill: Drill,
  outcome: { before: string; after: string; lost: string },
): Promise<void> {
  const { rehearsal, orgYaml } = scene;
  if (!(await makeOrganization(rehearsal, orgYaml, !drill.isUnprepared))) throw new StoryEnds();
  if (!drill.isUntouched && !drill.isUnprepared) {
    await scene.deploy('org.yaml is deployed for the first time', orgYaml);
    await scene.step('Terraform has left something in every account', () => leaveWorkloads(rehearsal, orgYaml));
  }
  const before = await pictureOf(rehearsal, orgYaml);
  outcome.before = pictureText(before);
  const last = await drill.play(scene);
  const after = await pictureOf(rehearsal, last);
  outcome.after = pictureText(after);
  outcome.lost = lostBetween(before, after).join(', ') || NOTHING;
}
