import { orgJsonSchema } from '../../lib/config/json-schema';
import { commandsPage } from './commands-page';
import { findingsPage } from './findings-page';
import { orgYamlPage } from './org-yaml-page';

/** What is written from the sources, by its file. */
export const PAGES: Readonly<Record<string, () => string>> = {
  'org.schema.json': orgJsonSchema,
  'docs/reference/org-yaml.md': orgYamlPage,
  'docs/reference/commands.md': commandsPage,
  'docs/reference/findings.md': findingsPage,
};
