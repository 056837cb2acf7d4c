import { firstLineIn } from '../../lib/checks/template-findings';

describe('the line that made a construct', () => {
  test.each([
    { name: 'with what it is in', frame: 'new Bucket (/app/lib/bucket.ts:20:5)' },
    { name: 'as V8 writes it', frame: '    at new Bucket (/app/lib/bucket.ts:20:5)' },
    { name: 'without a function', frame: '    at /app/lib/bucket.ts:20:5' },
    { name: 'as a URL', frame: '    at Object.<anonymous> (file:///app/lib/bucket.ts:20:5)' },
  ])('is read $name', ({ frame }) => {
    expect(firstLineIn('/app', frame)).toEqual({ file: '/app/lib/bucket.ts', line: 20, column: 5 });
  });

  test('is the first that is in the folder, in none of its packages, and not passed over', () => {
    const trace = [
      'Error: something',
      '...Validations.acknowledge in aws-cdk-lib...',
      'at a (/elsewhere/a.ts:1:1)',
      'at a (/app-of-others/a.ts:1:1)',
      'at b (/app/node_modules/b/b.js:2:2)',
      'at c (/app/lib/acknowledge.ts:3:3)',
      'at d (/app/lib/d.ts:4:4)',
      'at e (/app/lib/e.ts:5:5)',
    ].join('\n');
    expect(firstLineIn('/app', trace, ['/lib/acknowledge.ts'])).toEqual({ file: '/app/lib/d.ts', line: 4, column: 4 });
  });

  test('is none where the trace has none', () => {
    expect(firstLineIn('/app', '...node internals...\nat native')).toBeUndefined();
  });

  test('is found in a folder that is a package itself', () => {
    const frame = 'at f (/home/node_modules/orgstrap/lib/f.ts:6:6)';
    expect(firstLineIn('/home/node_modules/orgstrap', frame)?.line).toBe(6);
  });
});
