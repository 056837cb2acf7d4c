import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { types } from 'node:util';
import { Template } from 'aws-cdk-lib/assertions';
import type { App } from 'aws-cdk-lib/core';
import { parse } from 'yaml';
import type { OrgConfig } from '../../lib/domain/org-config';
import { buildApp } from '../../lib/stacks/build-app';
import { checkApp } from '../../lib/stacks/check-app';
import { newApp } from '../../lib/stacks/new-app';

/** A template as it is on disk, as far as tests look into it without CDK's matchers. */
export interface PlainTemplate {
  readonly Description?: string;
  readonly Parameters?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly Resources: Readonly<Record<string, PlainResource>>;
}

export interface PlainResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** What a synth left in its folder. */
export class Assembly {
  constructor(readonly folder: string) {}

  /** The names of all templates, the members' too. */
  get templates(): readonly string[] {
    return readdirSync(this.folder)
      .filter((file) => file.endsWith('.template.json'))
      .sort();
  }

  text(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  plain(stack: string): PlainTemplate {
    return JSON.parse(this.text(`${stack}.template.json`));
  }

  /** `Template.fromStack` knows no member stacks: they are no artifacts of the assembly. */
  template(stack: string): Template {
    return Template.fromJSON(JSON.parse(this.text(`${stack}.template.json`)));
  }

  /** The member template that the StackSet of a stack really carries. */
  memberText(stack: string): string {
    const bodies = Object.values(this.plain(stack).Resources).map(({ Properties }) => Properties.TemplateBody);
    const [body, ...others] = bodies.filter((text) => typeof text === 'string');
    if (body === undefined || others.length > 0) throw new Error(`${stack} does not carry one member template`);
    return body;
  }

  /** The same, as CloudFormation reads it: the templates are YAML of the older version. */
  member(stack: string): PlainTemplate {
    return parse(this.memberText(stack), { version: '1.1' });
  }

  /** What the StackSet of a stack says about where its instances are; nothing where it is in no account. */
  instances(stack: string): StackInstances | undefined {
    const stackSets = Object.values(this.plain(stack).Resources);
    const [{ Type, Properties } = { Type: '', Properties: {} }, ...others] = stackSets;
    if (Type !== 'AWS::CloudFormation::StackSet' || others.length > 0) throw new Error(`${stack} is not one StackSet`);
    const groups = Properties.StackInstancesGroup;
    if (groups === undefined) return undefined;
    if (!Array.isArray(groups) || groups.length !== 1) throw new Error(`${stack} has not one group of instances`);
    return groups[0];
  }

  /** The stacks for which a stack waits, directly or through others. */
  waitsFor(stack: string): readonly string[] {
    const { artifacts } = this.manifest;
    const found = new Set<string>();
    const next = [stack];
    for (let name = next.pop(); name !== undefined; name = next.pop()) {
      const direct = artifacts[name]?.dependencies ?? [];
      const stacks = direct.filter((one) => artifacts[one]?.type === STACK && !found.has(one));
      for (const one of stacks) found.add(one);
      next.push(...stacks);
    }
    return [...found].sort();
  }

  /** The properties of a stack in the manifest. */
  stack(name: string): StackArtifact {
    const artifact: StackArtifact | undefined = this.manifest.artifacts[name];
    if (artifact === undefined) throw new Error(`${name} is not in the manifest`);
    return artifact;
  }

  get manifest(): { readonly artifacts: Readonly<Record<string, StackArtifact>> } {
    return JSON.parse(this.text('manifest.json'));
  }

  /** The names of the stacks that `cdk deploy --all` deploys. */
  get stacks(): readonly string[] {
    return Object.entries(this.manifest.artifacts)
      .filter(([, { type }]) => type === STACK)
      .map(([name]) => name);
  }
}

const STACK = 'aws:cloudformation:stack';

interface StackInstances {
  readonly DeploymentTargets: Readonly<Record<string, unknown>>;
  readonly Regions: readonly string[];
}

export interface StackArtifact {
  readonly type: string;
  readonly environment: string;
  readonly dependencies?: readonly string[];
  readonly properties: Readonly<Record<string, unknown>>;
}

/** An app with everything of a configuration in it, before the checks and the synth. */
export function builtApp(config: OrgConfig): App {
  const app = newApp();
  buildApp(app, config);
  return app;
}

/** Synthesises without any check: quick, for tests that look at what is in the templates. */
export function synthesised(config: OrgConfig): Assembly {
  return new Assembly(builtApp(config).synth().directory);
}

/** Synthesises with every check that does not need WASM; throws what synth throws. */
export function checked(app: App): Assembly {
  checkApp(app, { validateTemplates: false });
  return new Assembly(app.synth().directory);
}

/** What synth says where it fails. */
export function findingsOf(
  app: App,
  options: { readonly validateTemplates: boolean } = { validateTemplates: false },
): string {
  checkApp(app, options);
  try {
    app.synth();
  } catch (error) {
    if (types.isNativeError(error)) return error.message;
    throw error;
  }
  return '';
}
