import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pipeline } from '../../../lib/domain/org-config';
import type { Endpoints } from '../../iam-gateway/gateway/serve';
import type { OrgYaml, Rehearsal } from '../context/rehearsal';
import { type Profile, profilesOf } from './profiles';

/** An emulated organization that stays up, so that anybody can try commands in it. */
export interface Sandbox {
  /** What a process needs to work in it. */
  readonly variables: Readonly<Record<string, string>>;
  /** The names of the profiles. */
  readonly profiles: readonly string[];
}

/**
 * Writes the profiles of everybody who works in the organization, and says which variables lead there. Keys of the emulator open nothing else.
 *
 * @param pipelines - those whose CI roles get profiles
 */
export async function makeSandbox(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  pipelines: readonly Pipeline[],
): Promise<Sandbox> {
  const profiles = await profilesOf(rehearsal, orgYaml, pipelines);
  const folder = join(rehearsal.work, 'sandbox');
  mkdirSync(folder);
  const files = { config: join(folder, 'config'), credentials: join(folder, 'credentials') };
  writeFileSync(files.config, configText(profiles, orgYaml.config.homeRegion), { mode: 0o600 });
  writeFileSync(files.credentials, credentialsText(profiles), { mode: 0o600 });
  return {
    variables: {
      AWS_CONFIG_FILE: files.config,
      // Or a profile of the same name in the one of this machine would be taken.
      AWS_SHARED_CREDENTIALS_FILE: files.credentials,
      ...endpointVariables(rehearsal.gateway),
      ORG: orgYaml.file,
    },
    profiles: profiles.map(({ name }) => name),
  };
}

/** Of a variable, and not of a profile: whatever reads no endpoint in a profile must not ask the real AWS. */
function endpointVariables({ endpoint, s3Endpoint }: Endpoints): Readonly<Record<string, string>> {
  return { AWS_ENDPOINT_URL: endpoint, AWS_ENDPOINT_URL_S3: s3Endpoint };
}

function configText(profiles: readonly Profile[], region: string): string {
  return profiles.map(({ name }) => section(name === 'default' ? name : `profile ${name}`, { region })).join('\n');
}

function credentialsText(profiles: readonly Profile[]): string {
  return profiles
    .map(({ name, keys: { accessKeyId, secretAccessKey, sessionToken } }) =>
      section(name, {
        aws_access_key_id: accessKeyId,
        aws_secret_access_key: secretAccessKey,
        ...(sessionToken !== undefined && { aws_session_token: sessionToken }),
      }),
    )
    .join('\n');
}

function section(name: string, settings: Readonly<Record<string, string>>): string {
  return `[${name}]\n${Object.entries(settings)
    .map(([key, value]) => `${key} = ${value}\n`)
    .join('')}`;
}

/** What to type in another terminal, in two lines, and what is there then. */
export function sandboxText({ variables, profiles }: Sandbox): string {
  const { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3, ...files } = variables;
  const exported = (those: Readonly<Record<string, string | undefined>>) =>
    `export ${Object.entries(those)
      .map(([name, value]) => `${name}='${value}'`)
      .join(' ')}`;
  return `
The emulated organization is up, until Ctrl-C. In another terminal:

${exported(files)}
${exported({ AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3 })}

Then orgstrap, cdk, terraform and aws work in it: orgstrap plan --config "$ORG". Access keys in variables come before profiles: unset AWS_ACCESS_KEY_ID.
Profiles, for AWS_PROFILE: ${profiles.join(', ')}
$ORG is the org.yaml that is deployed there: yours, with what the rehearsal has added. docs/tour.md of orgstrap is a tour.
`;
}
