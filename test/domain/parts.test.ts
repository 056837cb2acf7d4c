import * as fc from 'fast-check';
import { inParts, partId } from '../../lib/domain/parts';

interface Item {
  readonly name: string;
  readonly size: number;
}

const MOST = 100;

function parted(items: readonly Item[]): readonly (readonly Item[])[] {
  return inParts(items, { nameOf: ({ name }) => name, sizeOf: ({ size }) => size, most: MOST });
}

function items(count: number): readonly Item[] {
  return Array.from({ length: count }, (_, index) => ({ name: `item ${index}`, size: 1 + (index % 30) }));
}

test('the first part has the name that there was before there were parts', () => {
  expect(partId('Assignments-dev', 0)).toBe('Assignments-dev');
  expect(partId('Assignments-dev', 1)).toBe('Assignments-dev--2');
});

test('what fits is in one part', () => {
  expect(parted([])).toEqual([[]]);
  expect(parted([{ name: 'one', size: MOST }])).toHaveLength(1);
});

test('each is in one part, and no part is larger than it may be', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 200 }), (sizes) => {
      const all = sizes.map((size, index) => ({ name: `item ${index}`, size }));
      const parts = parted(all);
      expect(parts.flat()).toHaveLength(all.length);
      expect(new Set(parts.flat())).toEqual(new Set(all));
      for (const part of parts) expect(part.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(MOST);
    }),
    { numRuns: 50 },
  );
});

test('one that is larger than a part is alone in one', () => {
  const parts = parted([{ name: 'large', size: 3 * MOST }, ...items(20)]);
  expect(parts.find((part) => part.some(({ name }) => name === 'large'))).toHaveLength(1);
});

test('one more moves none that is there, and what moves when the parts are doubled comes into a later part', () => {
  for (let count = 1; count < 120; count += 7) {
    const [before, after] = [parted(items(count)), parted(items(count + 7))];
    before.forEach((part, index) => {
      for (const { name } of part) {
        const now = after.findIndex((other) => other.some((one) => one.name === name));
        expect(now % before.length).toBe(index);
        expect(now).toBeGreaterThanOrEqual(index);
      }
    });
  }
});
