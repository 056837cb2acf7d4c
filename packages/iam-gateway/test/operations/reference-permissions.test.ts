import { authorize, type Requester } from '../../authorization/authorize';
import { referencePermissions } from '../../operations/reference-permissions';
import type { RequestPlace } from '../../operations/table';
import { callOf } from '../../requests/call';
import { readRequest } from '../../requests/read-request';
import { Unmapped } from '../../requests/refusals';
import type { WireRequest } from '../../requests/wire-request';
import { Documents, storedSnapshot } from '../../store/stored-snapshot';
import { here, inRegion } from '../gateway/support/calls';
import { GatewayInTest, HOST } from '../gateway/support/gateway';
import { form, json, signed } from '../gateway/support/signed';
import { ADMINISTRATOR, allowing, CI_ROLE, ELSEWHERE, HERE, principal, stored } from '../gateway/support/stored';

const administrator: Requester = { caller: { kind: 'user', arn: ADMINISTRATOR }, arn: ADMINISTRATOR, signIn: {} };
const ec2 = (operation: string, parameters: Readonly<Record<string, string>> = {}) =>
  form('ec2', { Action: operation, Version: '2016-11-15', ...parameters });
const rest = (service: string, method: string, target: string, body?: string, type = 'application/json') =>
  signed({ service, method, target, ...(body === undefined ? {} : { body, headers: { 'content-type': type } }) });
const json10 = (service: string, target: string, body: string) =>
  json(service, target, body, { headers: { 'content-type': 'application/x-amz-json-1.0' } });

async function needsOf(wire: WireRequest) {
  const read = readRequest(wire, new Set([HOST]));
  const call = callOf(read, read.signature?.scope.service ?? '');
  if (call.protocol === 's3') throw new Error('a call of S3');
  return await referencePermissions(call, here);
}

/** `ACTION RESOURCE`, with a `*` for what the request does not tell. */
async function asked(wire: WireRequest): Promise<readonly string[]> {
  return (await needsOf(wire)).map(({ action, resource }) => `${action} ${resource.replaceAll('\uE100', '*')}`);
}

const LAMBDA = inRegion('lambda', 'function:own');

describe('what a call takes after the service authorization reference', () => {
  test.each<readonly [what: string, wire: WireRequest, expected: readonly string[]]>([
    ['a list, which is about nothing', ec2('DescribeVpcs'), ['ec2:DescribeVpcs *']],
    [
      'what is about to be made has no id',
      ec2('CreateVpc', { CidrBlock: '10.0.0.0/16' }),
      [`ec2:CreateVpc ${inRegion('ec2', 'vpc/*')}`],
    ],
    [
      'what is named beside it is asked about, too',
      ec2('CreateSubnet', { VpcId: 'vpc-1' }),
      [`ec2:CreateSubnet ${inRegion('ec2', 'subnet/*')}`, `ec2:CreateSubnet ${inRegion('ec2', 'vpc/vpc-1')}`],
    ],
    [
      'each of several',
      ec2('TerminateInstances', { 'InstanceId.1': 'i-1', 'InstanceId.2': 'i-2' }),
      [
        `ec2:TerminateInstances ${inRegion('ec2', 'instance/i-1')}`,
        `ec2:TerminateInstances ${inRegion('ec2', 'instance/i-2')}`,
      ],
    ],
    [
      'a member that is called like the end of the part',
      ec2('DeleteSecurityGroup', { GroupId: 'sg-1' }),
      [`ec2:DeleteSecurityGroup ${inRegion('ec2', 'security-group/sg-1')}`],
    ],
    [
      'a new thing with tags takes the permission to tag',
      ec2('CreateVpc', {
        'TagSpecification.1.ResourceType': 'vpc',
        'TagSpecification.1.Tag.1.Key': 'team',
        'TagSpecification.1.Tag.1.Value': 'shop',
      }),
      [`ec2:CreateVpc ${inRegion('ec2', 'vpc/*')}`, `ec2:CreateTags ${inRegion('ec2', 'vpc/*')}`],
    ],
    [
      'JSON 1.1',
      json('ecr', 'AmazonEC2ContainerRegistry_V20150921.DeleteRepository', '{"repositoryName":"own/images"}'),
      [`ecr:DeleteRepository ${inRegion('ecr', 'repository/own/images')}`],
    ],
    [
      'JSON 1.0, with a role that is passed',
      json10('states', 'AWSStepFunctions.CreateStateMachine', JSON.stringify({ name: 'own', roleArn: CI_ROLE })),
      [`states:CreateStateMachine ${inRegion('states', 'stateMachine:own')}`, `iam:PassRole ${CI_ROLE}`],
    ],
    [
      'a path and JSON',
      rest(
        'lambda',
        'POST',
        '/2015-03-31/functions',
        JSON.stringify({ FunctionName: 'own', Role: CI_ROLE, Tags: { team: 'shop' } }),
      ),
      [`lambda:CreateFunction ${LAMBDA}`, `lambda:TagResource ${LAMBDA}`, `iam:PassRole ${CI_ROLE}`],
    ],
    [
      'an operation that IAM calls otherwise',
      rest('lambda', 'POST', '/2015-03-31/functions/own/invocations', '{}'),
      [`lambda:InvokeFunction ${LAMBDA}`],
    ],
    [
      'an ARN in a path',
      rest('lambda', 'GET', `/2017-03-31/tags/${encodeURIComponent(LAMBDA)}`),
      [`lambda:ListTags ${LAMBDA}`],
    ],
    [
      'a path and XML, of what has no account',
      rest(
        'route53',
        'POST',
        '/2013-04-01/hostedzone/Z1/rrset/',
        '<ChangeResourceRecordSetsRequest/>',
        'application/xml',
      ),
      ['route53:ChangeResourceRecordSets arn:aws:route53:::hostedzone/Z1'],
    ],
    [
      'the methods of API Gateway',
      rest('apigateway', 'PATCH', '/restapis/a1', '{}'),
      ['apigateway:PATCH arn:aws:apigateway:eu-west-1::/restapis/a1'],
    ],
    [
      'a certificate with tags takes the older of two permissions to tag',
      json(
        'acm',
        'CertificateManager.RequestCertificate',
        '{"DomainName":"a.example.com","Tags":[{"Key":"a","Value":"b"}]}',
      ),
      ['acm:RequestCertificate *', `acm:AddTagsToCertificate ${inRegion('acm', 'certificate/*')}`],
    ],
    [
      'a service with two protocols, in the older one',
      form('monitoring', { Action: 'DeleteAlarms', 'AlarmNames.member.1': 'own' }),
      [`cloudwatch:DeleteAlarms ${inRegion('cloudwatch', 'alarm:own')}`],
    ],
    [
      'the role of an instance profile, which nobody here knows',
      ec2('AssociateIamInstanceProfile', { InstanceId: 'i-1', 'IamInstanceProfile.Name': 'machines' }),
      [
        `ec2:AssociateIamInstanceProfile ${inRegion('ec2', 'instance/i-1')}`,
        `iam:PassRole arn:aws:iam::${HERE}:role/*`,
      ],
    ],
  ])('%s', async (_, wire, expected) => {
    expect(await asked(wire)).toEqual(expected);
    await expect(authorize(await needsOf(wire), administrator, here)).resolves.toBeUndefined();
  });

  // The reference lists only the first version's resources, so the engine decides about none of these.
  test('has the second version of API Gateway in no ARN', async () => {
    expect(await asked(rest('apigateway', 'GET', '/v2/apis/a1'))).toEqual([
      'apigateway:GET arn:aws:apigateway:eu-west-1::/apis/a1',
    ]);
  });

  test('says which service a role is passed to', async () => {
    const task = json(
      'ecs',
      'AmazonEC2ContainerServiceV20141113.RegisterTaskDefinition',
      JSON.stringify({ family: 'own', taskRoleArn: CI_ROLE }),
    );
    expect(await needsOf(task)).toContainEqual(
      expect.objectContaining({
        action: 'iam:PassRole',
        context: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
      }),
    );
  });

  test.each<readonly [string, WireRequest]>([
    ['an operation that IAM has no action for', json('ecr', 'AmazonEC2ContainerRegistry_V20150921.DoSomething', '{}')],
    [
      'a thing of another account',
      rest('lambda', 'GET', `/2017-03-31/tags/${encodeURIComponent(LAMBDA.replace(HERE, ELSEWHERE))}`),
    ],
  ])('%s is not decided', async (_, wire) => {
    await expect(needsOf(wire)).rejects.toThrow(Unmapped);
  });
});

describe('a decision of the engine about it', () => {
  const may = (action: string, resource: string | readonly string[] = '*', more = {}) =>
    placeWith({ Sid: 'Allow', Effect: 'Allow', Action: action, Resource: resource, ...more });
  const placeWith = (...statements: readonly object[]): RequestPlace => {
    const document = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    const users = [principal(ADMINISTRATOR, { name: 'own', document })];
    return { ...here, snapshot: storedSnapshot(stored({ users }), new Documents()) };
  };
  const decide = async (wire: WireRequest, place: RequestPlace) =>
    await authorize(await needsOf(wire), administrator, place);

  test('allows what the one resource of a policy is', async () => {
    await expect(
      decide(ec2('DeleteVpc', { VpcId: 'vpc-1' }), may('ec2:*', inRegion('ec2', 'vpc/vpc-1'))),
    ).resolves.toBeUndefined();
    await expect(
      decide(ec2('DeleteVpc', { VpcId: 'vpc-2' }), may('ec2:*', inRegion('ec2', 'vpc/vpc-1'))),
    ).rejects.toThrow(`ec2:DeleteVpc on resource: ${inRegion('ec2', 'vpc/vpc-2')}`);
  });

  test('allows a new thing only where all of its kind are allowed', async () => {
    await expect(decide(ec2('CreateVpc'), may('ec2:*', inRegion('ec2', 'vpc/*')))).resolves.toBeUndefined();
    await expect(decide(ec2('CreateVpc'), may('ec2:*', inRegion('ec2', 'vpc/vpc-1')))).rejects.toThrow(
      'is not authorized',
    );
  });

  test('asks about the tags of the request', async () => {
    const tagged = json('kinesis', 'Kinesis_20131202.CreateStream', '{"StreamName":"own","Tags":{"team":"shop"}}');
    const of = (team: string) =>
      may('kinesis:*', '*', { Condition: { StringEquals: { 'aws:RequestTag/team': team } } });
    await expect(decide(tagged, of('shop'))).resolves.toBeUndefined();
    await expect(decide(tagged, of('other'))).rejects.toThrow('is not authorized');
  });

  test('asks which service a role is passed to', async () => {
    const create = rest(
      'lambda',
      'POST',
      '/2015-03-31/functions',
      JSON.stringify({ FunctionName: 'own', Role: CI_ROLE }),
    );
    const passing = (service: string) =>
      placeWith(
        { Sid: 'Make', Effect: 'Allow', Action: 'lambda:*', Resource: '*' },
        {
          Sid: 'Pass',
          Effect: 'Allow',
          Action: 'iam:PassRole',
          Resource: CI_ROLE,
          Condition: { StringEquals: { 'iam:PassedToService': service } },
        },
      );
    await expect(decide(create, passing('lambda.amazonaws.com'))).resolves.toBeUndefined();
    await expect(decide(create, passing('ec2.amazonaws.com'))).rejects.toThrow('iam:PassRole');
  });

  const everything = { Sid: 'All', Effect: 'Allow', Action: '*', Resource: '*' };
  test.each<readonly [string, WireRequest, object, string]>([
    [
      'a Deny of one thing, where nobody knows which one it is',
      ec2('AssociateIamInstanceProfile', { InstanceId: 'i-1', 'IamInstanceProfile.Name': 'machines' }),
      { Sid: 'NotThis', Effect: 'Deny', Action: 'iam:PassRole', Resource: CI_ROLE },
      `NotThis of own names ${CI_ROLE}`,
    ],
    [
      'a Deny of an ARN that the reference does not explain',
      form('elasticloadbalancing', {
        Action: 'AddTags',
        'ResourceArns.member.1': inRegion('elasticloadbalancing', 'targetgroup/own/1'),
      }),
      { Sid: 'NotThis', Effect: 'Deny', Action: '*', Resource: inRegion('elasticloadbalancing', 'targetgroup/own/1') },
      'NotThis of own names',
    ],
    [
      'an Allow of all but one thing',
      ec2('RunInstances', { ImageId: 'ami-1' }),
      { Sid: 'ButThis', Effect: 'Allow', Action: 'ec2:*', NotResource: inRegion('ec2', 'subnet/subnet-1') },
      'ButThis of own names',
    ],
    [
      "a condition key of the service's own",
      ec2('DescribeImages'),
      {
        Sid: 'OfOurs',
        Effect: 'Deny',
        Action: 'ec2:*',
        Resource: '*',
        Condition: { StringNotEquals: { 'ec2:Owner': HERE } },
      },
      'OfOurs of own has the condition key ec2:Owner',
    ],
  ])('is no guess: %s', async (_, wire, statement, message) => {
    await expect(decide(wire, placeWith(everything, statement))).rejects.toThrow(message);
  });

  test('is not hindered by a Deny of what it is not about', async () => {
    const other = { Sid: 'NotThat', Effect: 'Deny', Action: 'ec2:*', Resource: inRegion('ec2', 'instance/i-1') };
    await expect(decide(ec2('CreateVpc'), placeWith(everything, other))).resolves.toBeUndefined();
    await expect(
      decide(ec2('StopInstances', { 'InstanceId.1': 'i-2' }), placeWith(everything, other)),
    ).resolves.toBeUndefined();
    await expect(decide(ec2('StopInstances', { 'InstanceId.1': 'i-1' }), placeWith(everything, other))).rejects.toThrow(
      'explicit deny',
    );
  });
});

describe('through the gateway', () => {
  test.each<readonly [string, WireRequest, string, string]>([
    ['EC2', ec2('CreateVpc'), '<Errors><Error><Code>UnauthorizedOperation</Code>', 'text/xml'],
    [
      'Lambda',
      rest('lambda', 'GET', '/2015-03-31/functions'),
      '"__type":"AccessDeniedException"',
      'application/x-amz-json-1.1',
    ],
    [
      'Route 53',
      rest('route53', 'GET', '/2013-04-01/hostedzone'),
      '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied',
      'text/xml',
    ],
  ])('a denial is in the form of %s', async (_, wire, body, type) => {
    const gateway = new GatewayInTest({ users: [principal(ADMINISTRATOR)] });
    expect(await gateway.refusal(wire)).toMatchObject({
      status: 403,
      body: expect.stringContaining(body),
      headers: { 'content-type': type },
    });
    expect(gateway.journal.entries[0]?.outcome).toBe('denied');
    expect(gateway.sent).toEqual([]);
  });

  test.each<readonly [string, WireRequest, string]>([
    [
      'an operation',
      json10('states', 'AWSStepFunctions.ValidateStateMachineDefinition', '{}'),
      'states:ValidateStateMachineDefinition',
    ],
    ['a path', rest('eks', 'GET', '/clusters/own/addons'), 'eks GET /clusters/own/addons'],
  ])('%s that the emulator has not got is not carried', async (_, wire, name) => {
    const gateway = new GatewayInTest();
    await gateway.refusal(wire);
    expect(gateway.journal.entries).toMatchObject([
      { outcome: 'not carried', reason: `the emulator does not carry ${name}` },
    ]);
    expect(gateway.sent).toEqual([]);
  });

  test('what is not allowed is denied, whether the emulator has it or not', async () => {
    const gateway = new GatewayInTest({
      users: [principal(ADMINISTRATOR, { name: 'one', document: allowing(['s3:*']) })],
    });
    await gateway.refusal(json10('states', 'AWSStepFunctions.ValidateStateMachineDefinition', '{}'));
    expect(gateway.journal.entries[0]?.outcome).toBe('denied');
  });

  test('a call is sent on as it was read, and noted as the emulator notes it', async () => {
    const gateway = new GatewayInTest();
    const body = JSON.stringify({ Description: 'a&Action=b' });
    expect(
      await gateway.refusal(rest('lambda', 'PUT', '/2015-03-31/functions/own/configuration', body)),
    ).toBeUndefined();
    expect(gateway.sent[0]).toMatchObject({ method: 'PUT', target: '/2015-03-31/functions/own/configuration' });
    expect(gateway.sent[0]?.body.toString()).toBe('{"Description":"a\\u0026Action\\u003db"}');
    expect(gateway.journal.entries[0]).toMatchObject({
      asked: 'lambda:UpdateFunctionConfiguration',
      emulators: 'lambda PUT /2015-03-31/functions/own/configuration',
    });
  });

  test.each<readonly [string, WireRequest, string]>([
    [
      'a path that the emulator would take for another one',
      rest('lambda', 'GET', '/2015-03-31/functions/own%2Fpolicy'),
      'a path that is GetFunction or GetPolicy',
    ],
    [
      'a form',
      rest('lambda', 'POST', '/2015-03-31/functions', 'a=b', 'application/x-www-form-urlencoded'),
      'a form, sent to lambda',
    ],
    [
      'a list where an object is',
      rest('lambda', 'POST', '/2015-03-31/functions', '[]'),
      'a body that is not a JSON object',
    ],
    ['the target of another service', json('ecr', 'Kinesis_20131202.ListStreams', '{}'), 'X-Amz-Target'],
    ['dots', rest('lambda', 'GET', '/2015-03-31/functions/%2e%2e'), 'a dot segment'],
  ])('%s has no single meaning', async (_, wire, reason) => {
    const gateway = new GatewayInTest();
    await gateway.refusal(wire);
    expect(gateway.journal.entries).toMatchObject([{ outcome: 'malformed', reason: expect.stringContaining(reason) }]);
    expect(gateway.sent).toEqual([]);
  });
});
