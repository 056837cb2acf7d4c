import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AssembledApp } from '../../../lib/domain/assembled-app';
import { stackName } from '../../../lib/domain/names';
import { deploymentAccountOf, type OrgConfig } from '../../../lib/domain/org-config';
import { Assembly } from '../../support/assembly';
import { ROOT } from '../../support/examples';
import { CHECKS } from '../plan/fake-deployment-account';

/** What a release made of an example, as it was kept. */
export function keptOf(config: OrgConfig, release: string, example: string): AssembledApp {
  const folder = join(ROOT, 'test', 'baseline', release, example);
  const assembly = new Assembly(folder);
  const ids = readdirSync(folder).flatMap((file) => /^(?!Member-)(.+)\.template\.json$/.exec(file)?.[1] ?? []);
  return {
    checks: CHECKS,
    stacks: ids.map((id) => ({
      ...placeOf(config),
      id,
      name: stackName(id),
      template: assembly.text(`${id}.template.json`),
    })),
  };
}

/** An app in which the text of one template is another. */
export function withTemplate(app: AssembledApp, id: string, change: (template: string) => string): AssembledApp {
  return {
    ...app,
    stacks: app.stacks.map((stack) =>
      stack.name === stackName(id) ? { ...stack, template: change(stack.template) } : stack,
    ),
  };
}

function placeOf(config: OrgConfig) {
  return { account: deploymentAccountOf(config), region: config.homeRegion, waitsFor: [] };
}
