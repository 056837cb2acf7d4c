import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { templateSize } from '../lib/checks/template-size';
import { ROOT } from './compiled';
import type { Figure } from './figure';
import { run } from './measure';

/** The largest template of all examples, and whether the same file gives the same bytes again. */
export function templateFigures(folder: string): readonly Figure[] {
  const examples = readdirSync(join(ROOT, 'examples')).filter((file) => file.endsWith('.yaml'));
  const [largest] = examples
    .flatMap((example) => templatesOf(example, join(folder, `first-${example}`)))
    .sort((a, b) => b.bytes - a.bytes);
  const [example = ''] = examples;
  const first = templatesOf(example, join(folder, 'first'));
  const second = templatesOf(example, join(folder, 'second'));
  const different = first.filter(({ text }, index) => text !== second[index]?.text);
  return [
    {
      name: 'largest template of all examples, as JSON or as YAML',
      measured: largest?.bytes ?? Number.NaN,
      target: 40_000,
      unit: 'bytes',
      detail: `${largest?.name} of ${largest?.example}`,
    },
    {
      name: 'templates that differ between two synths',
      measured: different.length + Math.abs(first.length - second.length),
      target: 0,
      unit: 'files',
      detail: `${first.length} templates of ${example}`,
    },
  ];
}

function templatesOf(example: string, outdir: string) {
  run(['synth-config', join(ROOT, 'examples', example), outdir]);
  return readdirSync(outdir)
    .filter((file) => file.endsWith('.template.json'))
    .sort()
    .map((name) => {
      const text = readFileSync(join(outdir, name), 'utf8');
      return { example, name, text, bytes: templateSize(text) };
    });
}
