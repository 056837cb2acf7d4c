import { join } from 'node:path';
import type { ChildProcesses } from './child-processes';

/** What Node.js is started with to run orgstrap, before its command. */
export type OrgstrapProgram = readonly string[];

/**
 * orgstrap as its users have it, compiled, because each of its two dozen processes would compile it again: it is built where
 * `dist/` was not made of the sources that are there. What does not compile is run from its sources.
 */
export async function findOrgstrap(
  children: ChildProcesses,
  root: string,
  env: NodeJS.ProcessEnv,
): Promise<OrgstrapProgram> {
  const options = { cwd: root, env };
  const isCompiled = async () => {
    const question = "process.exitCode = require('./bin/compiled.cjs').isCompiled('.') ? 0 : 1";
    return (await children.run(process.execPath, ['-e', question], options)).status === 0;
  };
  if (!(await isCompiled())) await children.run('npm', ['run', 'build'], options);
  return (await isCompiled())
    ? [join(root, 'dist', 'bin', 'orgstrap.js')]
    : ['--import', 'tsx', join(root, 'bin', 'orgstrap.ts')];
}
