import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudFormationStackSetOperations } from '../../lib/aws/stack-set-operations';
import { CloudFormationStackStates } from '../../lib/aws/stack-states';
import { throttledTo } from '../../lib/aws/throttle';
import { type Answer, answering, xml, xmlError } from './answering';

function statesThat(answer: (request: string) => Answer) {
  const { settings, sent } = answering(answer);
  const regions: string[] = [];
  const clientIn = (region: string) => {
    regions.push(region);
    return new CloudFormationClient({ ...settings, region });
  };
  return { states: new CloudFormationStackStates(clientIn, throttledTo(4)), sent, regions };
}

function operationsThat(answer: (request: string) => Answer) {
  const { settings, sent } = answering(answer);
  const client = new CloudFormationClient(settings);
  return { operations: new CloudFormationStackSetOperations(client, 'DELEGATED_ADMIN', throttledTo(4)), sent };
}

const HOME = { name: 'orgstrap-x', region: 'eu-west-1' } as const;

function stack(name: string, status: string, more = ''): string {
  return `<member><StackName>${name}</StackName><StackId>arn:${name}</StackId><StackStatus>${status}</StackStatus>${more}</member>`;
}

describe('the states of stacks', () => {
  test('are those of every Region, of what holds nothing, too', async () => {
    const { states, regions } = statesThat(() =>
      xml('DescribeStacks', `<Stacks>${stack('a', 'ROLLBACK_COMPLETE')}${stack('b', 'REVIEW_IN_PROGRESS')}</Stacks>`),
    );
    const all = await states.all(['eu-west-1', 'us-east-1']);
    expect(all.map(({ name, status, region }) => `${name} ${status} ${region}`)).toEqual([
      'a ROLLBACK_COMPLETE eu-west-1',
      'b REVIEW_IN_PROGRESS eu-west-1',
      'a ROLLBACK_COMPLETE us-east-1',
      'b REVIEW_IN_PROGRESS us-east-1',
    ]);
    expect(regions).toEqual(['eu-west-1', 'us-east-1']);
  });

  test('say when the last operation began, and whether they are protected', async () => {
    const { states } = statesThat(() =>
      xml(
        'DescribeStacks',
        `<Stacks>${stack('a', 'UPDATE_COMPLETE', '<CreationTime>2026-01-01T00:00:00Z</CreationTime><LastUpdatedTime>2026-01-02T00:00:00Z</LastUpdatedTime><EnableTerminationProtection>true</EnableTerminationProtection>')}</Stacks>`,
      ),
    );
    expect(await states.find(HOME)).toEqual({
      name: 'a',
      status: 'UPDATE_COMPLETE',
      region: 'eu-west-1',
      id: 'arn:a',
      isProtected: true,
      changed: Date.parse('2026-01-02T00:00:00Z'),
    });
  });

  test('of one that is not there is nothing', async () => {
    const { states } = statesThat(() => xmlError('ValidationError', 'Stack with id orgstrap-x does not exist', 400));
    expect(await states.find(HOME)).toBeUndefined();
  });

  test('that AWS refuses to tell are a failure', async () => {
    const { states } = statesThat(() => xmlError('AccessDenied', 'no', 403));
    await expect(states.find(HOME)).rejects.toMatchObject({ code: 'AwsRefused' });
  });

  test('of one that is deleted are asked for by its id', async () => {
    const { states, sent } = statesThat(() =>
      xml('DescribeStacks', `<Stacks>${stack('a', 'DELETE_COMPLETE')}</Stacks>`),
    );
    expect((await states.find(HOME, 'arn:orgstrap-x/1'))?.status).toBe('DELETE_COMPLETE');
    expect(decodeURIComponent(sent[0] ?? '')).toContain('StackName=arn:orgstrap-x/1');
  });
});

test('what failed in a stack is that of its last operation, without what was cancelled because of it', async () => {
  const event = (id: string, status: string, reason = '') =>
    `<member><StackId>arn:stack</StackId><EventId>${id}${status}</EventId><StackName>orgstrap-x</StackName><LogicalResourceId>${id}</LogicalResourceId>` +
    `<PhysicalResourceId>${id === 'stack' ? 'arn:stack' : id}</PhysicalResourceId><ResourceStatus>${status}</ResourceStatus>` +
    `<ResourceStatusReason>${reason}</ResourceStatusReason></member>`;
  const { states } = statesThat(() =>
    xml(
      'DescribeStackEvents',
      `<StackEvents>${[
        event('stack', 'UPDATE_ROLLBACK_COMPLETE'),
        event('Other', 'UPDATE_FAILED', 'Resource update cancelled'),
        event('Second', 'CREATE_FAILED', 'then this'),
        event('First', 'UPDATE_FAILED', 'because'),
        event('stack', 'UPDATE_IN_PROGRESS', 'User Initiated'),
        event('Older', 'UPDATE_FAILED', 'of another day'),
      ].join('')}</StackEvents>`,
    ),
  );
  expect((await states.failures(HOME)).map(({ logicalId, reason }) => `${logicalId}: ${reason}`)).toEqual([
    'First: because',
    'Second: then this',
  ]);
});

test('a stack is unprotected, and its deletion begun', async () => {
  const { states, sent } = statesThat((request) =>
    xml(request.includes('Action=DeleteStack') ? 'DeleteStack' : 'UpdateTerminationProtection', ''),
  );
  await states.unprotect(HOME);
  await states.remove(HOME);
  expect(sent[0]).toContain('EnableTerminationProtection=false');
  expect(sent[1]).toContain('Action=DeleteStack');
  expect(sent[1]).toContain('StackName=orgstrap-x');
});

describe('the operations of a StackSet', () => {
  test('are the latest, as the deployer sees them', async () => {
    const { operations, sent } = operationsThat(() =>
      xml(
        'ListStackSetOperations',
        '<Summaries><member><OperationId>op</OperationId><Action>UPDATE</Action><Status>RUNNING</Status></member></Summaries>',
      ),
    );
    expect(await operations.latest('orgstrap-x')).toEqual([{ id: 'op', action: 'UPDATE', status: 'RUNNING' }]);
    expect(sent[0]).toContain('CallAs=DELEGATED_ADMIN');
  });

  test('are none where there is no such StackSet', async () => {
    const { operations } = operationsThat(() => xmlError('StackSetNotFoundException', 'not found', 404));
    expect(await operations.latest('orgstrap-x')).toEqual([]);
  });

  test('tell page by page what they came to in each account', async () => {
    const result = (account: string, status: string) =>
      `<Summaries><member><Account>${account}</Account><Region>eu-west-1</Region><Status>${status}</Status><StatusReason>why</StatusReason></member></Summaries>`;
    const { operations } = operationsThat((request) =>
      request.includes('NextToken=more')
        ? xml('ListStackSetOperationResults', result('222222222222', 'FAILED'))
        : xml('ListStackSetOperationResults', `<NextToken>more</NextToken>${result('111111111111', 'SUCCEEDED')}`),
    );
    expect(await operations.results('orgstrap-x', 'op')).toEqual([
      { account: '111111111111', region: 'eu-west-1', status: 'SUCCEEDED', reason: 'why' },
      { account: '222222222222', region: 'eu-west-1', status: 'FAILED', reason: 'why' },
    ]);
  });
});
