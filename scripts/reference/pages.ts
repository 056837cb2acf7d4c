import { orgJsonSchema } from '../../lib/config/json-schema';
import { serviceNames } from '../../lib/policies/policies-folder';
import { companionsSource } from '../companions/companions-source';
import { leftOutTypesSource } from '../provider-calls/left-out-types-source';
import { commandsPage } from './commands-page';
import { findingsPage } from './findings-page';
import { modulesPage } from './modules-page';
import { orgYamlPage } from './org-yaml-page';
import { servicesPage } from './services-page';

/** What is written from the sources, by its file. */
export const PAGES: Readonly<Record<string, () => string>> = {
  'org.schema.json': () => orgJsonSchema(serviceNames()),
  'lib/domain/service-companions.ts': companionsSource,
  'lib/policies/left-out-types.ts': leftOutTypesSource,
  'docs/reference/org-yaml.md': orgYamlPage,
  'docs/reference/commands.md': commandsPage,
  'docs/reference/findings.md': findingsPage,
  'docs/reference/modules.md': modulesPage,
  'docs/reference/services.md': servicesPage,
};
