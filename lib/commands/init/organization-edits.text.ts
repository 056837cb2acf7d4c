import { keyText, type OrgYamlEdit } from '../../config/edit-org-yaml';
import { counted } from '../counted';
import type { ExplainedEdits, OrganizationChanges } from './organization-edits';
import { environmentLines } from './proposal.text';
import type { ProposedEnvironment } from './propose-environments';

/** What changed in an organization, and each edit as a piece of YAML. */
export function organizationChangesText({ edits, decisions, unlisted }: OrganizationChanges, file: string): string {
  const blocks = [
    ...edits.map(editText),
    ...decisions.map(({ found, fix }) => `${found}\n    to decide: ${fix}\n`),
    ...(unlisted.length === 0 ? [] : [unlistedText(unlisted)]),
  ];
  const isSame = edits.length === 0 && decisions.length === 0;
  return `${blocks.map((block) => `${block}\n`).join('')}${isSame ? `${file} agrees with the organization\n` : countText(edits, decisions.length)}`;
}

function editText({ found, edits }: ExplainedEdits): string {
  return `${found}\n${edits.map((edit) => `${pieceOf(edit)}\n`).join('')}`;
}

function pieceOf(edit: OrgYamlEdit): string {
  const place = `    environments.${edit.environment}`;
  if (edit.kind === 'remove OU') return `${place}.organizationalUnits:\n      - ${edit.unit}`;
  const [sign, end] = edit.kind === 'add account' ? ['+', ` "${edit.id}"`] : ['-', ''];
  return `${place}.accounts:\n      ${sign} ${keyText(edit.workspace)}:${end}`;
}

function unlistedText(environments: readonly ProposedEnvironment[]): string {
  const pieces = environments.flatMap((environment) => environmentLines(environment, false));
  return `in no environment; --write leaves these to you, somebody may have left them out on purpose\n${pieces.map((line) => `  ${line}\n`).join('')}`;
}

function countText(edits: readonly ExplainedEdits[], decisions: number): string {
  const written = edits.reduce((sum, { edits: all }) => sum + all.length, 0);
  return `${counted(written, 'edit')}, ${decisions} to decide; --write makes the edits\n`;
}
