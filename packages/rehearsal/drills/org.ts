import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, isMap, isScalar, parseDocument } from 'yaml';
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

/** The ARN of a user of the account of the first operator. */
export function principalLike(org: Document, user: string): string {
  return String(org.getIn(['operators', 0])).replace(/[^/]+$/, user);
}

/** Another pipeline, of a repository of its own. */
export function withPipeline(org: Document, name: string, environments: readonly string[]): void {
  org.setIn(['pipelines', name], {
    identity: {
      github: {
        repository: `acme/${name}`,
        ids: { owner: 1234567, repository: 7654399 },
        apply: { environment: 'production' },
        plan: { pullRequests: {}, branch: 'main' },
      },
    },
    environments,
  });
}

/** Gives an entry of a map another name, in its place. */
export function renameIn(org: Document, map: string, from: string, to: string): void {
  const entries = org.get(map);
  if (!isMap(entries)) throw new Error(`${map} is no map`);
  for (const { key } of entries.items) {
    if (isScalar(key) && key.value === from) key.value = to;
  }
}
