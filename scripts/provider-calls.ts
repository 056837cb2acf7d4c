import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { functionsOfBinary } from './provider-calls/binary';
import { callsOf } from './provider-calls/calls';
import { functionsOfIndex } from './provider-calls/source';

const FOLDER = join(__dirname, '..', 'test', 'policies', 'services', 'provider-calls');

/**
 * Writes the AWS calls that a version of the Terraform provider can make in the services that orgstrap ships into
 * `test/policies/services/provider-calls`. A test then misses each that no document allows and nobody decided about.
 *
 *     npm run provider-calls -- terraform-provider-aws_v5.100.0_x5 5.100.0
 *     npm run provider-calls -- index/internal/service 6.58.0
 *
 * The first is a binary of the provider for Linux on AMD64; the second the functions of its source, a file for each, as
 * https://github.com/lonegunmanb/terraform-provider-aws-index publishes them for every version.
 */
function main([source, version]: readonly string[]): void {
  if (source === undefined || version === undefined) {
    throw new Error('expected a binary of the provider or the folder of its functions, and its version');
  }
  const isFolder = statSync(source).isDirectory();
  const calls = callsOf(isFolder ? functionsOfIndex(source) : functionsOfBinary(source));
  const data = {
    provider: `hashicorp/aws ${version}`,
    from: isFolder
      ? `its source, as https://github.com/lonegunmanb/terraform-provider-aws-index has it (tag v${version})`
      : 'the symbol table and the machine code of its binary for linux_amd64',
    read: new Date().toISOString().slice(0, 10),
    calls,
  };
  writeFileSync(join(FOLDER, `${version}.json`), `${JSON.stringify(data, null, 2)}\n`);
}

main(process.argv.slice(2));
