import { problemsOf, VALID } from './org-yaml';

function tagged(tags: string): string {
  return `${VALID}tags: ${tags}\n`;
}

const KEY =
  'expected 1 to 128 letters, digits, spaces and any of _ . : / = + -, a letter or digit first; aws: is reserved for AWS';
const VALUE = 'expected 1 to 256 letters, digits, spaces and any of _ . : / = + - @';
const MAP = 'expected a map with 1 to 50 tags; write KEY: "VALUE" for each, or remove tags';

function many(count: number): string {
  return JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, index) => [`key-${index}`, 'value'])));
}

describe('tags', () => {
  test.each([
    '{ CostCenter: "4711" }',
    '{ "cost:center/of = a+b-c_d.e": "Müller & Söhne" }'.replace(' & ', ' und '),
    '{ Owner: platform@example.com }',
    JSON.stringify({ ['k'.repeat(128)]: 'v'.repeat(256) }),
    many(50),
  ])('may be %.60s', (tags) => {
    expect(problemsOf(tagged(tags))).toEqual([]);
  });

  test.each([
    ['{}', `tags: found an empty map, ${MAP}`],
    ['[a]', `tags: found a list, ${MAP}`],
    [many(51), `tags: found a map, ${MAP}`],
    ['{ CostCenter: 4711 }', `tags.CostCenter: found the number 4711, ${VALUE}; put it in quotes: "4711"`],
    ['{ Backup: yes }', undefined],
    ['{ Backup: true }', `tags.Backup: found the truth value true, ${VALUE}; put it in quotes: "true"`],
    ['{ Owner: "" }', `tags.Owner: found empty text, ${VALUE}; shorten it, or leave out what else is in it`],
    ['{ Owner: "a*" }', `tags.Owner: found "a*", ${VALUE}`],
    ['{ "aws:owner": a }', `tags["aws:owner"]: found the tag name "aws:owner", ${KEY}; choose another name`],
    ['{ "AWS:owner": a }', `tags["AWS:owner"]: found the tag name "AWS:owner", ${KEY}; choose another name`],
    ['{ "a@b": a }', `tags["a@b"]: found the tag name "a@b", ${KEY}`],
    ['{ "__proto__": a, Owner: b }', `tags.__proto__: found the tag name "__proto__", ${KEY}`],
    [JSON.stringify({ ['k'.repeat(129)]: 'v' }), 'of 129 characters'],
    [
      '{ Owner: a, owner: b }',
      'tags.owner: found the tag "owner" beside "Owner", expected keys that differ in more than upper and lower case, which are one to IAM; remove one of the two',
    ],
  ])('are refused where they are %.40s', (tags, problem) => {
    const problems = problemsOf(tagged(tags));
    expect(problems).toEqual(problem === undefined ? [] : [expect.stringContaining(problem)]);
  });
});
