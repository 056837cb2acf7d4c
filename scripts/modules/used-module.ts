import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { usageIn } from '../../lib/commands/permissions/used-types';

/** What a public module uses with its submodules, of terraform-aws-modules. */
export interface UsedModule {
  readonly name: string;
  readonly version: string;
  /** `aws_vpc`, `data.aws_subnets`. */
  readonly types: readonly string[];
  /** The variables that say on which path its roles are, and with which boundary; each once, whatever submodule has it. */
  readonly paths: readonly string[];
  readonly boundaries: readonly string[];
  /** What it makes in IAM where no variable can put it on a path, each with its file: `aws_iam_policy.vpc_flow_log_cloudwatch (vpc-flow-logs.tf)`. */
  readonly withoutPath: readonly string[];
}

/** @param folder - `NAME-VERSION` */
export function usedModule(folder: string): UsedModule {
  const [, name = '', version = ''] = /^(.+)-([\d.]+)$/.exec(basename(folder)) ?? [];
  const texts = textsIn(folder);
  const variables = variablesIn(texts);
  return {
    name,
    version,
    types: usageIn(folder).types.map(({ type, isRead }) => (isRead ? `data.${type}` : type)),
    paths: variables.filter((variable) => /(?:role|policy)_path$|^path$/.test(variable)),
    boundaries: variables.filter((variable) => /permissions_boundary/.test(variable)),
    withoutPath: [...texts]
      .flatMap(([file, text]) => resourcesWithoutPath(text).map((one) => `${one} (${file})`))
      .sort(),
  };
}

/** By the path of the file in the folder. */
function textsIn(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tf') && statSync(join(folder, file)).isFile())
    .sort();
  return new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

function variablesIn(texts: ReadonlyMap<string, string>): readonly string[] {
  const names = [...texts.values()].flatMap((text) =>
    [...text.matchAll(/^variable "(\w+)"/gm)].map(([, name = '']) => name),
  );
  return [...new Set(names)].sort();
}

/** A block ends with the first brace at the beginning of a line, as `terraform fmt` leaves it. */
const WITH_PATH = /^resource "(aws_iam_(?:role|policy|instance_profile))" "(\w+)" \{\n([\s\S]*?)^\}/gm;

function resourcesWithoutPath(text: string): readonly string[] {
  return [...text.matchAll(WITH_PATH)]
    .filter(([, , , body = '']) => !/^\s+path\s*=/m.test(body))
    .map(([, type, name]) => `${type}.${name}`);
}
