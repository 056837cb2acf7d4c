import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EXIT, Failure } from '../../domain/failure';
import { isObject } from '../../domain/json';
import { packageRoot } from '../../policies/policies-folder';

/** The CDK CLI of this machine. */
export interface CdkCli {
  /** What Node.js runs. */
  readonly program: string;
  readonly version: string;
}

/**
 * Finds the CDK CLI as `npx cdk` does, in the project's `node_modules`; beside orgstrap itself where the project has none.
 *
 * @param project - the folder in which the command is run
 * @throws Failure `NoCdk` where there is none; `OtherCdk` where it is of another version than orgstrap was proved with
 */
export function findCdk(project: string, wanted: string = pinnedVersion()): CdkCli {
  const file = [project, packageRoot()].map(packageFile).find((found) => found !== undefined);
  if (file === undefined) {
    throw new Failure(
      'NoCdk',
      `the CDK CLI is not in node_modules of ${project}; install it: npm install --save-exact aws-cdk@${wanted}`,
      EXIT.incomplete,
    );
  }
  const { version, bin } = readPackage(file);
  if (version !== wanted || bin === undefined) {
    throw new Failure(
      'OtherCdk',
      `${dirname(file)} is aws-cdk ${version}, expected ${wanted}, with which orgstrap is proved; install it: npm install --save-exact aws-cdk@${wanted}`,
      EXIT.incomplete,
    );
  }
  return { program: join(dirname(file), bin), version };
}

function packageFile(folder: string): string | undefined {
  try {
    return createRequire(join(folder, 'package.json')).resolve('aws-cdk/package.json');
  } catch (error) {
    if (Object(error).code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function readPackage(file: string): { readonly version: string; readonly bin: string | undefined } {
  const { version, bin } = Object(JSON.parse(readFileSync(file, 'utf8')));
  const program = isObject(bin) ? bin.cdk : undefined;
  return { version: String(version), bin: typeof program === 'string' ? program : undefined };
}

function pinnedVersion(): string {
  const { dependencies } = Object(JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')));
  return String(Object(dependencies)['aws-cdk']);
}
