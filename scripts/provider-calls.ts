import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { functionsOfBinary } from './provider-calls/binary';
import { type CallsOfSdk, callsOf } from './provider-calls/calls';
import { callsOfTypes } from './provider-calls/calls-of-types';
import { functionsOfIndex } from './provider-calls/source';

const FOLDER = join(__dirname, '..', 'test', 'policies', 'services', 'provider-calls');
const CALLS_OF_TYPES = join(__dirname, 'provider-calls', 'calls-of-types.json');

/**
 * Writes the AWS calls that a version of the Terraform provider can make in the services that orgstrap ships into
 * `test/policies/services/provider-calls`. A test then misses each that no document allows and nobody decided about.
 *
 *     npm run provider-calls -- terraform-provider-aws_v5.100.0_x5 5.100.0
 *     npm run provider-calls -- index 6.58.0
 *
 * The first is a binary of the provider for Linux on AMD64; the second its source, a file for each function, as
 * https://github.com/lonegunmanb/terraform-provider-aws-index publishes it for every version. That says what each type of resource calls,
 * too: `scripts/provider-calls/calls-of-types.json`.
 */
function main([source, version]: readonly string[]): void {
  if (source === undefined || version === undefined) {
    throw new Error('expected a binary of the provider or the folder of its index, and its version');
  }
  const isFolder = statSync(source).isDirectory();
  const functions = isFolder ? functionsOfIndex(join(source, 'internal', 'service')) : functionsOfBinary(source);
  const about = {
    provider: `hashicorp/aws ${version}`,
    from: isFolder
      ? `its source, as https://github.com/lonegunmanb/terraform-provider-aws-index has it (tag v${version})`
      : 'the symbol table and the machine code of its binary for linux_amd64',
    read: new Date().toISOString().slice(0, 10),
  };
  writeJson(join(FOLDER, `${version}.json`), { ...about, calls: callsOf(functions) });
  if (isFolder) writeJson(CALLS_OF_TYPES, { ...about, types: textsOf(callsOfTypes(source, functions)) });
}

/** Thirteen hundred types, a line for each. */
function textsOf(types: Readonly<Record<string, CallsOfSdk>>) {
  return Object.fromEntries(
    Object.entries(types).map(([type, { reads, others }]) => [type, [reads.join(' '), others.join(' ')]]),
  );
}

function writeJson(file: string, data: unknown): void {
  writeFileSync(file, `${JSON.stringify(data, null, 2)}\n`);
}

main(process.argv.slice(2));
