import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from '../support/examples';
import type { Block } from './pages';

type Values = Readonly<Record<string, unknown>>;

/** What the comment above a block of YAML says of it: where it goes, and into which file. */
interface Said {
  /** The keys that lead to where it goes; none where it goes to the top. */
  readonly place: readonly string[];
  /** A file of this repository. @default - what the page has made so far, or step 1 of README.md */
  readonly onto: string | undefined;
}

/**
 * Whole files of org.yaml that the blocks of a page make, each with the line of its block. A block that is a whole file is taken as it
 * is. Any other is put into the file that the blocks above it have made, as in steps; where that is none or does not fit, into `base`.
 * Comments say otherwise: `<!-- in pipelines.delivery -->`, `<!-- onto examples/teams.yaml -->`, `<!-- no org.yaml -->`.
 */
export function orgYamlsOf(
  blocks: readonly Block[],
  base: Values,
  isFit: (file: Values) => boolean,
): readonly { readonly line: number; readonly file: Values }[] {
  let above = base;
  return blocks
    .filter(({ language, comment }) => language === 'yaml' && comment !== 'no org.yaml')
    .map(({ text, line, comment }) => {
      const values: Values = parse(text);
      const { place, onto } = saidIn(comment);
      const into = (file: Values) => composed(file, wrapped(values, place));
      const candidates =
        'organization' in values ? [values] : onto === undefined ? [into(above), into(base)] : [into(fileAt(onto))];
      above = candidates.find(isFit) ?? candidates.at(-1) ?? base;
      return { line, file: above };
    });
}

function fileAt(path: string): Values {
  return parse(readFileSync(join(ROOT, path), 'utf8'));
}

function saidIn(comment: string | undefined): Said {
  const [, place = ''] = /\bin ([\w.-]+)/.exec(comment ?? '') ?? [];
  const [, onto] = /\bonto (\S+)/.exec(comment ?? '') ?? [];
  return { place: place.split('.').filter((key) => key !== ''), onto };
}

function wrapped(values: unknown, place: readonly string[]): Values {
  return place.reduceRight<unknown>((inner, key) => ({ [key]: inner }), values) as Values;
}

/** As a reader puts it in: what is whole takes the place of what was there, and the rest goes beside that. */
function composed(base: Values, fragment: Values): Values {
  const { environments, pipelines, ...others } = fragment as Readonly<Record<string, Values | undefined>>;
  const own = Object.keys(fragment).filter((key) => key !== 'environments' && key !== 'pipelines');
  const merged = { ...base, ...Object.fromEntries(own.map((key) => [key, joined(base[key], others[key], [])])) };
  const isWhole =
    environments !== undefined && Object.values(environments).every((one) => 'accounts' in (one as Values));
  const all = isWhole ? environments : joined(base.environments, environments, []);
  const names = Object.keys((all ?? {}) as Values);
  const there = Object.entries((base.pipelines ?? {}) as Readonly<Record<string, Values>>).map(([name, pipeline]) => [
    name,
    isWhole && 'environments' in pipeline ? { ...pipeline, environments: names } : pipeline,
  ]);
  return { ...merged, environments: all, pipelines: joined(Object.fromEntries(there), pipelines, ['identity']) };
}

/** Maps go together, but for those that have one key alone. */
function joined(base: unknown, fragment: unknown, alone: readonly string[]): unknown {
  if (fragment === undefined) return base;
  if (!isMap(base) || !isMap(fragment)) return fragment;
  const entries = Object.entries(fragment).map(([key, value]) => [
    key,
    alone.includes(key) ? value : joined(base[key], value, alone),
  ]);
  return { ...base, ...Object.fromEntries(entries) };
}

function isMap(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
