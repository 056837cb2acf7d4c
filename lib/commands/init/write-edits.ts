import { readFileSync } from 'node:fs';
import { editedOrgYaml, type OrgYamlEdit } from '../../config/edit-org-yaml';
import { parseOrgConfig } from '../../config/parse-org-config';
import { EXIT, Failure } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import { orCannotWrite, replaceFile } from '../../estate/files';

/**
 * Makes edits in an `org.yaml`, all of them or none. What they are not about stays byte for byte.
 *
 * @throws Failure `CannotEdit` where an edit has no place in the text, or what comes of them is no valid `org.yaml`
 */
export function writeEdits(file: string, edits: readonly OrgYamlEdit[], services: readonly string[]): void {
  const { before, edited } = editedFile(file, edits, services);
  orCannotWrite(file, () =>
    replaceFile(file, (found) => {
      if (found !== before.toString('latin1')) throw cannotEdit(file, 'somebody changed it meanwhile; run it again');
      return Buffer.from(edited, 'utf8').toString('latin1');
    }),
  );
}

/**
 * What an `org.yaml` would say after some edits. Nothing is written.
 *
 * @throws Failure `CannotEdit`
 */
export function configAfter(file: string, edits: readonly OrgYamlEdit[], services: readonly string[]): OrgConfig {
  return editedFile(file, edits, services).config;
}

interface EditedFile {
  readonly before: Buffer;
  readonly edited: string;
  readonly config: OrgConfig;
}

function editedFile(file: string, edits: readonly OrgYamlEdit[], services: readonly string[]): EditedFile {
  const before = readFileSync(file);
  const text = before.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(before)) throw cannotEdit(file, 'it is not in UTF-8');
  const edited = edits.reduce((earlier, edit) => {
    const later = editedOrgYaml(earlier, edit);
    if (later === undefined)
      throw cannotEdit(file, `there is no place to ${edit.kind} in environments.${edit.environment}`);
    return later;
  }, text);
  const parsed = parseOrgConfig(edited, file, services);
  if (parsed.ok) return { before, edited, config: parsed.config };
  const [problem] = parsed.problems;
  throw cannotEdit(
    file,
    `with the edits it would not be valid: ${problem?.path}: found ${problem?.found}; ${problem?.fix}`,
  );
}

function cannotEdit(file: string, why: string): Failure {
  return new Failure('CannotEdit', `${file} was left as it is: ${why}; make the edits by hand`, EXIT.unusable);
}
