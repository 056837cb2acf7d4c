import fc from 'fast-check';
import { COMMENT_LIMIT, code, MARKER, markdownOf, plain } from '../../../lib/commands/nag/markdown';
import { BUCKET, EMPTY, REPORT, reportOf, WILDCARD } from './sample-report';

/** The character references, read back. */
function read(text: string): string {
  return text.replace(/<\/?code>/g, '').replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
}

function rows(markdown: string): readonly string[] {
  return markdown.split('\n').filter((line) => line.startsWith('|') && !line.startsWith('|---'));
}

describe('the report as Markdown', () => {
  test('begins with its marker and what it comes down to', () => {
    const [marker, title] = markdownOf(REPORT).split('\n');
    expect(marker).toBe(MARKER);
    expect(title).toBe('### orgstrap nag: 2 findings, 1 acknowledged with a reason');
  });

  test('has the open findings in a table, before the acknowledged ones, which are folded away with their reasons', () => {
    const text = markdownOf(REPORT);
    const [open = '', folded = ''] = text.split('<details>');
    for (const part of [open, folded]) expect(part).toMatch(/\n\n\|.*\|\n\|---/);
    expect(open).toContain('[AwsSolutions-S1](https://github.com/cdklabs/cdk-nag/blob/main/RULES.md#awssolutions)');
    expect(open).toContain(
      '<code>lib/constructs/private-bucket.ts:20</code><br>Pipeline-delivery/State/Bucket/Resource',
    );
    expect(open).toContain('Fix: use SERVICE&#95;MANAGED');
    expect(open).not.toContain('IAM5');
    expect(folded).toContain('<summary>1 acknowledged, with their reasons</summary>');
    expect(folded).toContain('<code>Action::s3:Get&#42;</code>');
    expect(folded).toContain('Reading what a bucket is like.');
    expect(folded).toContain('policies/services/s3.reasons.json:10');
    expect(folded).toMatch(/\n<\/details>\n$/);
  });

  test('shows what was accepted for the same reason at the same place as one row', () => {
    const many = ['a*', 'b*', 'c*', 'd*', 'e*'].map((found) => ({ ...WILDCARD, found }));
    const [, folded = ''] = markdownOf(reportOf(many)).split('<details>');
    expect(rows(folded)).toHaveLength(2);
    expect(folded).toContain('<code>c&#42;</code><br>and 2 more');
  });

  test('has no table and nothing folded where nothing was found', () => {
    const text = markdownOf(EMPTY);
    expect(text).toContain('no findings, 0 acknowledged');
    expect(text).not.toContain('|');
    expect(text).not.toContain('<details>');
  });

  test('says that checks did not run', () => {
    expect(markdownOf(reportOf([], { incomplete: 'no template' }))).toContain('**Not complete:** no template.');
  });

  test.each([
    { name: 'open findings', finding: BUCKET },
    { name: 'acknowledged findings', finding: WILDCARD },
    { name: 'findings with four bytes a letter', finding: { ...BUCKET, message: '😀'.repeat(1000) } },
  ])('never gets longer than a comment, and counts the rows that do not fit: $name', ({ finding }) => {
    const findings = Array.from({ length: 2000 }, (_, index) => ({
      ...finding,
      construct: `Stack/${index}`,
      ...('acknowledgement' in finding && finding.acknowledgement !== undefined
        ? { acknowledgement: { ...finding.acknowledgement, at: `Stack/${index}` } }
        : {}),
    }));
    const text = markdownOf(reportOf(findings));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(COMMENT_LIMIT);
    const left = Number(/and (\d+) more that do not fit here/.exec(text)?.[1]);
    expect(rows(text).length - 1 + left).toBe(2000);
  });

  test('leaves room for the acknowledged findings beside very many open ones', () => {
    const open = Array.from({ length: 2000 }, (_, index) => ({ ...BUCKET, construct: `Stack/${index}` }));
    expect(markdownOf(reportOf([...open, WILDCARD]))).toContain('Reading what a bucket is like.');
  });

  test('has rows of as many cells as the header, whatever a finding holds', () => {
    const text = fc.string({ unit: 'binary', minLength: 1 });
    fc.assert(
      fc.property(text, text, text, (message, construct, found) => {
        const markdown = markdownOf(reportOf([{ ...BUCKET, message, construct, found, fix: message }]));
        const [header, row, ...others] = rows(markdown);
        expect(others).toEqual([]);
        expect(row?.split('|')).toHaveLength(header?.split('|').length ?? 0);
      }),
    );
  });
});

describe('text in Markdown', () => {
  test.each([
    'a | b',
    '`code`',
    '<script>alert(1)</script>',
    '<!-- -->',
    '**bold** _it_ ~~no~~',
    '[link](https://evil.example)',
    '![image](x)',
    '@somebody #1 GH-1',
    '&lt;',
    '\\|',
    '$x$',
    '- list',
    'https://evil.example',
    'www.evil.example',
  ])('%j is no markup and reads as it is', (text) => {
    const escaped = plain(text);
    const inCode = code(text).replace(/^<code>(.*)<\/code>$/, '$1');
    for (const one of [escaped.replace(/<code>&#(64|35);<\/code>/g, ''), inCode]) {
      expect(one.replace(/&#\d+;/g, '')).not.toMatch(/[|`<>*_[\]~\\@#$!&]|:\/\/|www\./);
    }
    expect(read(escaped)).toBe(text);
    expect(read(inCode)).toBe(text);
  });

  test('mentions nobody: GitHub looks for that in what it has rendered, but not in code', () => {
    expect(plain('@team #12')).toBe('<code>&#64;</code>team <code>&#35;</code>12');
  });

  test('stays on its line', () => {
    expect(plain('a\n\n| b\r\nc')).toBe('a &#124; b c');
  });
});
