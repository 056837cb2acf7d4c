import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isShipped, type ProviderFunction } from './calls';

const EXTENSION = '.goindex';

/** What is sent to AWS, or comes back, has a type that is called after the call. */
const SENT = /\b\w+\.([A-Z]\w+?)(?:Input|Output)\b/g;

/**
 * The functions of the shipped services in the provider's source, with what their text calls.
 *
 * A name that is written in a function counts as called, so this may find more than the provider does, and never less. What only
 * its sweepers of test accounts call is left out.
 *
 * @param folder - a folder for each package, with a file for each function: `func.NAME.goindex`, `method.TYPE.NAME.goindex`
 */
export function functionsOfIndex(folder: string): readonly ProviderFunction[] {
  return readdirSync(folder)
    .filter(isShipped)
    .flatMap((name) => functionsOfPackage(folder, name));
}

function functionsOfPackage(folder: string, name: string): readonly ProviderFunction[] {
  const files = readdirSync(join(folder, name)).filter(
    (file) => /^(?:func|method)\./.test(file) && !/sweep/i.test(file),
  );
  const texts = files.map((file) => [nameOfFile(file), readFileSync(join(folder, name, file), 'utf8')] as const);
  const known = new Set(texts.map(([own]) => own));
  const sdk = mostFrequent(texts.flatMap(([, text]) => [...importsOf(text).sdks.values()]));
  const ofAws = new Set(texts.flatMap(([, text]) => [...text.matchAll(SENT)].map(([, call = '']) => call)));
  return texts.map(([own, text]) => ({
    name: `${name}.${own}`,
    callees: calleesOf(text, { own, known, providerPackage: name }),
    calls: awsCallsOf(text, sdk, ofAws),
  }));
}

/** What a file of the index holds, as Go's table of functions has it. */
export function nameOfFile(file: string): string {
  const [kind, first = '', second = ''] = file.slice(0, -EXTENSION.length).split('.');
  return kind === 'method' ? `(*${first}).${second}` : first;
}

/** What a text calls the packages that its file imports. */
interface Imports {
  /** Of the AWS SDK for Go. */
  readonly sdks: ReadonlyMap<string, string>;
  /** Of the provider's services. */
  readonly services: ReadonlyMap<string, string>;
}

function importsOf(text: string): Imports {
  return {
    sdks: aliasesIn(text, /^\t(?:(\w+) )?"github\.com\/aws\/aws-sdk-go-v2\/service\/(\w+)"$/gm),
    services: aliasesIn(
      text,
      /^\t(?:(\w+) )?"github\.com\/hashicorp\/terraform-provider-aws\/internal\/service\/(\w+)"$/gm,
    ),
  };
}

function aliasesIn(text: string, imports: RegExp): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(imports)].map(([, alias, name = '']) => [alias ?? name, name]));
}

function awsCallsOf(text: string, sdkOfPackage: string, ofAws: ReadonlySet<string>): ReadonlySet<string> {
  const { sdks } = importsOf(text);
  const body = bodyOf(text);
  const paginated = [...body.matchAll(/\b(\w+)\.New(\w+)Paginator\(/g)].flatMap(([, alias = '', call]) => {
    const sdk = sdks.get(alias);
    return sdk === undefined ? [] : [`${sdk}.${call}`];
  });
  const direct = [...body.matchAll(/\b\w*(?:[cC]onn|[cC]lient)\w*\.([A-Z]\w+)\(ctx,/g)]
    .map(([, call = '']) => call)
    // The provider's own client has methods, too: it makes ARNs and names.
    .filter((call) => ofAws.has(call))
    .map((call) => `${sdkOf(call, body, sdks) ?? sdkOfPackage}.${call}`);
  return new Set([...paginated, ...direct]);
}

/** Where a file has several packages of the SDK, the type of what is sent says which one is called. */
function sdkOf(call: string, body: string, sdks: ReadonlyMap<string, string>): string | undefined {
  const [alias] = [...sdks.keys()].filter((one) => new RegExp(`\\b${one}\\.${call}(?:In|Out)put\\b`).test(body));
  if (alias !== undefined) return sdks.get(alias);
  return sdks.size === 1 ? [...sdks.values()].join() : undefined;
}

function calleesOf(
  text: string,
  { own, known, providerPackage }: { own: string; known: ReadonlySet<string>; providerPackage: string },
): ReadonlySet<string> {
  const body = bodyOf(text);
  const here = [...body.matchAll(/(?<![.\w])([A-Za-z]\w*)\b/g)].map(([, name = '']) => name);
  const [, type] = /^(\(\*\w+\))\./.exec(own) ?? [];
  const [, receiver] = /^func \((\w+) /m.exec(body) ?? [];
  const methods =
    type === undefined || receiver === undefined
      ? []
      : [...body.matchAll(new RegExp(`\\b${receiver}\\.(\\w+)\\(`, 'g'))].map(([, name]) => `${type}.${name}`);
  const elsewhere = [...importsOf(text).services].flatMap(([alias, service]) =>
    [...body.matchAll(new RegExp(`\\b${alias}\\.(\\w+)\\b`, 'g'))].map(([, name]) => `${service}.${name}`),
  );
  const local = [...here, ...methods].filter((name) => name !== own && known.has(name));
  return new Set([...local.map((name) => `${providerPackage}.${name}`), ...elsewhere]);
}

/** Without the imports above it. */
function bodyOf(text: string): string {
  return text.slice(Math.max(0, text.search(/^func /m)));
}

function mostFrequent(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const [[name] = ['']] = [...counts].sort(([, a], [, b]) => b - a);
  return name;
}
