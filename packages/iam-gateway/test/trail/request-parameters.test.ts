import type { JsonObject } from '../../iam/json';
import { formParameters, jsonParameters } from '../../trail/request-parameters';

test.each<readonly [string, Readonly<Record<string, string>>, unknown]>([
  ['none but those of the form are none', { Action: 'ListUsers', Version: '2010-05-08' }, null],
  [
    'names begin in lower case',
    { RoleName: 'a', VirtualMFADeviceName: 'b' },
    { roleName: 'a', virtualMFADeviceName: 'b' },
  ],
  [
    'lists are lists, in their order',
    { 'ClientIDList.member.2': 'b', 'ClientIDList.member.1': 'a', 'ClientIDList.member.10': 'c' },
    { clientIDList: ['a', 'b', 'c'] },
  ],
  [
    'lists of structures are nested',
    { 'Tags.member.1.Key': 'Team', 'Tags.member.1.Value': 'true', 'Tags.member.2.Key': 'b', 'Tags.member.2.Value': '' },
    {
      tags: [
        { key: 'Team', value: 'true' },
        { key: 'b', value: '' },
      ],
    },
  ],
  ['structures are nested', { 'A.B': '1', 'A.C': '2' }, { a: { b: '1', c: '2' } }],
  [
    'flags and durations are no text',
    { SetAsDefault: 'true', DurationSeconds: '900' },
    { setAsDefault: true, durationSeconds: 900 },
  ],
  [
    'secrets stay secret',
    { OldPassword: 'a', NewPassword: 'b', TokenCode: '123456', AuthenticationCode1: '1', WebIdentityToken: 'e.y.J' },
    null,
  ],
  ['templates are left out', { StackName: 'a', TemplateBody: '{}' }, { stackName: 'a' }],
])('of a form: %s', (_, parameters, expected) => {
  expect(formParameters(new Map(Object.entries(parameters)))).toEqual(expected);
});

test.each<readonly [string, string, JsonObject, unknown]>([
  ['none are none', 'kms', {}, null],
  [
    'names begin in lower case, at every depth',
    'events',
    { Rule: 'a', Targets: [{ Id: 'b' }] },
    { rule: 'a', targets: [{ id: 'b' }] },
  ],
  [
    'keys that somebody chose stay as they are',
    'sqs',
    { Attributes: { Policy: '{}' } },
    { attributes: { Policy: '{}' } },
  ],
  ['the value of a secret stays secret', 'secretsmanager', { SecretId: 'a', SecretString: 'b' }, { secretId: 'a' }],
  ['so does that of a parameter', 'ssm', { Name: 'a', Value: 'b' }, { name: 'a' }],
])('of JSON: %s', (_, service, input, expected) => {
  expect(jsonParameters(service, input)).toEqual(expected);
});
