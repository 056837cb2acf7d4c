import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT, type ExitStatus, Failure } from '../../lib/domain/failure';
import type { Drill } from './drills/drill';
import { chapterOfDrill, type Played, titleOfDrill } from './drills/drill-chapter';
import { drillSummary, drillTable } from './drills/drill-table';
import { drillsNamed } from './drills/groups';
import { beginningOf, runDrill } from './drills/run-drill';
import { ChildProcesses } from './machine/child-processes';
import { HOW_TO_GET_THE_AWS_CLI } from './machine/find-commands';
import { programName } from './machine/project';
import type { Options } from './options';
import { readTree, treeFileBeside } from './organization/tree-file';
import { writeJson } from './report/json';
import { Ledger, type Observer } from './report/ledger';
import { temporaryFilesMustHaveAPlace } from './report/machine-trouble';
import { mustBeWritable, present } from './report/present';
import type { RunContext } from './run';
import { findMachine, type Machine, startRehearsal } from './start-rehearsal';

/** More at once would wait for each other's CPU on every machine that we know. */
const MOST_AT_ONCE = 4;

/**
 * Plays drills, each in an emulated organization of its own, as many at once as there are cores; shows what came of them, and leaves nothing behind.
 *
 * @throws Failure where a drill is unknown, or Python or the AWS CLI is missing; the reason of `end`, once that is aborted
 */
export async function runDrills(options: Options, context: RunContext): Promise<ExitStatus> {
  const start = performance.now();
  const drills = drillsNamed(options.drills === true ? [] : (options.drills ?? []));
  const { io, children, root } = context;
  const { json, report } = options;
  temporaryFilesMustHaveAPlace();
  mustBeWritable([json, report]);
  const isAlone = drills.length === 1;
  const observer = options.verbose && !isAlone ? severally(context.observer) : context.observer;
  // Templates are validated where they are tested; what is drilled is what becomes of them.
  const machine = await findMachine(children, root, { ...context.env, CDK_VALIDATION: 'false' }, (text) =>
    io.stderr(`${text}\n`),
  );
  if (machine.aws === undefined) {
    throw new Failure('NoAwsCli', `drills run what orgstrap prints: ${HOW_TO_GET_THE_AWS_CLI}`, EXIT.incomplete);
  }
  const waiting = [...drills.entries()];
  const played: (Played | undefined)[] = drills.map(() => undefined);
  const player = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, drill] = next;
      played[index] = await play(machine, drill, { ...context, observer });
    }
  };
  const players = Math.min(availableParallelism(), MOST_AT_ONCE, drills.length);
  await Promise.all(Array.from({ length: players }, player));
  const outcomes = played.filter((each) => each !== undefined);
  const seconds = (performance.now() - start) / 1000;
  observer.finish();
  const everyDrill = () => `${drillTable(outcomes, io.isColoured)}\n${drillSummary(outcomes, seconds)}\n`;
  const verbose = options.verbose ? everyDrill : undefined;
  const chapters = outcomes.map((each) => chapterOfDrill(each, programName()));
  present({ title: 'drills', chapters, seconds }, io, { report, verbose });
  if (json !== undefined) writeJson(json, { drills: outcomes, seconds });
  return outcomes.every(({ verdict }) => verdict === 'proved') ? EXIT.done : EXIT.failed;
}

async function play(machine: Machine, drill: Drill, { observer, end }: RunContext): Promise<Played> {
  const start = performance.now();
  const children = new ChildProcesses(end);
  const stop = () => void children.stop();
  end.addEventListener('abort', stop);
  const work = mkdtempSync(join(tmpdir(), `orgstrap-drill-${drill.name}-`));
  const ledger = new Ledger(observer, end, titleOfDrill(drill));
  try {
    const orgYaml = beginningOf(drill, work);
    const treeFile = treeFileBeside(drill.organization ?? '');
    const rehearsal = await startRehearsal(machine, {
      children,
      ledger,
      work,
      config: orgYaml.config,
      tree: treeFile === undefined ? undefined : readTree(treeFile, orgYaml.config),
    });
    try {
      const outcome = await runDrill(rehearsal, drill, orgYaml);
      // What failed because everything was being ended says nothing.
      end.throwIfAborted();
      ledger.close();
      return { ...outcome, proofs: ledger.proofs, seconds: (performance.now() - start) / 1000 };
    } finally {
      await rehearsal.gateway.close();
    }
  } finally {
    end.removeEventListener('abort', stop);
    await children.stop();
    rmSync(work, { recursive: true, force: true });
  }
}

/** Several drills speak at once, so that each line says whose it is, and none is there before it is true. */
function severally(observer: Observer): Observer {
  return {
    ...observer,
    begin: () => undefined,
    end: (proof) => observer.end({ ...proof, claim: `${nameIn(proof.chapter)}: ${proof.claim}` }),
  };
}

function nameIn(chapter: string): string {
  return chapter.split(':')[0] ?? '';
}
