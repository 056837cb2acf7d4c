import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { EXIT, Failure } from '../../domain/failure';
import { isObject, type Json, listOf, parsedJson } from '../../domain/json';

/** A type of resource, data source or ephemeral resource of the AWS provider that a configuration uses. */
export interface UsedType {
  /** `aws_s3_bucket`. */
  readonly type: string;
  /** Whether it is only read: a data source, or an ephemeral resource. */
  readonly isRead: boolean;
  /** Where it is first: `main.tf:3`, or the address in a plan. */
  readonly place: string;
}

/** What a configuration or a plan uses. */
export interface Usage {
  /** Each type once, as what is made where it is that somewhere; sorted by name. */
  readonly types: readonly UsedType[];
  /** How many types of other providers there are. */
  readonly others: number;
  /** Modules that are not on this machine, so that nobody knows what they use: `vpc (terraform-aws-modules/vpc/aws)`. */
  readonly missingModules: readonly string[];
}

/**
 * What is used by a folder with a Terraform configuration, with the modules below it and those that `terraform init` has fetched; or by a plan that
 * `terraform show -json` wrote, which knows all modules.
 *
 * @throws Failure `UnusableTerraform` where there is neither.
 */
export function usageIn(path: string): Usage {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) return usageInFolder(path);
  if (found?.isFile()) return usageInPlan(path);
  throw new Failure('UnusableTerraform', `${path} is not there: ${EXPECTED}`, EXIT.unusable);
}

const EXPECTED = 'name a folder with a Terraform configuration, or a file that terraform show -json PLAN wrote';

const NOT_LOOKED_INTO = /^(?:\..*|node_modules|cdk\.out)$/;

function usageInFolder(folder: string): Usage {
  const folders = [folder, ...fetchedModules(folder)];
  const files = folders.flatMap((one) => configurationFiles(one));
  if (files.length === 0) {
    throw new Failure('UnusableTerraform', `${folder} has no Terraform configuration: ${EXPECTED}`, EXIT.unusable);
  }
  const texts = files.map((file) => ({ file: relative(folder, file), text: readFileSync(file, 'utf8') }));
  const used = texts.flatMap(({ file, text }) => (file.endsWith('.json') ? inJson(file, text) : inHcl(file, text)));
  const fetched = new Set(manifestOf(folder).map(({ Key }) => Key.replace(/^.*\./, '')));
  const called = texts.flatMap(({ text }) => calledModules(text));
  return usageOf(
    used,
    called
      .filter(({ name, source }) => !/^\.\.?\//.test(source) && !fetched.has(name))
      .map(({ name, source }) => `${name} (${source})`),
  );
}

/** All below a folder, but hidden ones: `.terraform` is read by its manifest. */
function configurationFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !NOT_LOOKED_INTO.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return configurationFiles(path);
      return /\.(?:tf|tofu)(?:\.json)?$/.test(entry.name) ? [path] : [];
    });
}

interface FetchedModule {
  readonly Key: string;
  readonly Dir: string;
}

/** What `terraform init` fetched. */
function manifestOf(folder: string): readonly FetchedModule[] {
  const file = join(folder, '.terraform', 'modules', 'modules.json');
  const manifest = existsSync(file) ? parsedJson(readFileSync(file, 'utf8')) : undefined;
  return listOf(isObject(manifest) ? manifest.Modules : undefined).flatMap((one) =>
    isObject(one) && typeof one.Key === 'string' && typeof one.Dir === 'string' && one.Key !== ''
      ? [{ Key: one.Key, Dir: one.Dir }]
      : [],
  );
}

/** Those that are not below the folder anyway. A module that is used several times is fetched several times. */
function fetchedModules(folder: string): readonly string[] {
  const folders = manifestOf(folder)
    .map(({ Dir }) => Dir)
    .filter((Dir) => Dir.startsWith('.terraform/') || Dir.startsWith('../'));
  return [...new Set(folders)].map((Dir) => join(folder, Dir)).filter((Dir) => existsSync(Dir));
}

const BLOCK = /^[ \t]*"?(resource|data|ephemeral)"?[ \t]+"?(\w+)"?[ \t]+"?[\w-]+"?[ \t]*\{/;

function inHcl(file: string, text: string): readonly UsedType[] {
  return withoutComments(text)
    .split('\n')
    .flatMap((line, index) => {
      const [, kind, type] = BLOCK.exec(line) ?? [];
      return type === undefined ? [] : [{ type, isRead: kind !== 'resource', place: `${file}:${index + 1}` }];
    });
}

/** Every line stays where it is. */
function withoutComments(text: string): string {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ' '))
    .replaceAll(/^[ \t]*(?:#|\/\/).*$/gm, '');
}

function inJson(file: string, text: string): readonly UsedType[] {
  const configuration = parsedJson(text);
  if (!isObject(configuration)) return [];
  const of = (block: Json | undefined, isRead: boolean) =>
    listOf(block)
      .filter(isObject)
      .flatMap((types) => Object.keys(types).map((type) => ({ type, isRead, place: file })));
  return [...of(configuration.resource, false), ...of(configuration.data, true), ...of(configuration.ephemeral, true)];
}

/** A module block ends with the first brace at the beginning of a line, as `terraform fmt` leaves it; what cannot be read has an unknown source. */
function calledModules(text: string): readonly { readonly name: string; readonly source: string }[] {
  return [...withoutComments(text).matchAll(/^module[ \t]+"([\w-]+)"[ \t]*\{([\s\S]*?)(?:^\}|$(?![\s\S]))/gm)].map(
    ([, name = '', body = '']) => ({
      name,
      source: /^[ \t]*source[ \t]*=[ \t]*"([^"]+)"/m.exec(body)?.[1] ?? 'a source that is not read here',
    }),
  );
}

/** @see https://developer.hashicorp.com/terraform/internals/json-format */
function usageInPlan(file: string): Usage {
  const plan = parsedJson(readFileSync(file, 'utf8'));
  if (!isObject(plan) || (plan.configuration === undefined && plan.resource_changes === undefined)) {
    throw new Failure('UnusableTerraform', `${file} is no plan as JSON: ${EXPECTED}`, EXIT.unusable);
  }
  return usageOf([...inModule(plan.configuration, ''), ...changed(plan.resource_changes)], []);
}

function changed(changes: Json | undefined): readonly UsedType[] {
  return listOf(changes)
    .filter(isObject)
    .flatMap(({ type, mode, address }) =>
      typeof type === 'string' ? [{ type, isRead: mode === 'data', place: String(address) }] : [],
    );
}

/** A plan holds its configuration, too: what it reads before it, and modules in modules. */
function inModule(module: Json | undefined, prefix: string): readonly UsedType[] {
  const root = isObject(module) ? (isObject(module.root_module) ? module.root_module : module) : {};
  const own = listOf(root.resources)
    .filter(isObject)
    .flatMap(({ type, mode, address }) =>
      typeof type === 'string' ? [{ type, isRead: mode !== 'managed', place: `${prefix}${String(address)}` }] : [],
    );
  const calls = isObject(root.module_calls) ? Object.entries(root.module_calls) : [];
  return [
    ...own,
    ...calls.flatMap(([name, call]) => (isObject(call) ? inModule(call.module, `${prefix}module.${name}.`) : [])),
  ];
}

function usageOf(used: readonly UsedType[], missingModules: readonly string[]): Usage {
  const ofAws = used.filter(({ type }) => type.startsWith('aws_'));
  const byType = new Map<string, UsedType>();
  for (const one of ofAws) {
    const known = byType.get(one.type);
    if (known === undefined) byType.set(one.type, one);
    else if (known.isRead && !one.isRead) byType.set(one.type, one);
  }
  return {
    types: [...byType.values()].sort((a, b) => (a.type < b.type ? -1 : 1)),
    others: new Set(used.map(({ type }) => type).filter((type) => !type.startsWith('aws_'))).size,
    missingModules: [...new Set(missingModules)].sort(),
  };
}
