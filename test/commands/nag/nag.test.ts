import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../../lib/commands/main';
import { nagCommand } from '../../../lib/commands/nag/nag.command';
import { EXIT, Failure } from '../../../lib/domain/failure';
import type { TemplateFinding } from '../../../lib/domain/template-finding';
import { VALID } from '../../config/org-yaml';
import { contextOf } from '../context-of';
import { RecordingIo } from '../recording-io';
import { BUCKET, WARNING, WILDCARD } from './sample-report';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgstrap-'));
  file = join(folder, 'org.yaml');
  writeFileSync(file, VALID);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function run(findings: readonly TemplateFinding[] | Failure, ...options: readonly string[]) {
  const io = new RecordingIo();
  const context = contextOf(io, {
    checkResults: () =>
      findings instanceof Failure ? Promise.reject(findings) : Promise.resolve({ checks: ['AwsSolutions'], findings }),
    root: folder,
  });
  const status = await main(['nag', '--config', file, ...options], [nagCommand], context);
  return { status, out: io.out, err: io.err };
}

test('orgstrap nag runs the further packs that somebody names', async () => {
  const asked: (readonly string[])[] = [];
  const io = new RecordingIo();
  const context = contextOf(io, {
    checkResults: (_, furtherPacks) => {
      asked.push(furtherPacks);
      return Promise.resolve({ checks: [], findings: [] });
    },
    root: folder,
  });
  await main(['nag', '--config', file], [nagCommand], context);
  await main(['nag', '--config', file, '--pack', 'hipaa', 'pci'], [nagCommand], context);
  expect(asked).toEqual([[], ['hipaa', 'pci']]);
});

describe('how orgstrap nag ends', () => {
  test.each([
    { name: 'an error', findings: [BUCKET], statuses: [1, 1, 1, 0] },
    { name: 'a warning, on which cdk deploy fails, too', findings: [WARNING], statuses: [1, 0, 1, 0] },
    { name: 'a note', findings: [{ ...WARNING, severity: 'note' as const }], statuses: [0, 0, 0, 0] },
    { name: 'an acknowledged finding', findings: [WILDCARD], statuses: [0, 0, 0, 0] },
    { name: 'nothing', findings: [], statuses: [0, 0, 0, 0] },
  ])('for $name, without --fail-on and with error, warning, none', async ({ findings, statuses }) => {
    const runs = [
      await run(findings),
      await run(findings, '--fail-on', 'error'),
      await run(findings, '--fail-on', 'warning'),
      await run(findings, '--fail-on', 'none'),
    ];
    expect(runs.map(({ status }) => status)).toEqual(statuses);
    for (const { out } of runs) expect(out).toContain('### orgstrap nag: ');
  });

  test.each([
    { options: ['--format', 'html'], says: 'Allowed choices are markdown, sarif, junit, csv, json' },
    { options: ['--fail-on', 'fatal'], says: 'Allowed choices are error, warning, none' },
    {
      options: ['--format', 'sarif', 'csv'],
      says: '2 formats do not fit on stdout: name a folder for them with --out',
    },
    { options: ['--config', '/nowhere/org.yaml'], says: '/nowhere/org.yaml cannot be used' },
    { options: ['--out', '/dev/null/nag.md'], says: '/dev/null/nag.md cannot be written' },
  ])('with 2 and nothing on stdout for $options', async ({ options, says }) => {
    const { status, out, err } = await run([], ...options);
    expect({ status, out }).toEqual({ status: EXIT.unusable, out: '' });
    expect(err).toContain(says);
  });

  test('with the status of what lets no template be made, and without a report', async () => {
    const failure = new Failure('TooManyPolicies', 'the services take 11 managed policies');
    expect(await run(failure, '--fail-on', 'none')).toEqual({
      status: EXIT.failed,
      out: '',
      err: 'orgstrap: the services take 11 managed policies\n',
    });
  });
});

describe('what orgstrap nag writes', () => {
  test('goes to stdout as Markdown unless another format is asked for, and the summary to stderr', async () => {
    const markdown = await run([BUCKET, WILDCARD]);
    expect(markdown.out).toMatch(/^<!-- orgstrap nag -->\n/);
    expect(markdown.err).toBe('orgstrap nag: 1 finding, 1 acknowledged with a reason\n');
    expect(JSON.parse((await run([BUCKET], '--format', 'sarif')).out)).toMatchObject({ version: '2.1.0' });
    expect((await run([BUCKET], '-f', 'junit')).out).toMatch(/^<\?xml /);
    expect((await run([BUCKET], '-f', 'csv')).out).toMatch(/^"status",/);
    expect(JSON.parse((await run([BUCKET], '-f', 'json')).out)).toMatchObject({ counts: { error: 1 } });
  });

  test('goes into the file that --out names, in folders that are made', async () => {
    const path = join(folder, 'reports', 'today.sarif');
    const { out } = await run([BUCKET], '--format', 'sarif', '--out', path);
    expect(out).toBe(`${path}\n`);
    expect(readFileSync(path, 'utf8')).toBe((await run([BUCKET], '--format', 'sarif')).out);
  });

  test('goes into a folder for several formats, however they are given, and for a path that is one', async () => {
    const path = join(folder, 'reports');
    await run([BUCKET], '--format', 'sarif', 'junit', '--format', 'csv', '--format', 'markdown', 'json', '--out', path);
    expect(readdirSync(path).sort()).toEqual(['nag.csv', 'nag.json', 'nag.junit.xml', 'nag.md', 'nag.sarif']);
    expect((await run([BUCKET], '--format', 'csv', '--out', path)).out).toBe(`${join(path, 'nag.csv')}\n`);
    await run([BUCKET], '--out', `${join(folder, 'other')}/`);
    expect(existsSync(join(folder, 'other', 'nag.md'))).toBe(true);
  });

  test('takes the place of an earlier report in any format, and of nothing else', async () => {
    const path = join(folder, 'report');
    for (const format of ['sarif', 'junit', 'csv', 'markdown', 'json', 'sarif']) {
      const { status } = await run([BUCKET], '--format', format, '--out', path, '--fail-on', 'none');
      expect({ format, status }).toEqual({ format, status: EXIT.done });
    }
    const { status, err } = await run([BUCKET], '--out', file);
    expect({ status, err }).toEqual({
      status: EXIT.unusable,
      err: expect.stringContaining(`${file} was not written by orgstrap; move it away`),
    });
    expect(readFileSync(file, 'utf8')).toBe(VALID);
  });

  test('has no acknowledged finding with --no-acknowledged, but counts them', async () => {
    const { out, err } = await run([BUCKET, WILDCARD], '--format', 'sarif', '--no-acknowledged');
    expect(JSON.parse(out).runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual([
      'AwsSolutions-S1',
    ]);
    expect(err).toContain('1 acknowledged');
    const markdown = await run([BUCKET, WILDCARD], '--no-acknowledged');
    expect(markdown.out).toContain('### orgstrap nag: 1 finding, 1 acknowledged with a reason');
    expect(markdown.out).not.toContain('<details>');
  });
});
