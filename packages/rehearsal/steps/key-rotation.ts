import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ciKeySecretName, ciUserName } from '../../../lib/domain/names';
import { namesOf } from '../../../lib/domain/names-of';
import type { Pipeline } from '../../../lib/domain/org-config';
import { refused, refusedAsUnknown } from '../context/refused';
import type { OrgYaml, Rehearsal } from '../context/rehearsal';
import { orgstrapAsOperator } from '../context/rehearsal';
import { asAdministrator } from '../credentials/administrator';
import { assume, becomeCiRole } from '../credentials/ci-identities';
import { clientsFor } from '../emulated/clients';
import { NotProved } from '../report/ledger';

/** What CI's own secret store is here: a file, which the command of `--exec` writes. */
interface Handed {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * Rotates the key of a pipeline's CI user twice with the real `orgstrap key rotate`, as the operator that `org.yaml` names:
 * the administrator of the Ops account.
 */
export async function rotateKeys(rehearsal: Rehearsal, orgYaml: OrgYaml, pipeline: Pipeline): Promise<void> {
  // Nobody's keys are in a secret then; `additions.ts` has said so.
  if (orgYaml.config.operators === undefined) return;
  const { ledger } = rehearsal;
  const user = ciUserName('apply', pipeline.name);
  const handed: { first?: Handed; second?: Handed } = {};
  await refuseAdministrators(rehearsal, orgYaml, pipeline);
  const given = await ledger.prove(
    `an operator gives ${user} a key with orgstrap key rotate, and CI works with it`,
    async () => {
      handed.first = await rotated(rehearsal, orgYaml, pipeline);
      await becomeCiRole(rehearsal, orgYaml, pipeline, 'apply', handed.first);
      return `${handed.first.accessKeyId}, handed over by a command`;
    },
  );
  if (!given) return;
  await ledger.prove(`rotated again, ${user} has another key, and CI works with that one`, async () => {
    handed.second = await rotated(rehearsal, orgYaml, pipeline, '--grace', '0');
    if (handed.second.accessKeyId === handed.first?.accessKeyId) throw new NotProved('CI was given the same key again');
    await becomeCiRole(rehearsal, orgYaml, pipeline, 'apply', handed.second);
    return `${handed.second.accessKeyId} in place of ${handed.first?.accessKeyId}`;
  });
  const { first: old } = handed;
  if (old === undefined) return;
  const useOld = () => becomeCiRole(rehearsal, orgYaml, pipeline, 'apply', old);
  await ledger.prove(
    `the key that ${user} had before is of no use any more`,
    () => refusedAsUnknown(rehearsal, useOld),
    'refused',
  );
  await ledger.prove(`orgstrap key status finds nothing wrong with the keys of ${user}`, () =>
    statusOf(rehearsal, orgYaml, pipeline),
  );
}

/** An administrator of the Terraform account is not an operator for that. */
async function refuseAdministrators(rehearsal: Rehearsal, orgYaml: OrgYaml, pipeline: Pipeline): Promise<void> {
  const { homeRegion } = orgYaml.config;
  const operatorRole = namesOf(orgYaml.config).operatorRoleArn;
  await asAdministrator(rehearsal, orgYaml, async (administrator) => {
    await refused(
      rehearsal,
      {
        claim: 'an administrator of the Terraform account does not become the operator role',
        because: 'no resource-based policy allows',
        alarms: ['role-of-people-is-refused'],
      },
      () => assume(rehearsal, homeRegion, administrator, operatorRole),
    );
    await refused(
      rehearsal,
      {
        claim: `an administrator of the Terraform account does not read the key of ${pipeline.name}`,
        because: 'explicit deny in a resource-based policy',
        alarms: ['ci-secret-is-read'],
      },
      () =>
        clientsFor(rehearsal.gateway, administrator, homeRegion).call({
          service: 'secretsmanager',
          operation: 'GetSecretValue',
          input: { SecretId: ciKeySecretName('apply', pipeline.name) },
        }),
    );
  });
}

/** Runs the command as its user does; what CI was given is in the file. */
async function rotated(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  pipeline: Pipeline,
  ...options: readonly string[]
): Promise<Handed> {
  const file = join(rehearsal.work, `${pipeline.name}.key.json`);
  const script = join(rehearsal.work, 'hand-over.mjs');
  writeFileSync(
    script,
    `import { readFileSync, writeFileSync } from 'node:fs';
writeFileSync(process.argv[2], readFileSync(0), { mode: 0o600 });
`,
  );
  const exec = [process.execPath, script, file].map((word) => JSON.stringify(word)).join(' ');
  const output = await orgstrapAsOperator(rehearsal, orgYaml, [
    ...['key', 'rotate', pipeline.name, '--access', 'apply', '--exec', exec],
    ...options,
  ]);
  if (!existsSync(file)) throw new NotProved(`nothing was handed over\n${output}`);
  const { accessKeyId, secretAccessKey }: Handed = JSON.parse(readFileSync(file, 'utf8'));
  if (output.includes(secretAccessKey)) throw new NotProved('the command shows the secret');
  return { accessKeyId, secretAccessKey };
}

async function statusOf(rehearsal: Rehearsal, orgYaml: OrgYaml, pipeline: Pipeline): Promise<string> {
  const output = await orgstrapAsOperator(rehearsal, orgYaml, ['key', 'status', pipeline.name, '--json'], [0, 1]);
  const { users }: { readonly users: readonly { readonly access: string; readonly findings: readonly string[] }[] } =
    JSON.parse(output);
  const rotatedUser = users.find(({ access }) => access === 'apply');
  if (rotatedUser === undefined || rotatedUser.findings.length > 0) {
    throw new NotProved(`it says ${rotatedUser?.findings.join('; ') ?? 'nothing'}`);
  }
  return 'one active key, which CI holds';
}
