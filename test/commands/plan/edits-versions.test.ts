import type { Edit } from '../../../lib/commands/plan/edits/edit';
import { obstaclesIn } from '../../../lib/commands/plan/edits/edits';
import { skippedStep } from '../../../lib/commands/plan/edits/versions';
import { packageVersion } from '../../../lib/policies/policies-folder';
import { deployedFrom, exchanged, ORG_YAML, plannedEdit } from './edited-organization';
import type { Deployed } from './fake-deployment-account';

const OWN = packageVersion();
const FIRST = 'orgstrap-TerraformAccount';

/** What is deployed, with another template of its first stack. */
function withFirst(change: (template: Template) => void, before = deployedFrom(ORG_YAML)): Deployed {
  const stack = before.stacks.get(FIRST);
  const template: Template = JSON.parse(stack?.template ?? '');
  change(template);
  const changed = { status: 'UPDATE_COMPLETE', ...stack, template: JSON.stringify(template) };
  return { ...before, stacks: new Map([...before.stacks, [FIRST, changed]]) };
}

function by(version: string): (template: Template) => void {
  return ({ Outputs }) => {
    if (Outputs.OrgstrapVersion === undefined) throw new Error('no version is recorded');
    Outputs.OrgstrapVersion.Value = version;
  };
}

interface Template {
  readonly Outputs: Record<string, { Value: unknown }>;
  readonly Resources: Record<string, unknown>;
}

async function obstaclesAfter(before: Deployed, text = ORG_YAML): Promise<readonly Edit[]> {
  return obstaclesIn((await plannedEdit(before, text)).edits, []);
}

test('what this version deployed says so, and is in nobody’s way', async () => {
  expect(await obstaclesAfter(withFirst(by(OWN)))).toEqual([]);
});

test('what an older version deployed is in nobody’s way, and changes the record alone', async () => {
  const { edits, waves } = await plannedEdit(withFirst(by('0.2.1')), ORG_YAML);
  expect(obstaclesIn(edits, [])).toEqual([]);
  const changed = waves.filter(({ state }) => state !== 'unchanged');
  expect(changed.map(({ stack, sections, changes, findings }) => [stack, sections, changes, findings])).toEqual([
    [FIRST, ['Outputs'], [], []],
  ]);
});

test('a record that says nothing is of the releases without one', async () => {
  const before = withFirst(({ Outputs }) => {
    delete Outputs.OrgstrapVersion;
  });
  const { edits, waves } = await plannedEdit(before, ORG_YAML);
  expect(obstaclesIn(edits, [])).toEqual([]);
  expect(waves.filter(({ state }) => state !== 'unchanged').map(({ stack }) => stack)).toEqual([FIRST]);
});

test('a newer version that made nothing more is gone back behind with the word for it alone', async () => {
  const { edits } = await plannedEdit(withFirst(by('99.0.0')), ORG_YAML);
  expect(obstaclesIn(edits, [])).toEqual([
    {
      verdict: 'to be accepted',
      accept: 'older-version',
      found: `orgstrap 99.0.0 deployed this, and this is orgstrap ${OWN}, which is older`,
      why: `nothing in its stacks would be deleted or replaced, but everybody may do again what ${OWN} gives them: read what widens`,
      steps: [{ run: 'npm install --save-exact --ignore-scripts orgstrap@99.0.0' }],
    },
  ]);
  expect(obstaclesIn(edits, ['older-version'])).toEqual([]);
});

test('what a newer version made is not deleted by an older one, whatever is accepted', async () => {
  const before = withFirst((template) => {
    by('99.0.0')(template);
    template.Resources.New = { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'orgstrap-new' } };
  });
  const { edits } = await plannedEdit(before, ORG_YAML);
  const [edit, ...others] = obstaclesIn(edits, ['older-version']);
  expect(others).toEqual([]);
  expect([edit?.verdict, edit?.why]).toEqual([
    'refused',
    `${OWN} does not know what 99.0.0 made, and would delete or replace it: ${FIRST}: AWS::SNS::Topic New`,
  ]);
});

test('a stack that this version does not know is named, for orgstrap deploy would delete it', async () => {
  const before = withFirst(by('99.0.0'));
  const stack = { status: 'CREATE_COMPLETE', template: JSON.stringify({ Resources: {} }) };
  const more = { ...before, stacks: new Map([...before.stacks, ['orgstrap-New', stack]]) };
  const [edit] = await obstaclesAfter(more);
  expect([edit?.verdict, edit?.why]).toEqual([
    'to be accepted',
    expect.stringContaining('the stacks orgstrap-New, which orgstrap deploy deletes'),
  ]);
});

test('a version from behind is one mistake, and the rest of what it would do is not told beside it', async () => {
  const before = withFirst((template) => {
    by('99.0.0')(template);
    template.Resources.New = { Type: 'AWS::SNS::Topic', Properties: {} };
  });
  const edited = exchanged(ORG_YAML, ['{ stage: "555555555555" }', '{ staging: "555555555555" }']);
  expect((await obstaclesAfter(before, edited)).map(({ verdict }) => verdict)).toEqual(['refused']);
});

describe('a release that must be deployed in between', () => {
  const versions = { own: '0.6.0', upgradesFrom: '0.4.0' };

  test.each([undefined, '0.4.0', '0.5.1', '0.6.0', '0.7.0'])('is none from %s on', (deployed) => {
    expect(skippedStep({ ...versions, deployed })).toBeUndefined();
  });

  test.each(['0.2.0', '0.3.9', '0.4.0-dev'])('is named where %s is deployed', (deployed) => {
    expect(skippedStep({ ...versions, deployed })).toEqual({
      verdict: 'refused',
      found: `orgstrap ${deployed} deployed this, and orgstrap 0.6.0 goes on from 0.4.0`,
      why: `what ${deployed} left is only known to the releases up to 0.4.0: that one must be deployed in between`,
      steps: [
        { run: 'npm install --save-exact --ignore-scripts orgstrap@0.4.0' },
        { run: 'npx cdk deploy --all' },
        { doByHand: 'then upgrade to 0.6.0' },
      ],
    });
  });
});
