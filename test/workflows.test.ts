import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { main } from '../lib/commands/main';
import { nagFiles } from '../lib/commands/nag/formats';
import { MARKER } from '../lib/commands/nag/markdown';
import { nagCommand } from '../lib/commands/nag/nag.command';
import { EXIT } from '../lib/domain/failure';
import { contextOf } from './commands/context-of';
import { EMPTY } from './commands/nag/sample-report';
import { RecordingIo } from './commands/recording-io';
import { ROOT } from './support/examples';

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
  }[];
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const FILES = ['.github/workflows', 'examples/workflows', 'examples/company/.github/workflows'].flatMap((folder) =>
  readdirSync(join(ROOT, folder)).map((file) => join(folder, file)),
);

describe.each(FILES)('%s', (file) => {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const workflow: Workflow = parse(text);
  const jobs = Object.values(workflow.jobs);

  test('pins every action by its commit, and names its version', () => {
    const uses = text.split('\n').filter((line) => /\buses:/.test(line));
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('has no permission that a job did not ask for', () => {
    expect(Object.values(workflow.permissions).filter((level) => level !== 'read')).toEqual([]);
  });

  test('runs nothing of a pull request where it may write', () => {
    expect(text).not.toContain('pull_request_target');
    // A token for AWS writes nothing here; what its role may do is decided there.
    const writing = jobs.filter(({ permissions = {} }) =>
      Object.entries(permissions).some(([what, level]) => what !== 'id-token' && level === 'write'),
    );
    for (const step of writing.flatMap(({ steps }) => steps)) {
      expect(step.uses ?? '').not.toContain('actions/checkout');
      expect(step.run ?? '').not.toMatch(/np[mx]/);
    }
  });

  test('puts no text of a pull request into a script', () => {
    for (const { run = '' } of jobs.flatMap(({ steps }) => steps)) expect(run).not.toContain('${{');
  });

  test('calls orgstrap nag with options that it has', async () => {
    const calls = [...text.matchAll(/npx orgstrap (nag [^|\n]*)/g)].map(([, call]) => call?.trim() ?? '');
    for (const call of calls) {
      const words = call.split(/\s+/).map((word) => word.replaceAll('"', ''));
      const config = words.indexOf('--config') + 1;
      const io = new RecordingIo();
      const status = await main(words.with(config, '/nowhere.yaml'), [nagCommand], contextOf(io));
      expect({ status, err: io.err }).toEqual({
        status: EXIT.unusable,
        err: expect.stringContaining('/nowhere.yaml cannot be used'),
      });
    }
  });
});

test('the example finds its own comment again, and uploads and posts files that are written', () => {
  const text = readFileSync(join(ROOT, 'examples', 'workflows', 'orgstrap-nag.yml'), 'utf8');
  expect(text).toContain(`startswith("${MARKER}")`);
  expect(text).toContain(`body=@reports/${nagFiles(EMPTY).markdown.name}`);
  expect(text).toContain('--out reports/code-scanning.sarif');
  expect(text).toContain('sarif_file: reports/code-scanning.sarif');
});
