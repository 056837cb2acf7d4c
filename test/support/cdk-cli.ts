import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';

/**
 * The body that the CDK CLI sends to CloudFormation for each of some templates, by the CLI's own code.
 *
 * In a process of its own, because the CLI is one file of 16 MB.
 */
export function bodiesThatTheCdkCliSends(files: readonly string[]): readonly string[] {
  const cli = join(dirname(require.resolve('aws-cdk/package.json')), 'lib', 'index.js');
  const output = execFileSync(process.execPath, ['-e', SCRIPT, cli, ...files], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(output);
}

const SCRIPT = `
const { readFileSync } = require('node:fs');
const [cli, ...files] = process.argv.slice(1);
const { makeBodyParameter } = require(cli);
const bodies = files.map((file) => makeBodyParameter(undefined, { template: JSON.parse(readFileSync(file, 'utf8')) }));
Promise.all(bodies).then((all) => process.stdout.write(JSON.stringify(all.map(({ TemplateBody }) => TemplateBody))));
`;
