import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { AssembledApp } from '../../domain/assembled-app';
import { EXIT, Failure } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import type { CommandContext } from '../command';
import type { Candidate } from './candidate';
import type { RunProgram } from './run-program';

/**
 * What another orgstrap makes of an `org.yaml`, guardrails included, with its own checks. Its app is started as the CDK CLI starts it.
 *
 * @param folder - for its assemblies; is there
 * @throws Failure `OrgYamlRefused` where it does not take the file, or a template did not pass
 */
export async function assembledBy(
  { root, version }: Candidate,
  { file, config, folder, project }: { file: string; config: OrgConfig; folder: string; project: string },
  run: RunProgram,
  readAssembly: CommandContext['readAssembly'],
): Promise<AssembledApp> {
  const apps = [{}, ...(config.guardrails === undefined ? [] : [{ guardrails: 'true' }])];
  const assembled: AssembledApp[] = [];
  for (const [index, context] of apps.entries()) {
    const out = join(folder, `assembly-${index}`);
    mkdirSync(out);
    const env = { CDK_OUTDIR: out, CDK_CONTEXT_JSON: JSON.stringify({ ...context, config: resolve(project, file) }) };
    const { status, stderr } = await run(process.execPath, [join(root, 'bin', 'app.cjs')], { cwd: project, env });
    if (status !== 0) {
      throw new Failure(
        'OrgYamlRefused',
        `orgstrap ${version} makes no templates of ${file}\n\n${stderr.trim()}`,
        status === EXIT.unusable ? EXIT.unusable : EXIT.failed,
      );
    }
    assembled.push(await readAssembly(out));
  }
  return {
    stacks: assembled.flatMap(({ stacks }) => stacks),
    checks: {
      open: assembled.reduce((sum, { checks }) => sum + checks.open, 0),
      acknowledged: assembled.reduce((sum, { checks }) => sum + checks.acknowledged, 0),
    },
  };
}
