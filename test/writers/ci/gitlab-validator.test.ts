import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../support/examples';
import { orgConfig } from '../../support/org-config';
import { filesOf, SEVEN, withStates } from './written';

/** gitlab-ci-local is built for Node 22; this one method of it is what Node 20 lacks. */
const NODE_22 = 'Set.prototype.union ??= function (other) { return new Set([...this, ...other]); }';

/**
 * What gitlab-ci-local says against a `.gitlab-ci.yml`, and its exit status. It validates by GitLab's published JSON schema,
 * app/assets/javascripts/editor/schema/ci.json (with four keys of its own, all `gcl…`), what is left when `extends` and
 * `!reference` are resolved, and looks for the jobs that others name.
 */
function validated(text: string): Promise<{ readonly status: number | null; readonly said: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'orgstrap-gitlab-'));
  writeFileSync(join(folder, '.gitlab-ci.yml'), text);
  const program = join(require.resolve('gitlab-ci-local/package.json'), '..', 'dist', 'index.js');
  const options = ['--import', `data:text/javascript,${encodeURIComponent(NODE_22)}`, program, '--list'];
  const env = { PATH: process.env.PATH, HOME: folder };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, options, { cwd: folder, env }, (_, stdout, stderr) => {
      rmSync(folder, { recursive: true });
      resolve({ status: child.exitCode, said: stdout + stderr });
    });
  });
}

describe('the pipeline of GitLab', () => {
  const text = filesOf('gitlab', 'gitlab')['.gitlab-ci.yml'] ?? '';

  test.concurrent("is valid by GitLab's published schema, and its jobs find one another", async () => {
    const { status, said } = await validated(text);
    expect({ status, said }).toEqual({ status: 0, said: expect.stringContaining('json schema validated') });
  });

  test.concurrent('of a company is valid, too', async () => {
    const company = readFileSync(join(ROOT, 'examples', 'company', '.gitlab-ci.yml'), 'utf8');
    const { status, said } = await validated(company);
    expect({ status, said }).toEqual({ status: 0, said: expect.stringContaining('json schema validated') });
  });

  test.concurrent.each(['.gitlab-ci.yml', 'terraform-delivery.yml'])('is valid with states, too: %s', async (name) => {
    const gitlab = SEVEN.pipelines.find((pipeline) => pipeline.name === 'gitlab');
    const config = withStates(['network', 'app'], orgConfig().environments, gitlab);
    const { status, said } = await validated(filesOf('gitlab', 'delivery', config)[name] ?? '');
    expect({ status, said }).toEqual({ status: 0, said: expect.stringContaining('json schema validated') });
  });

  test.concurrent.each([
    {
      name: 'a key that no job has',
      found: /^drift:$/m,
      instead: 'drift:\n  planted: true',
      says: /'planted' property is not expected to be here at drift/,
    },
    {
      name: 'artifacts of a job that is not there',
      found: /- plan-dev$/m,
      instead: '- plan-nobody',
      says: /\[plan-nobody\] for apply-dev cannot be found/,
    },
  ])('is refused with $name', async ({ found, instead, says }) => {
    expect(text).toMatch(found);
    const { status, said } = await validated(text.replace(found, instead));
    expect({ status, said }).toEqual({ status: 1, said: expect.stringMatching(says) });
  });
});
