import { parse } from 'yaml';
import { parseOrgConfig } from '../../../lib/config/parse-org-config';
import type { AssembledApp } from '../../../lib/domain/assembled-app';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { assembledOf } from '../../commands/deploy/fake-cloud';
import { SERVICES } from '../../config/org-yaml';
import { Estate } from '../estate';

/** What is synthesised of a configuration, and expected of its accounts: it takes a while, and is the same in every run. */
export class Known {
  private readonly apps = new Map<string, AssembledApp>();
  private readonly configs = new Map<string, OrgConfig>();
  private readonly estates = new Map<string, Estate>();

  app(config: OrgConfig): AssembledApp {
    return remembered(this.apps, JSON.stringify(config), () => {
      const { stacks, ...app } = assembledOf(config);
      return { ...app, stacks: stacks.map((stack) => ({ ...stack, template: quickToRead(stack.template) })) };
    });
  }

  estate(orgYaml: string): Estate {
    return remembered(this.estates, orgYaml, () => new Estate(this.config(orgYaml)));
  }

  config(orgYaml: string): OrgConfig {
    return remembered(this.configs, orgYaml, () => {
      const result = parseOrgConfig(orgYaml, 'org.yaml', SERVICES);
      if (!result.ok) throw new Error(JSON.stringify(result.problems));
      return result.config;
    });
  }
}

function remembered<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

/** The same, with the templates of members in JSON: every run reads them several times. */
function quickToRead(template: string): string {
  return JSON.stringify(JSON.parse(template), (name, value) =>
    name === 'TemplateBody' ? JSON.stringify(parse(value, { version: '1.1' })) : value,
  );
}
