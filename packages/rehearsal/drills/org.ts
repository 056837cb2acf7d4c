import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, parseDocument } from 'yaml';
import { usableConfig } from '../../../lib/commands/usable-config';
import type { AccountId } from '../../../lib/domain/ids';
import type { OrgYaml } from '../context/rehearsal';

/** Where the `org.yaml` that drills begin with is. */
const BEGINNING = join(__dirname, 'org.yaml');

/** Writes an edited copy of an `org.yaml`, or of the one that drills begin with. */
export function editedCopy(file: string, change: (org: Document) => void, from = BEGINNING): OrgYaml {
  const document = parseDocument(readFileSync(from, 'utf8'));
  change(document);
  writeFileSync(file, document.toString());
  return { file, config: usableConfig(file) };
}

/** @throws Error where there is no account of that workspace */
export function accountNamed({ config }: OrgYaml, workspace: string): AccountId {
  const accounts = config.environments.flatMap((environment) => environment.accounts);
  const account = accounts.find((each) => each.workspace === workspace);
  if (account === undefined) throw new Error(`there is no account ${workspace}`);
  return account.id;
}
