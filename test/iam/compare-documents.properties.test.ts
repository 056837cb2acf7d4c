import fc from 'fast-check';
import type { Json } from '../../lib/domain/json';
import type { Direction } from '../../lib/iam/access-change';
import { compareDocuments } from '../../lib/iam/compare-documents';

/** From few values, so that what is compared often has something in common. */
const someOf = (...values: readonly string[]) => fc.subarray([...values], { minLength: 1 });

const condition = fc.dictionary(
  fc.constantFrom(
    'StringEquals',
    'StringNotEquals',
    'StringLike',
    'ForAllValues:StringLike',
    'ArnNotLike',
    'NumericLessThan',
  ),
  fc.dictionary(fc.constantFrom('aws:a', 'aws:b'), someOf('x', 'y*', 'yes'), { minKeys: 1, maxKeys: 2 }),
  { maxKeys: 2 },
);

const statement = fc.record({
  Sid: fc.constantFrom('One', 'Two', 'Three', 'Four'),
  Effect: fc.constantFrom('Allow', 'Deny'),
  Action: someOf('s3:GetObject', 's3:Get*', 's3:*', 'iam:PassRole'),
  Principal: fc.record({ AWS: someOf('*', 'arn:a', 'arn:b') }),
  Resource: someOf('*', 'arn:x', 'arn:*'),
  Condition: condition,
});

const document: fc.Arbitrary<Json> = fc
  .uniqueArray(statement, { maxLength: 4, selector: ({ Sid }) => Sid })
  .map((statements) => ({ Version: '2012-10-17', Statement: statements }));

function directions(before: Json, after: Json): readonly Direction[] {
  return compareDocuments('policy', before, after)
    .map(({ direction }) => direction)
    .sort();
}

const REVERSED: Readonly<Record<Direction, Direction>> = { widens: 'narrows', narrows: 'widens', unclear: 'unclear' };

describe('whatever the documents say', () => {
  test('a document and itself differ in nothing', () => {
    fc.assert(fc.property(document, (same) => expect(directions(same, structuredClone(same))).toEqual([])));
  });

  test('taking a change back reverses what it does', () => {
    fc.assert(
      fc.property(document, document, (before, after) => {
        const forth = directions(before, after);
        const back = directions(after, before).map((direction) => REVERSED[direction]);
        expect(back.sort()).toEqual(forth);
      }),
    );
  });

  test('an Allow more is never without a widening, and a Deny more never with one', () => {
    fc.assert(
      fc.property(document, statement, (before, { Effect, ...added }) => {
        if (typeof before !== 'object' || before === null || !('Statement' in before)) throw new Error('no document');
        const statements = [...(before.Statement as readonly Json[])];
        const more = { ...added, Effect, Sid: 'New', Resource: 'arn:nowhere-else' };
        const after = { ...before, Statement: [...statements, more] };
        expect(directions(before, after)).toEqual([Effect === 'Allow' ? 'widens' : 'narrows']);
      }),
    );
  });
});
