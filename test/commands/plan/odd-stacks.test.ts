import type { AccessFinding } from '../../../lib/commands/plan/finding';
import { plan } from '../../../lib/commands/plan/plan';
import { sharedOpsConfig } from '../../support/org-config';
import { deployed, deploymentAccountWith, synthesizing } from './fake-deployment-account';

const CONFIG = sharedOpsConfig();

function findings({ findings: found }: { readonly findings: readonly AccessFinding[] }): readonly string[] {
  return found.map(({ direction, resource, what }) => `${direction}: ${resource}: ${what}`);
}

describe('a StackSet that is not compared is said', () => {
  const resource = (name: string | object, more: object = {}) => ({
    Type: 'AWS::CloudFormation::StackSet',
    Properties: { StackSetName: name, TemplateBody: '{"Resources":{}}', ...more },
  });
  const stack = (Resources: object) => ({ name: 'orgstrap-x', template: JSON.stringify({ Resources }) });

  async function doubts(before: object | undefined, after: object): Promise<readonly string[]> {
    const were = before === undefined ? [] : [stack(before)];
    const { waves } = await plan(CONFIG, synthesizing([stack(after)]), deploymentAccountWith(deployed(CONFIG, were)));
    return waves.flatMap(findings).filter((finding) => finding.startsWith('unclear'));
  }

  test.each([
    {
      when: 'it goes',
      before: { A: resource('a'), B: resource('b') },
      after: { A: resource('a') },
      then: 'the StackSet b goes with all that it delivered',
    },
    {
      when: 'there are two of them',
      before: undefined,
      after: { A: resource('a'), B: resource('b') },
      then: 'not every StackSet can be compared',
    },
    {
      when: 'its name is not known',
      before: undefined,
      after: { A: resource({ Ref: 'Name' }) },
      then: 'not every StackSet can be compared',
    },
    {
      when: 'its template is elsewhere',
      before: undefined,
      after: { A: resource('a', { TemplateBody: undefined, TemplateURL: 'https://x' }) },
      then: 'its new member template cannot be understood',
    },
  ])('where $when', async ({ before, after, then }) => {
    expect((await doubts(before, after)).map((doubt) => doubt.replace(/^unclear: [^:]*: /, ''))).toEqual([
      `${then}: read it`,
    ]);
  });

  test('and one whose hidden parameter may be another', async () => {
    const body = JSON.stringify({ Parameters: { Secret: { Type: 'String', NoEcho: true } }, Resources: {} });
    const set = (value: string) => ({
      A: resource('a', { TemplateBody: body, Parameters: [{ ParameterKey: 'Secret', ParameterValue: value }] }),
    });
    expect(await doubts(set('****'), set('correct-horse'))).toEqual([
      'unclear: a: the hidden parameter Secret changed: read it',
    ]);
  });
});

test('the default of a parameter is a change of what it is used for', async () => {
  const trust = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Sid: 'T', Action: 'sts:AssumeRole', Principal: { AWS: { Ref: 'Who' } } },
  };
  const stack = (Default: string) => ({
    name: 'orgstrap-x',
    template: JSON.stringify({
      Parameters: { Who: { Type: 'String', Default } },
      Resources: { R: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust } } },
    }),
  });
  const before = deploymentAccountWith(deployed(CONFIG, [stack('arn:a')]));
  const { waves } = await plan(CONFIG, synthesizing([stack('arn:b')]), before);
  expect(waves.flatMap(findings)).toEqual([
    'widens: R: trust: Allow T: covers more principals',
    'narrows: R: trust: Allow T: covers fewer principals',
  ]);
});
