import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beginACompany, type Company } from './package/use-as-a-company';
import { packRehearsal } from './rehearsal-package';

/**
 * `tsx scripts/check-rehearsal-package.ts`: packs orgstrap and its rehearsal as they would be published, installs both in an empty folder, and rehearses
 * there what `orgstrap new` writes, with a Terraform configuration of the company's own. Without Terraform on PATH that is not run, and it fails.
 */
const ROOT = join(__dirname, '..');

/** Most of it is the emulator's and the gateway's code. */
const MOST_BYTES = 400_000;

/** What belongs to its developers. */
const UNWANTED = /\.test\.|\.map$|\.ts$|(^|\/)tests?\/|__pycache__|\.pyc$/;

const NEEDED = [
  'LICENSE',
  'NOTICE',
  'README.md',
  'emulated-aws/emulated_aws/__main__.py',
  'rehearsal/main.js',
  'rehearsal/org.yaml',
  'rehearsal/start.cjs',
];

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'orgstrap-rehearsal-check-'));
  try {
    const rehearsal = await packRehearsal(folder);
    requireFiles(rehearsal);
    await requireNoFindings(rehearsal);
    const [packed]: [{ filename: string }] = JSON.parse(
      execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
        cwd: ROOT,
        encoding: 'utf8',
      }),
    );
    const company = beginACompany({ orgstrap: join(folder, packed.filename), rehearsal }, process.execPath);
    try {
      rehearse(company);
    } finally {
      rmSync(dirname(company.folder), { recursive: true, force: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function requireFiles(tarball: string): void {
  const bytes = statSync(tarball).size;
  if (bytes > MOST_BYTES) throw new Error(`the package has ${bytes} bytes, expected ${MOST_BYTES} at most`);
  const files = execFileSync('tar', ['tzf', tarball], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((path) => path.replace(/^package\//, ''));
  const missing = NEEDED.filter((file) => !files.includes(file));
  const unwanted = files.filter((file) => UNWANTED.test(file));
  if (missing.length > 0) throw new Error(`the package lacks ${missing.join(', ')}`);
  if (unwanted.length > 0) throw new Error(`the package should not hold ${unwanted.join(', ')}`);
  process.stdout.write(`${files.length} files of ${bytes} bytes\n`);
}

/** What publint says: nothing. It has a program and nothing to import, so there are no types to look at. */
async function requireNoFindings(tarball: string): Promise<void> {
  const { publint } = await import('publint');
  const { formatMessage } = await import('publint/utils');
  const { messages, pkg } = await publint({ pack: { tarball: new Uint8Array(readFileSync(tarball)).buffer } });
  const problems = messages.map((message) => formatMessage(message, pkg) ?? message.code);
  if (problems.length > 0) throw new Error(`the package is not as it should be:\n${problems.join('\n')}`);
}

/** `npm run rehearse`, as the company's `package.json` has it. */
function rehearse({ folder, run }: Company): void {
  const infrastructure = join(folder, 'infrastructure');
  mkdirSync(infrastructure);
  writeFileSync(
    join(infrastructure, 'main.tf'),
    'resource "aws_ssm_parameter" "own" {\n  name  = "/own/one"\n  type  = "String"\n  value = "1"\n}\n',
  );
  const options = ['--strict', '--terraform', 'infrastructure', '--json', 'rehearsal.json'];
  const output = run('npm', 'run', '--silent', 'rehearse', '--', ...options);
  const { proofs }: { proofs: { claim: string; verdict: string }[] } = JSON.parse(
    readFileSync(join(folder, 'rehearsal.json'), 'utf8'),
  );
  const applied = proofs.find(({ claim }) => claim.startsWith('infrastructure applies in '));
  if (applied?.verdict !== 'proved') throw new Error(`the company's own Terraform was not applied\n${output}`);
  process.stdout.write(`${output.trim().split('\n').at(-1)}\n`);
}

void main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
