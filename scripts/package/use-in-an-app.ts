import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TSC = join(__dirname, '..', '..', 'node_modules', 'typescript', 'bin', 'tsc');

/** As strict as a careful company is, and with the types of packages looked at; those of CDK want `Disposable`. */
const STRICT = [
  '--strict',
  '--noUncheckedIndexedAccess',
  '--target',
  'es2022',
  '--module',
  'node16',
  '--types',
  '',
  '--lib',
  'es2023,esnext.disposable',
];

/** Both ways in which Node.js loads a package. */
const LOADS = {
  commonjs: "if (typeof require('orgstrap').buildApp !== 'function') throw new Error('no buildApp')",
  module:
    "import { buildApp, parseOrgConfig } from 'orgstrap'; if (!buildApp || !parseOrgConfig) throw new Error('none')",
};

/**
 * Compiles and synthesises the example of a CDK app of somebody's own, with the constructs and the types of the package.
 *
 * @param folder - where the package is installed, with an `org.yaml`
 * @param node - the program of the Node.js that runs it
 */
export function useInAnApp(folder: string, node: string): void {
  const run = (...args: readonly string[]) =>
    execFileSync(node, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  for (const [type, code] of Object.entries(LOADS)) run(`--input-type=${type}`, '-e', code);
  cpSync(join(folder, 'node_modules', 'orgstrap', 'examples', 'cdk-app', 'app.ts'), join(folder, 'app.ts'));
  run(TSC, ...STRICT, 'app.ts');
  run('app.js');
  const template = readFileSync(join(folder, 'budgets.out', 'Budgets-prod.template.json'), 'utf8');
  if (!template.includes('AWS::Budgets::Budget')) throw new Error('no budget is in the StackSet of prod');
}
