import { mkdirSync, mkdtempSync, readdirSync, copyFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OrgConfig } from '../domain/org-config';
import { buildApp } from './build-app';
import { checkApp } from './check-app';
import { newApp } from './new-app';

/**
 * Synthesises an organization's app, with every check, and writes each template, the members' too, into a folder as
 * `*.template.json`; answers their names.
 *
 * @throws Error with the findings where a template does not pass.
 */
export function synthesize(config: OrgConfig, folder: string): readonly string[] {
  const assembly = mkdtempSync(join(tmpdir(), 'orgstrap-synth-'));
  try {
    const app = newApp(assembly);
    buildApp(app, config);
    checkApp(app, { validateTemplates: true });
    app.synth();
    const templates = readdirSync(assembly).filter((file) => file.endsWith('.template.json'));
    mkdirSync(folder, { recursive: true });
    for (const template of templates) copyFileSync(join(assembly, template), join(folder, template));
    return templates.sort();
  } finally {
    rmSync(assembly, { recursive: true, force: true });
  }
}
