import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT, Failure } from '../../../../lib/domain/failure';
import { RecordingIo } from '../../../../test/commands/recording-io';
import { htmlReport } from '../../report/html-report';
import type { Proof } from '../../report/ledger';
import { markdownReport } from '../../report/markdown-report';
import { chaptersOf, type Outcome } from '../../report/outcome';
import { isReportFile, mustBeWritable, present } from '../../report/present';

const HOLDS: Proof = { chapter: 'one', claim: 'a & b hold', verdict: 'proved', evidence: 'seen', seconds: 1.25 };
const ATTACK: Proof = { ...HOLDS, claim: 'nobody enters', attack: 'refused' };
const FAILED: Proof = {
  chapter: 'two',
  claim: 'a | stays a cell',
  verdict: 'failed',
  evidence: '<script>alert(1)</script>\n# second line',
  seconds: 0,
};

function outcomeOf(...proofs: readonly Proof[]): Outcome {
  return { title: 'org.yaml, rehearsed', chapters: chaptersOf(proofs, 'run it with --keep'), seconds: 3 };
}

describe('the page of HTML', () => {
  const page = htmlReport(outcomeOf(HOLDS, ATTACK, FAILED));

  test('has every claim with its evidence, as text', () => {
    for (const text of ['a &#38; b hold', 'nobody enters', '&#60;script&#62;alert(1)', 'run it with --keep', '1.3']) {
      expect(page).toContain(text);
    }
    expect(page).not.toContain('<script');
  });

  test('has what failed before the chapters, and that chapter open', () => {
    expect(page.indexOf('What failed')).toBeLessThan(page.indexOf('<h2>Chapters'));
    expect(page.match(/<details open>\n<summary>two /g)).toHaveLength(1);
    expect(page.match(/<details>\n<summary>one /g)).toHaveLength(1);
  });

  test('needs no network, and says nothing of failures where there are none', () => {
    const fine = htmlReport(outcomeOf(HOLDS));
    expect(fine).not.toContain('What failed');
    expect(fine).not.toMatch(/(src|href)=/);
    expect(fine).toContain("default-src 'none'");
  });
});

describe('the page of Markdown', () => {
  const page = markdownReport(outcomeOf(HOLDS, ATTACK, FAILED));

  test('has a row for every claim, in which nothing is markup', () => {
    expect(page).toContain('| a & b hold | proved | seen | 1.3 |');
    expect(page).toContain('| nobody enters | refused | seen | 1.3 |');
    expect(page).toContain('| a \\| stays a cell | failed | \\<script\\>alert(1)\\</script\\><br>\\# second line |  |');
  });

  test('has what failed first, with all that came', () => {
    expect(page.indexOf('## What failed')).toBeLessThan(page.indexOf('## one'));
    expect(page).toContain('        <script>alert(1)</script>\n        # second line');
    expect(page).toContain('look closer: run it with --keep');
  });
});

describe('the file of a report', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'orgstrap-report-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test.each([
    ['report.html', /^<!DOCTYPE html>/],
    ['report.md', /^# org\.yaml/],
    ['REPORT.MD', /^# org\.yaml/],
  ])('is written as the ending of %s says', (name, begins) => {
    const io = new RecordingIo();
    const report = join(folder, name);
    present(outcomeOf(HOLDS), io, { report, verbose: undefined });
    expect(readFileSync(report, 'utf8')).toMatch(begins);
    expect(io.err).toBe(`all details are in ${report}\n`);
    expect(io.out).toContain('1 proved, 0 failed, 0 not run, in 3 s');
  });

  test('in place of the summary there may be all that was said', () => {
    const io = new RecordingIo();
    present(outcomeOf(HOLDS), io, { report: undefined, verbose: () => 'everything\n' });
    expect(io).toMatchObject({ out: '\neverything\n', err: '' });
  });

  test('has one of two endings', () => {
    expect(['a.html', 'a.md', 'a.txt', 'html', 'a.htm'].filter(isReportFile)).toEqual(['a.html', 'a.md']);
  });

  test('that cannot be written is named before anything is done', () => {
    const missing = join(folder, 'no-folder', 'a.html');
    const check = () => mustBeWritable([undefined, join(folder, 'new.html'), missing]);
    expect(check).toThrow(Failure);
    expect(check).toThrow(`${missing} cannot be written`);
    expect(() => mustBeWritable([join(folder, 'new.html')])).not.toThrow();
    try {
      check();
    } catch (error) {
      expect(error).toMatchObject({ code: 'CannotWrite', exitStatus: EXIT.unusable });
    }
  });
});
