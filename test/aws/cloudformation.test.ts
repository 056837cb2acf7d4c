import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { STSClient } from '@aws-sdk/client-sts';
import { StsCaller } from '../../lib/aws/caller';
import { CloudFormationStackSets } from '../../lib/aws/stack-sets';
import { CloudFormationStacks } from '../../lib/aws/stacks';
import { throttledTo } from '../../lib/aws/throttle';
import { EXIT } from '../../lib/domain/failure';
import { type Answer, answering, xml, xmlError } from './answering';

function stacksThat(answer: (request: string) => Answer) {
  const { settings, sent } = answering(answer);
  return { stacks: new CloudFormationStacks(new CloudFormationClient(settings), throttledTo(8)), sent };
}

function stackSetsThat(answer: (request: string) => Answer) {
  const { settings, sent } = answering(answer);
  return {
    sets: new CloudFormationStackSets(new CloudFormationClient(settings), 'DELEGATED_ADMIN', throttledTo(8)),
    sent,
  };
}

describe('stacks', () => {
  const summary = (name: string, status = 'CREATE_COMPLETE', more = '') =>
    `<member><StackName>${name}</StackName><StackStatus>${status}</StackStatus>${more}</member>`;

  test('are read page by page', async () => {
    const { stacks } = stacksThat((request) =>
      request.includes('NextToken=more')
        ? xml('DescribeStacks', `<Stacks>${summary('b')}</Stacks>`)
        : xml('DescribeStacks', `<NextToken>more</NextToken><Stacks>${summary('a')}</Stacks>`),
    );
    expect((await stacks.list()).map(({ name }) => name)).toEqual(['a', 'b']);
  });

  test('that hold nothing are left out', async () => {
    const { stacks } = stacksThat(() =>
      xml(
        'DescribeStacks',
        `<Stacks>${[
          'UPDATE_ROLLBACK_COMPLETE',
          'DELETE_FAILED',
          'ROLLBACK_COMPLETE',
          'REVIEW_IN_PROGRESS',
          'ROLLBACK_FAILED',
        ]
          .map((status) => summary(status, status))
          .join('')}</Stacks>`,
      ),
    );
    expect((await stacks.list()).map(({ name }) => name)).toEqual(['UPDATE_ROLLBACK_COMPLETE', 'DELETE_FAILED']);
  });

  test('say whether they are protected from being deleted', async () => {
    const protection = '<EnableTerminationProtection>true</EnableTerminationProtection>';
    const { stacks } = stacksThat(() =>
      xml('DescribeStacks', `<Stacks>${summary('a', 'CREATE_COMPLETE', protection)}${summary('b')}</Stacks>`),
    );
    expect((await stacks.list()).map(({ name, isProtected }) => [name, isProtected])).toEqual([
      ['a', true],
      ['b', false],
    ]);
  });

  test('name what they made, page by page', async () => {
    const resource = (id: string) =>
      `<StackResourceSummaries><member><PhysicalResourceId>${id}</PhysicalResourceId></member></StackResourceSummaries>`;
    const { stacks } = stacksThat((request) =>
      request.includes('NextToken=more')
        ? xml('ListStackResources', resource('b'))
        : xml('ListStackResources', `<NextToken>more</NextToken>${resource('a')}`),
    );
    expect(await stacks.resources('orgstrap-x')).toEqual(['a', 'b']);
  });

  test('give their templates as text', async () => {
    const { stacks, sent } = stacksThat(() => xml('GetTemplate', '<TemplateBody>Resources: {}</TemplateBody>'));
    expect(await stacks.template('orgstrap-x')).toBe('Resources: {}');
    expect(sent[0]).toContain('StackName=orgstrap-x');
  });
});

describe('a StackSet', () => {
  test('is described as the deployer sees it', async () => {
    const { sets, sent } = stackSetsThat(() =>
      xml(
        'DescribeStackSet',
        `<StackSet><TemplateBody>{}</TemplateBody><Parameters><member><ParameterKey>Arns</ParameterKey>
         <ParameterValue>arn:a,arn:b</ParameterValue></member></Parameters></StackSet>`,
      ),
    );
    expect(await sets.describe('orgstrap-x')).toEqual({
      name: 'orgstrap-x',
      templateBody: '{}',
      parameters: { Arns: 'arn:a,arn:b' },
    });
    expect(sent[0]).toContain('CallAs=DELEGATED_ADMIN');
  });

  test('is listed by its name, page by page, unless it was deleted', async () => {
    const { sets, sent } = stackSetsThat((request) => {
      const name = request.includes('NextToken=more') ? 'b' : 'a';
      const more = name === 'a' ? '<NextToken>more</NextToken>' : '';
      return xml(
        'ListStackSets',
        `${more}<Summaries><member><StackSetName>${name}</StackSetName></member></Summaries>`,
      );
    });
    expect(await sets.names()).toEqual(['a', 'b']);
    expect(sent[0]).toContain('Status=ACTIVE');
    expect(sent[0]).toContain('CallAs=DELEGATED_ADMIN');
  });

  test('that is not there is nothing', async () => {
    const { sets } = stackSetsThat(() => xmlError('StackSetNotFoundException', 'StackSet x not found', 404));
    expect(await sets.describe('x')).toBeUndefined();
  });

  test('tells page by page which accounts lag behind, and why', async () => {
    const instance = (account: string, status: string, more = '') =>
      xml(
        'ListStackInstances',
        `${account === '1' ? '<NextToken>more</NextToken>' : ''}
         <Summaries><member><Account>${account}</Account><Status>${status}</Status>${more}</member></Summaries>`,
      );
    const failed = `<StackInstanceStatus><DetailedStatus>FAILED</DetailedStatus></StackInstanceStatus><StatusReason>no</StatusReason>
      <Region>eu-west-1</Region><OrganizationalUnitId>ou-1</OrganizationalUnitId><StackId>arn:s</StackId>`;
    const { sets, sent } = stackSetsThat((request) =>
      request.includes('NextToken=more') ? instance('2', 'OUTDATED', failed) : instance('1', 'CURRENT'),
    );
    expect(await sets.instances('x')).toEqual([
      { account: '1', status: 'CURRENT' },
      {
        account: '2',
        status: 'OUTDATED',
        detailedStatus: 'FAILED',
        reason: 'no',
        region: 'eu-west-1',
        unit: 'ou-1',
        stack: 'arn:s',
      },
    ]);
    expect(sent.filter((request) => request.includes('CallAs=DELEGATED_ADMIN'))).toHaveLength(2);
  });
});

describe('an error of AWS that somebody can mend', () => {
  test.each([
    {
      name: 'a refusal names the permission',
      answer: xmlError('AccessDenied', 'User is not authorized', 403),
      then: {
        code: 'AwsRefused',
        exitStatus: EXIT.unusable,
        message: expect.stringContaining('cloudformation:DescribeStackSet'),
      },
    },
    {
      name: 'an account that is no delegated administrator is told what it takes',
      answer: xmlError('ValidationError', 'Account used is not a delegated administrator'),
      then: { code: 'NotDelegated', exitStatus: EXIT.unusable, message: expect.stringContaining('deployFrom') },
    },
    {
      name: 'a member account that calls as itself is told the same',
      answer: xmlError(
        'ValidationError',
        'You must be the management account or delegated admin account of an organization',
      ),
      then: { code: 'NotDelegated' },
    },
    {
      name: 'an expired session is incomplete, not refused',
      answer: xmlError('ExpiredToken', 'The security token included in the request is expired', 403),
      then: { code: 'NoCredentials', exitStatus: EXIT.incomplete },
    },
    {
      name: 'what AWS itself cannot do is incomplete',
      answer: xmlError('InternalFailure', 'oh', 500),
      then: { code: 'AwsBroken', exitStatus: EXIT.incomplete },
    },
  ])('$name', async ({ answer, then }) => {
    await expect(stackSetsThat(() => answer).sets.describe('x')).rejects.toMatchObject(then);
  });

  test('no connection is incomplete', async () => {
    const { stacks } = stacksThat(() => {
      throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    });
    await expect(stacks.list()).rejects.toMatchObject({ code: 'AwsUnreachable', exitStatus: EXIT.incomplete });
  });
});

test('the caller is asked of STS', async () => {
  const { settings } = answering(() => xml('GetCallerIdentity', '<Account>333333333333</Account>'));
  expect(await new StsCaller(new STSClient(settings)).account()).toBe('333333333333');
});
