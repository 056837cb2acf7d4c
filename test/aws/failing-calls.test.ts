import { IAMClient } from '@aws-sdk/client-iam';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { STSClient } from '@aws-sdk/client-sts';
import { IamAccessKeys } from '../../lib/aws/access-keys';
import { IamAccessRoles } from '../../lib/aws/access-roles';
import { StsKeyProof } from '../../lib/aws/key-proof';
import { SecretsManagerKeySecrets } from '../../lib/aws/key-secrets';
import { IamSignIns } from '../../lib/aws/sign-ins';
import { EXIT, Failure } from '../../lib/domain/failure';
import { SecretText } from '../../lib/domain/secret-text';
import { answering, json, xmlError } from './answering';

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const KEY = { id: 'AKIAIOSFODNN7EXAMPLE', secret: new SecretText(SECRET) };

const xmlSettings = () => answering(() => xmlError('InternalFailure', 'oh', 500)).settings;
const jsonSettings = () => answering(() => json({ __type: 'InternalServiceError', message: 'oh' }, 500)).settings;

/** The methods of what writes; `test/faults` has the commands that only read. */
function callsOf(): Readonly<Record<string, () => Promise<unknown>>> {
  const keys = new IamAccessKeys(new IAMClient(xmlSettings()));
  const roles = new IamAccessRoles(new IAMClient(xmlSettings()), 'arn:aws:iam::444444444444:policy/closed');
  const signIns = new IamSignIns(new IAMClient(xmlSettings()));
  const secrets = new SecretsManagerKeySecrets(new SecretsManagerClient(jsonSettings()));
  const proof = new StsKeyProof(
    () => new STSClient(xmlSettings()),
    () => Promise.resolve(),
  );
  return {
    'keys.create': () => keys.create('user'),
    'keys.deactivate': () => keys.deactivate('user', KEY.id),
    'keys.delete': () => keys.delete('user', KEY.id),
    'roles.close': () => roles.close('admin'),
    'roles.open': () => roles.open('admin'),
    'secrets.read': () => secrets.read('secret', KEY.id),
    'secrets.keep': () => secrets.keep('secret', KEY),
    'secrets.adopt': () => secrets.adopt('secret', KEY.id),
    'secrets.promote': () => secrets.promote('secret', KEY.id),
    'proof.becomes': () => proof.becomes(KEY, 'arn:aws:iam::222222222222:role/ci'),
    'signIns.leave': () => signIns.leave('user', 'group'),
    'signIns.createPassword': () => signIns.createPassword('user', KEY.secret),
    'signIns.replacePassword': () => signIns.replacePassword('user', KEY.secret),
    'signIns.deletePassword': () => signIns.deletePassword('user'),
    'signIns.deactivateDevice': () => signIns.deactivateDevice('user', 'device'),
    'signIns.deleteDevice': () => signIns.deleteDevice('device'),
  };
}

test.each(Object.entries(callsOf()))('%s fails in one line, without a secret, where AWS does', async (_, call) => {
  const failure: unknown = await call().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject({ code: 'AwsBroken', exitStatus: EXIT.incomplete });
  expect(String(failure)).toMatch(/^[^\n]+$/);
  expect(String(failure)).not.toContain(SECRET);
});
