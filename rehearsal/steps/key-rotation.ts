import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ciKeySecretName, ciUserName } from '../../lib/domain/names';
import { namesOf } from '../../lib/domain/names-of';
import type { Pipeline } from '../../lib/domain/org-config';
import { clientsFor } from '../emulated/clients';
import { orgstrapAsOperator } from '../orgstrap';
import { NotProved } from '../report/ledger';
import type { Stage, Written } from '../stage';
import { asAdministrator } from './administrators';
import { assume, becomeCiRole } from './ci-identities';
import { disbelieved } from './refusals/disbelieved';
import { refused } from './refusals/refused';

/** What CI's own secret store is here: a file, which the command of `--exec` writes. */
interface Handed {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * Rotates the key of a pipeline's CI user twice with the real `orgstrap key rotate`, as the operator that `org.yaml` names:
 * the administrator of the Ops account.
 */
export async function rotateKeys(stage: Stage, written: Written, pipeline: Pipeline): Promise<void> {
  const { ledger } = stage;
  const user = ciUserName('apply', pipeline.name);
  const handed: { first?: Handed; second?: Handed } = {};
  await refuseAdministrators(stage, written, pipeline);
  const given = await ledger.prove(
    `an operator gives ${user} a key with orgstrap key rotate, and CI works with it`,
    async () => {
      handed.first = await rotated(stage, written, pipeline);
      await becomeCiRole(stage, written, pipeline, 'apply', handed.first);
      return `${handed.first.accessKeyId}, handed over by a command`;
    },
  );
  if (!given) return;
  await ledger.prove(`rotated again, ${user} has another key, and CI works with that one`, async () => {
    handed.second = await rotated(stage, written, pipeline, '--grace', '0');
    if (handed.second.accessKeyId === handed.first?.accessKeyId) throw new NotProved('CI was given the same key again');
    await becomeCiRole(stage, written, pipeline, 'apply', handed.second);
    return `${handed.second.accessKeyId} in place of ${handed.first?.accessKeyId}`;
  });
  const { first: old } = handed;
  if (old === undefined) return;
  await ledger.prove(`the key that ${user} had before is of no use any more`, () =>
    disbelieved(stage, () => becomeCiRole(stage, written, pipeline, 'apply', old)),
  );
  await ledger.prove(`orgstrap key status finds nothing wrong with the keys of ${user}`, () =>
    statusOf(stage, written, pipeline),
  );
}

/** Whoever administers the Terraform account is no operator for that. */
async function refuseAdministrators(stage: Stage, written: Written, pipeline: Pipeline): Promise<void> {
  const { homeRegion } = written.config;
  const operatorRole = namesOf(written.config).operatorRoleArn;
  await asAdministrator(stage, written, async (administrator) => {
    await refused(
      stage,
      {
        claim: 'an administrator of the Terraform account does not become the operator role',
        because: 'no resource-based policy allows',
      },
      () => assume(stage, homeRegion, administrator, operatorRole),
    );
    await refused(
      stage,
      {
        claim: `an administrator of the Terraform account does not read the key of ${pipeline.name}`,
        because: 'explicit deny in a resource-based policy',
        alarms: ['ci-secret-is-read'],
      },
      () =>
        clientsFor(stage.gateway, administrator, homeRegion).call({
          service: 'secretsmanager',
          operation: 'GetSecretValue',
          input: { SecretId: ciKeySecretName('apply', pipeline.name) },
        }),
    );
  });
}

/** Runs the command as its user does; what CI was given is in the file. */
async function rotated(
  stage: Stage,
  written: Written,
  pipeline: Pipeline,
  ...options: readonly string[]
): Promise<Handed> {
  const file = join(stage.work, `${pipeline.name}.key.json`);
  const script = join(stage.work, 'hand-over.mjs');
  writeFileSync(
    script,
    `import { readFileSync, writeFileSync } from 'node:fs';
writeFileSync(process.argv[2], readFileSync(0), { mode: 0o600 });
`,
  );
  const exec = [process.execPath, script, file].map((word) => JSON.stringify(word)).join(' ');
  const output = await orgstrapAsOperator(stage, written, [
    ...['key', 'rotate', pipeline.name, '--access', 'apply', '--exec', exec],
    ...options,
  ]);
  if (!existsSync(file)) throw new NotProved(`nothing was handed over\n${output}`);
  const { accessKeyId, secretAccessKey }: Handed = JSON.parse(readFileSync(file, 'utf8'));
  if (output.includes(secretAccessKey)) throw new NotProved('the command shows the secret');
  return { accessKeyId, secretAccessKey };
}

async function statusOf(stage: Stage, written: Written, pipeline: Pipeline): Promise<string> {
  const output = await orgstrapAsOperator(stage, written, ['key', 'status', pipeline.name, '--json'], [0, 1]);
  const { users }: { readonly users: readonly { readonly access: string; readonly findings: readonly string[] }[] } =
    JSON.parse(output);
  const rotatedUser = users.find(({ access }) => access === 'apply');
  if (rotatedUser === undefined || rotatedUser.findings.length > 0) {
    throw new NotProved(`it says ${rotatedUser?.findings.join('; ') ?? 'nothing'}`);
  }
  return 'one active key, which CI holds';
}
