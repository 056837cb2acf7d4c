import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudFormationStackInstanceChanges } from '../../lib/aws/stack-instance-changes';
import { type Answer, answering, xml, xmlError } from './answering';

const TARGETS = { stackSet: 'orgstrap-A', unit: 'ou-abcd-1', accounts: ['1', '2'], region: 'eu-west-1' };

function changes(answer: (request: string) => Answer) {
  const { settings, sent } = answering(answer);
  const waited: number[] = [];
  const wait = (milliseconds: number) => {
    waited.push(milliseconds);
    return Promise.resolve();
  };
  return {
    port: new CloudFormationStackInstanceChanges(new CloudFormationClient(settings), 'DELEGATED_ADMIN', wait),
    sent,
    waited,
  };
}

describe.each([
  ['update', 'UpdateStackInstances', undefined],
  ['letGo', 'DeleteStackInstances', 'true'],
] as const)('%s', (method, action, retain) => {
  test.each([
    ['SUCCEEDED', undefined],
    ['FAILED', 'OperationFailed'],
    ['STOPPED', 'OperationFailed'],
  ])('waits for its operation, which ends with %s', async (end, code) => {
    const states = ['QUEUED', 'RUNNING', end];
    const { port, sent, waited } = changes((request) =>
      request.includes(`Action=${action}`)
        ? xml(action, '<OperationId>op</OperationId>')
        : xml('DescribeStackSetOperation', `<StackSetOperation><Status>${states.shift()}</Status></StackSetOperation>`),
    );
    const outcome = await port[method](TARGETS).catch((error: unknown) => error);
    expect(outcome).toEqual(code === undefined ? undefined : expect.objectContaining({ code }));
    expect(waited).toHaveLength(2);
    const request = Object.fromEntries(new URLSearchParams(sent[0]));
    expect(request).toMatchObject({
      StackSetName: 'orgstrap-A',
      CallAs: 'DELEGATED_ADMIN',
      'DeploymentTargets.AccountFilterType': 'INTERSECTION',
      'DeploymentTargets.OrganizationalUnitIds.member.1': 'ou-abcd-1',
      'DeploymentTargets.Accounts.member.2': '2',
      'Regions.member.1': 'eu-west-1',
    });
    expect(request.RetainStacks).toBe(retain);
  });

  test('is refused by the name of the action', async () => {
    const { port } = changes(() => xmlError('AccessDenied', 'no', 403));
    await expect(port[method](TARGETS)).rejects.toMatchObject({
      code: 'AwsRefused',
      message: expect.stringContaining(`cloudformation:${action}`),
    });
  });
});
