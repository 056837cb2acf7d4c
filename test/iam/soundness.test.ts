import { runSimulation } from '@cloud-copilot/iam-simulate';
import fc from 'fast-check';
import type { Json } from '../../lib/domain/json';
import { countsAsWidening } from '../../lib/iam/access-change';
import { compareDocuments } from '../../lib/iam/compare-documents';

const BUCKET = 'arn:aws:s3:::bucket';

const someOf = (...values: readonly string[]) => fc.subarray([...values], { minLength: 1 });

const condition = fc.dictionary(
  fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringEqualsIfExists'),
  fc.dictionary(fc.constantFrom('aws:RequestedRegion', 'aws:UserAgent'), someOf('eu-west-1', 'eu-west-2', 'eu-*'), {
    minKeys: 1,
    maxKeys: 1,
  }),
  { maxKeys: 2 },
);

const actions = someOf('s3:GetObject', 's3:PutObject', 's3:Get*', 's3:*');
const resources = someOf(`${BUCKET}/a`, `${BUCKET}/b`, `${BUCKET}/*`, '*');

const statement: fc.Arbitrary<Json> = fc
  .tuple(
    fc.record({
      Sid: fc.constantFrom('One', 'Two', 'Three'),
      Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
      Condition: condition,
    }),
    fc.oneof(
      { weight: 3, arbitrary: fc.record({ Action: actions }) },
      { weight: 1, arbitrary: fc.record({ NotAction: actions }) },
    ),
    fc.oneof(
      { weight: 3, arbitrary: fc.record({ Resource: resources }) },
      { weight: 1, arbitrary: fc.record({ NotResource: resources }) },
    ),
  )
  .map(([rest, action, resource]) => ({ ...rest, ...action, ...resource }));

const document = fc
  .uniqueArray(statement, {
    minLength: 1,
    maxLength: 3,
    selector: (value) => JSON.stringify(value).match(/"Sid":"\w+"/)?.[0],
  })
  .map((statements) => ({ Version: '2012-10-17', Statement: statements }));

const request = fc.record({
  action: fc.constantFrom('s3:GetObject', 's3:PutObject'),
  object: fc.constantFrom('a', 'b'),
  context: fc.dictionary(
    fc.constantFrom('aws:RequestedRegion', 'aws:UserAgent'),
    fc.constantFrom('eu-west-1', 'eu-west-2', 'us-east-1'),
  ),
});

/** What IAM answers to somebody with this policy, by an engine that is not ours. */
async function isAllowed(
  policy: Json,
  { action, object, context }: typeof request extends fc.Arbitrary<infer R> ? R : never,
) {
  const result = await runSimulation(
    {
      request: {
        principal: 'arn:aws:iam::111111111111:user/someone',
        action,
        resource: { resource: `${BUCKET}/${object}`, accountId: '111111111111' },
        contextVariables: context,
      },
      identityPolicies: [{ name: 'policy', policy }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (result.resultType !== 'single') throw new Error(JSON.stringify(result));
  return result.result.analysis.result === 'Allowed';
}

test('what IAM allows only after a change is never without a finding that counts as widening', async () => {
  let opened = 0;
  await fc.assert(
    fc.asyncProperty(
      document,
      document,
      fc.array(request, { minLength: 4, maxLength: 4 }),
      async (before, after, requests) => {
        const findings = compareDocuments('policy', before, after);
        for (const asked of requests) {
          const isOpened = !(await isAllowed(before, asked)) && (await isAllowed(after, asked));
          if (!isOpened) continue;
          opened++;
          expect(findings.some(countsAsWidening)).toBe(true);
        }
      },
    ),
    { numRuns: 300 },
  );
  // Or the test would say nothing.
  expect(opened).toBeGreaterThan(30);
}, 60_000);

test('nor where a single part of a single statement changes', async () => {
  let opened = 0;
  const values = someOf('eu-west-1', 'eu-west-2', 'eu-*');
  // The same statement twice, with other values in one place.
  const pair = fc
    .record({
      effect: fc.constantFrom('Allow', 'Deny'),
      form: fc.constantFrom('Action', 'NotAction'),
      operator: fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'),
      place: fc.constantFrom('action' as const, 'resource' as const, 'condition' as const),
      was: fc.record({ action: actions, resource: resources, condition: values }),
      is: fc.record({ action: actions, resource: resources, condition: values }),
    })
    .map(({ effect: Effect, form, operator, place, was, is }) => {
      const statementWith = ({ action, resource, condition: tested }: typeof was) => ({
        Sid: 'One',
        Effect,
        [form]: action,
        Resource: resource,
        Condition: { [operator]: { 'aws:RequestedRegion': tested } },
      });
      return { one: statementWith(was), other: statementWith({ ...was, [place]: is[place] }), Effect };
    });
  const everything = { Sid: 'Everything', Effect: 'Allow', Action: '*', Resource: '*' };
  await fc.assert(
    fc.asyncProperty(pair, request, async ({ one, other, Effect }, asked) => {
      // A Deny shows only where something else allows.
      const others = Effect === 'Deny' ? [everything] : [];
      const before = { Version: '2012-10-17', Statement: [one, ...others] };
      const after = { Version: '2012-10-17', Statement: [other, ...others] };
      if ((await isAllowed(before, asked)) || !(await isAllowed(after, asked))) return;
      opened++;
      expect(compareDocuments('policy', before, after).some(countsAsWidening)).toBe(true);
    }),
    { numRuns: 1500 },
  );
  expect(opened).toBeGreaterThan(30);
}, 60_000);
