import type { PrivateModules } from '../../domain/private-modules';
import { commandsOf } from './commands';
import type { Rollout } from './rollout';
import { indented } from './text';

/**
 * A host in the name of a variable, as Terraform has it in `TF_TOKEN_HOST`.
 *
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#environment-variable-credentials
 */
function variablePart(host: string): string {
  return host.replaceAll('-', '__').replaceAll('.', '_');
}

/** The secret of the CI system that holds the token of a host: the name of the variable, too, in which a job gets it. */
function secretOf({ kind, host }: PrivateModules): string {
  return `ORGSTRAP_${kind}_${variablePart(host)}`.toUpperCase();
}

/** The names of all secrets that a pipeline's `terraform init` needs. */
export function moduleSecrets({ privateModules }: Rollout): readonly string[] {
  return privateModules.map(secretOf);
}

/**
 * `terraform init` for a shell in whose environment the secrets are. Terraform and git get the tokens in the environment of this one command, never
 * among the arguments of a program or in an address, which messages and files would show; behind it the shell has forgotten them.
 *
 * @param orElse - what the shell does where it fails and would go on
 */
export function initialise(rollout: Rollout, orElse = ''): string {
  const { privateModules } = rollout;
  if (privateModules.length === 0) return `${commandsOf(rollout).init}${orElse}`;
  const registries = privateModules.filter(({ kind }) => kind === 'registry');
  const settings = privateModules.filter(({ kind }) => kind === 'git').flatMap(gitSettings);
  const lines = [
    ...moduleSecrets(rollout).map((secret) => `: "\${${secret}:?there is no such secret for this job}"`),
    ...registries.map((source) => `export TF_TOKEN_${variablePart(source.host)}="$${secretOf(source)}"`),
    ...(settings.length === 0 ? [] : [`export GIT_CONFIG_COUNT=${settings.length}`]),
    ...settings.map(
      ([key, value], index) => `export GIT_CONFIG_KEY_${index}='${key}' GIT_CONFIG_VALUE_${index}='${value}'`,
    ),
    commandsOf(rollout).init,
  ];
  return `(\n${indented(lines.join('\n'))}\n)${orElse}\nunset ${moduleSecrets(rollout).join(' ')}`;
}

/**
 * What git is told of a host: whom to ask for the token, and to go by https where a module says ssh, for which there is no key.
 *
 * @see https://git-scm.com/docs/git-config#ENVIRONMENT
 */
function gitSettings(source: PrivateModules): readonly (readonly [string, string])[] {
  const { host } = source;
  const token = `!token() { echo username=x-access-token; echo "password=$${secretOf(source)}"; }; token`;
  return [
    [`credential.https://${host}.helper`, token],
    [`url.https://${host}/.insteadOf`, `ssh://git@${host}/`],
    [`url.https://${host}/.insteadOf`, `git@${host}:`],
  ];
}
