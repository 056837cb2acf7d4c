import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib/core';
import { Failure } from '../domain/failure';
import type { OrgConfig } from '../domain/org-config';
import { buildApp } from './build-app';
import { checkApp } from './check-app';
import { newApp } from './new-app';

/**
 * Synthesises an organization's app, with every check, and writes each template, the members' too, into a folder as
 * `*.template.json`; answers their names.
 *
 * @throws Failure `TemplatesRefused` where a template does not pass; CDK has written its report to stderr by then, and no
 *   template is written.
 */
export function synthesize(config: OrgConfig, folder: string): readonly string[] {
  const assembly = mkdtempSync(join(tmpdir(), 'orgstrap-synth-'));
  try {
    const app = newApp(assembly);
    buildApp(app, config);
    checkApp(app, { validateTemplates: true });
    synth(app);
    const templates = readdirSync(assembly).filter((file) => file.endsWith('.template.json'));
    mkdirSync(folder, { recursive: true });
    for (const template of templates) copyFileSync(join(assembly, template), join(folder, template));
    return templates.sort();
  } finally {
    rmSync(assembly, { recursive: true, force: true });
  }
}

function synth(app: App): void {
  try {
    app.synth();
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ValidationFailed')) throw error;
    throw new Failure('TemplatesRefused', 'a template did not pass its checks: the findings are above');
  }
}
