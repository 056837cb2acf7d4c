import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changes, shippedDocuments } from './companions/companions';
import { serviceOfNamespace } from './companions/namespaces';

const FILE = join(__dirname, 'companions', 'handler-calls.json');

/**
 * Writes the calls of other services that AWS's own handlers make to create a resource, of every resource type of CloudFormation in the services that
 * orgstrap ships that their documents let Terraform make, into `scripts/companions/handler-calls.json`. AWS asks IAM about them for who creates it, whatever creates it.
 * `npm run reference` then writes what a service needs of others.
 *
 *     npm run handler-calls -- internal/service/cloudformation/schemas f995d4f41
 *
 * The folder has the schema of each type, as https://github.com/hashicorp/terraform-provider-awscc keeps them; the other is its commit.
 *
 * @see https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
 */
function main([folder, commit]: readonly string[]): void {
  if (folder === undefined || commit === undefined)
    throw new Error('expected the folder of the schemas, and its commit');
  const schemas: readonly Schema[] = readdirSync(folder).map((file) =>
    JSON.parse(readFileSync(join(folder, file), 'utf8')),
  );
  const allows = shippedDocuments();
  const calls = schemas.flatMap(({ typeName, handlers }) => {
    const service = serviceOfNamespace(typeName);
    if (service === undefined) return [];
    const permissions = [...new Set(handlers?.create?.permissions)].sort();
    const others = permissions.filter((call) => !call.startsWith(`${service}:`));
    const isMade = permissions.some((call) => !others.includes(call) && changes(call) && allows(service, call));
    return isMade && others.length > 0 ? [[typeName, others.join(' ')] as const] : [];
  });
  const data = {
    from: `the schemas of resource types that https://github.com/hashicorp/terraform-provider-awscc keeps (${commit})`,
    read: new Date().toISOString().slice(0, 10),
    calls: Object.fromEntries(calls),
  };
  writeFileSync(FILE, `${JSON.stringify(data, null, 2)}\n`);
}

interface Schema {
  readonly typeName: string;
  readonly handlers?: { readonly create?: { readonly permissions?: readonly string[] } };
}

main(process.argv.slice(2));
