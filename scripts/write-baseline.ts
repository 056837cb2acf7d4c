import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * Keeps what the version of package.json makes of some examples in `test/baseline/VERSION`: one folder an example, with its
 * `org.yaml` and what `orgstrap synth` writes. Run once, when a version is released: what users have deployed does not change.
 */
const ROOT = join(__dirname, '..');
const EXAMPLES = ['four-accounts', 'identity-center', 'management'];

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const baseline = join(ROOT, 'test', 'baseline', version);
if (existsSync(baseline)) throw new Error(`${baseline} is there already; a baseline is written once`);

for (const example of EXAMPLES) {
  const folder = join(baseline, example);
  mkdirSync(folder, { recursive: true });
  const config = join(folder, 'org.yaml');
  copyFileSync(join(ROOT, 'examples', `${example}.yaml`), config);
  execFileSync(process.execPath, ['--import', 'tsx', 'bin/orgstrap.ts', 'synth', '--config', config, '--out', folder], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.template.json'))) {
    const path = join(folder, file);
    writeFileSync(path, lineByLine(JSON.parse(readFileSync(path, 'utf8'))));
  }
  process.stdout.write(`${basename(baseline)}/${example}\n`);
}

/** The same JSON with a line for each resource, parameter and output, so that a diff shows which of them differ. */
function lineByLine(template: Readonly<Record<string, unknown>>): string {
  const sections = Object.entries(template).map(([name, section]) => {
    const isMap = typeof section === 'object' && section !== null && !Array.isArray(section);
    const lines = isMap
      ? Object.entries(section).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
      : [];
    return `${JSON.stringify(name)}:${isMap ? `{\n${lines.join(',\n')}\n}` : JSON.stringify(section)}`;
  });
  return `{\n${sections.join(',\n')}\n}\n`;
}
