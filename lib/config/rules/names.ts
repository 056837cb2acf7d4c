import { isEnvironmentName, LONGEST_ENVIRONMENT_NAME } from '../../domain/environment-name';
import { LONGEST_PIPELINE_NAME } from '../../domain/names';
import { isPipelineName } from '../../domain/pipeline-name';
import { DEFAULT_WORKSPACE, isWorkspaceName, LONGEST_WORKSPACE_NAME } from '../../domain/workspace-name';
import type { Draft, Mention } from '../draft';
import type { Finding } from '../finding';
import { quoted } from '../quoted';
import { wildcardNote } from '../wildcard';
import { verdictAt } from './verdict-at';

/** Every name must fit where it is used: in stack names, in S3 keys and buckets, in ARNs. */
export function nameFindings(draft: Draft): Finding[] {
  const environments = draft.environments ?? [];
  const workspaces = environments.flatMap(({ accounts }) => accounts.map(({ workspace }) => workspace));
  const twin = draft.managementTwin?.workspace;
  return [
    ...environments.map(({ name }) => name).flatMap(environmentName),
    ...[...workspaces, ...(twin === undefined ? [] : [twin])].flatMap(workspaceName),
    ...(draft.pipelines ?? []).map(({ name }) => name).flatMap(pipelineName),
  ];
}

function environmentName(name: Mention<string>): Finding[] {
  if (isEnvironmentName(name.value)) return [];
  const expected = `${hyphenated(LONGEST_ENVIRONMENT_NAME)}; it becomes part of stack names`;
  return [unfit(name, 'environment', expected)];
}

function pipelineName(name: Mention<string>): Finding[] {
  if (isPipelineName(name.value)) return [];
  const expected = `${hyphenated(LONGEST_PIPELINE_NAME)}; it becomes part of a bucket's name`;
  return [unfit(name, 'pipeline', expected)];
}

function workspaceName(name: Mention<string>): Finding[] {
  if (isWorkspaceName(name.value)) return [];
  const expected =
    name.value === DEFAULT_WORKSPACE
      ? "a name that says which account it is; default is Terraform's workspace before anybody selects one"
      : `1 to ${LONGEST_WORKSPACE_NAME} lower-case letters, digits, hyphens and underscores, a letter or digit first; ` +
        "Terraform puts it into URLs and into the state's S3 key";
  return [unfit(name, 'workspace', expected)];
}

function hyphenated(longest: number): string {
  return `1 to ${longest} lower-case letters, digits and single hyphens, a letter first`;
}

function unfit(name: Mention<string>, kind: string, expected: string): Finding {
  const length = name.value.length > 20 ? ` of ${name.value.length} characters` : '';
  const found = `the ${kind} name ${quoted(name.value)}${length}`;
  return verdictAt(name, { found, expected, fix: `choose another name${wildcardNote(name.value)}` });
}
