import type { OrgConfig } from '../domain/org-config';
import type { Problem } from '../domain/problem';
import { draftOf } from './draft-of';
import { type Finding, finding } from './finding';
import { orgConfigOf } from './org-config-of';
import { accountUseFindings } from './rules/account-use';
import { auditFindings } from './rules/audit';
import { deployerFindings } from './rules/deployers';
import { managementTwinFindings } from './rules/management-twin';
import { nameFindings } from './rules/names';
import { operatorFindings } from './rules/operators';
import { peopleFindings } from './rules/people';
import { pipelineReachFindings } from './rules/pipeline-reach';
import { serviceFindings } from './rules/services';
import { unitUseFindings } from './rules/unit-use';
import { workspaceUseFindings } from './rules/workspace-use';
import { checkStructure } from './structure';
import { readYaml } from './yaml/read-yaml';
import type { Tree } from './yaml/tree';

/** The configuration, or everything that is wrong with it in the order of the file. */
export type ParseResult =
  | { readonly ok: true; readonly config: OrgConfig }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Parses the text of an `org.yaml`.
 *
 * All problems are reported together: those of single values, and those between the values that are fit to be compared.
 * It never throws, whatever the text.
 */
export function parseOrgConfig(text: string, file: string, knownServices: readonly string[]): ParseResult {
  const { tree, findings } = readYaml(text);
  if (tree === undefined) return refused(file, findings);
  if (isEmpty(tree)) return refused(file, [emptyFile()]);
  const { parsed, findings: structural } = checkStructure(tree);
  const all = [...findings, ...structural, ...ruleFindings(tree, knownServices)];
  if (parsed === undefined || all.length > 0) return refused(file, all);
  return { ok: true, config: orgConfigOf(parsed) };
}

function ruleFindings(tree: Tree, knownServices: readonly string[]): Finding[] {
  const draft = draftOf(tree);
  return [
    ...nameFindings(draft),
    ...accountUseFindings(draft),
    ...unitUseFindings(draft),
    ...workspaceUseFindings(draft),
    ...pipelineReachFindings(draft),
    ...serviceFindings(draft, knownServices),
    ...managementTwinFindings(draft),
    ...deployerFindings(draft),
    ...operatorFindings(draft),
    ...auditFindings(draft),
    ...peopleFindings(draft, knownServices),
  ];
}

function refused(file: string, findings: readonly Finding[]): ParseResult {
  const problems = findings.map((found) => ({ file, ...found }));
  return { ok: false, problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) };
}

function isEmpty(tree: Tree): boolean {
  return tree.kind === 'scalar' && tree.value === null;
}

function emptyFile(): Finding {
  return finding({ line: 1, column: 1 }, [], {
    found: 'an empty file',
    expected: 'a map that starts with organization, homeRegion, deployFrom, ...',
    fix: 'copy examples/four-accounts.yaml and put your own ids in',
  });
}
