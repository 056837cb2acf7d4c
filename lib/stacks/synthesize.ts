import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { OrgConfig } from '../domain/org-config';
import { type CheckOptions, EVERY_CHECK } from './check-options';
import { withAssembly } from './with-assembly';

/**
 * Synthesises an organization's app, with every check, and writes each template, the members' too, into a folder as
 * `*.template.json`; answers their names.
 *
 * @throws Failure `TemplatesRefused` where a template does not pass; no template is written then.
 */
export function synthesize(config: OrgConfig, folder: string, options: CheckOptions = EVERY_CHECK): readonly string[] {
  return withAssembly(config, options, ({ directory }) => {
    const templates = readdirSync(directory).filter((file) => file.endsWith('.template.json'));
    mkdirSync(folder, { recursive: true });
    for (const template of templates) copyFileSync(join(directory, template), join(folder, template));
    return templates.sort();
  });
}
