import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from './figure';
import { largeOrganization, MANY_ENVIRONMENTS } from './large-organization';
import { median } from './measure';
import { runAgainst, type Stub, type StubbedRun, startStub } from './verify-run';

const CONCURRENCY = 128;
/** A pair takes most of a minute. */
const MOST_PAIRS = 3;

/** `orgstrap verify` of a thousand accounts that are 50 ms away, against a bare loop of the same calls with the SDK. */
export async function verifyFigures(times: number, folder: string): Promise<readonly Figure[]> {
  try {
    return await measured(times, folder);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return [{ ...RATIO, measured: Number.NaN, detail: 'a run FAILED, perhaps because the machine is too busy' }];
  }
}

const RATIO = {
  name: 'verify of 1,000 accounts / a bare loop of its calls, wall',
  target: 1.18,
  unit: '',
} as const;

async function measured(times: number, folder: string): Promise<readonly Figure[]> {
  const small = await withStub(100, folder, (stub) => repeated(Math.min(times, MOST_PAIRS), () => verified(stub)));
  const pairs = await withStub(1_000, folder, async (stub) => {
    await verified(stub);
    const calls = await stub.calls();
    return repeated(
      Math.min(times, MOST_PAIRS),
      async () => [await verified(stub), await runAgainst(stub, 'verify-bare', [calls, String(CONCURRENCY)])] as const,
    );
  });
  const ours = pairs.map(([one]) => one);
  const of = (runs: readonly StubbedRun[], value: (run: StubbedRun) => number) => median(runs.map(value));
  const wall = (run: StubbedRun) => run.wallSeconds;
  const peak = (run: StubbedRun) => run.peakMegabytes;
  const bare = pairs.map(([, other]) => other);
  const cpu = ({ cpuSeconds }: StubbedRun) => cpuSeconds;
  return [
    {
      ...RATIO,
      measured: median(pairs.map(([one, other]) => wall(one) / wall(other))),
      detail: `wall ${of(ours, wall).toFixed(1)} s / ${of(bare, wall).toFixed(1)} s; ${of(ours, ({ requests }) => requests)} calls, ${CONCURRENCY} accounts at a time`,
    },
    {
      // What others do on the machine meanwhile changes it less.
      ...RATIO,
      name: 'the same, CPU',
      measured: median(pairs.map(([one, other]) => cpu(one) / cpu(other))),
      detail: `CPU ${of(ours, cpu).toFixed(1)} s / ${of(bare, cpu).toFixed(1)} s`,
    },
    {
      name: 'memory of verify of 1,000 accounts above that of 100',
      measured: of(ours, peak) - of(small, peak),
      target: 60,
      unit: 'MB',
      detail: `${of(ours, peak).toFixed(0)} MB, ${of(small, peak).toFixed(0)} MB, ${of(bare, peak).toFixed(0)} MB of the bare loop`,
    },
    {
      name: 'connections of verify of 1,000 accounts',
      measured: Math.max(...ours.map(({ connections }) => connections)),
      target: 4 * CONCURRENCY,
      unit: 'connections',
      detail: `the most of ${ours.length} runs, four for each account that is looked at`,
    },
    {
      name: 'first line of progress of verify of 1,000 accounts',
      measured: Math.max(...ours.map(({ firstLineSeconds }) => firstLineSeconds)),
      target: 1,
      unit: 's',
      detail: `the latest of ${ours.length} runs`,
    },
  ];
}

function verified(stub: Stub): Promise<StubbedRun> {
  const args = ['verify', '--config', stub.config, '--concurrency', String(CONCURRENCY)];
  return runAgainst(stub, '../bin/orgstrap', args);
}

async function withStub<Result>(
  accounts: number,
  folder: string,
  use: (stub: Stub) => Promise<Result>,
): Promise<Result> {
  const own = join(folder, `verify-${accounts}`);
  mkdirSync(own, { recursive: true });
  const config = join(own, 'org.yaml');
  writeFileSync(
    config,
    `${largeOrganization(accounts, MANY_ENVIRONMENTS)}operators: ["arn:aws:iam::333333333333:role/operator"]\naudit: { trail: own, email: [security@example.com] }\n`,
  );
  const stub = await startStub(config, own);
  try {
    return await use(stub);
  } finally {
    stub.stop();
  }
}

async function repeated<Result>(times: number, run: () => Promise<Result>): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let turn = 0; turn < times; turn++) results.push(await run());
  return results;
}
