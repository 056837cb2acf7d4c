import { EXIT, Failure } from '../../domain/failure';
import { accountOfPrincipal, type PrincipalArn, partitionOfPrincipal } from '../../domain/ids';
import type { OrgConfig } from '../../domain/org-config';
import { documentOf, packPolicies } from '../../iam/pack-policies';
import type { PolicyDocument } from '../../iam/policy-document';
import { loadPolicy } from '../../policies/load-policy';
import type { AccountRights, CommandRights, ResourceTypes } from './command-rights';

/** What somebody needs to run a command, ready to be created. */
export interface PrintedRights {
  readonly command: string;
  readonly purpose: string;
  readonly accounts: readonly PrintedAccount[];
}

interface PrintedAccount {
  readonly account?: string;
  readonly who: string;
  readonly policies: readonly PrintedPolicy[];
  /** Of who has none. @default - whoever it is, wears the policies already */
  readonly role?: PrintedRole;
}

/** A role that somebody becomes to run the command. */
export interface PrintedRole {
  readonly name: string;
  readonly partition: string;
  readonly account: string;
  readonly trust: PolicyDocument;
}

interface PrintedPolicy {
  /** Of the managed policy. */
  readonly name: string;
  readonly document: PolicyDocument;
}

/** @param config - undefined where there is no `org.yaml` */
export async function rightsFor(
  command: string,
  rights: CommandRights,
  config: OrgConfig | undefined,
  types: ResourceTypes,
): Promise<PrintedRights> {
  const accounts = config === undefined ? (rights.beforeOrgYaml?.() ?? []) : await rights.of(config, types);
  return { command, purpose: rights.purpose, accounts: accounts.map((one) => printed(command, one)) };
}

function printed(command: string, { account, who, policies }: AccountRights): PrintedAccount {
  const documents = packPolicies(policies).map(documentOf);
  const name = `run-orgstrap-${command.replaceAll(/[^a-z]+/g, '-')}`;
  return {
    ...(account !== undefined && { account }),
    who,
    policies: documents.map((document, index) => ({
      name: documents.length === 1 ? name : `${name}-${index + 1}`,
      document,
    })),
  };
}

/**
 * A role of an account that one principal of it becomes, with MFA. The name of the account alone trusts nobody: the principal needs
 * `sts:AssumeRole` on the role, too.
 */
export function roleFor(name: string, principal: PrincipalArn): PrintedRole {
  const account = accountOfPrincipal(principal);
  const partition = partitionOfPrincipal(principal);
  const { document } = loadPolicy('commands/person.trust', { partition, account, principal });
  return { name, partition, account, trust: document };
}

/**
 * The rights in the account of a role, which has them.
 *
 * @throws Failure `OtherAccount` where nobody of that account runs the command
 */
export function withRole(rights: PrintedRights, role: PrintedRole): PrintedRights {
  const accounts = rights.accounts.filter(({ account }) => account === role.account);
  if (accounts.length > 0) return { ...rights, accounts: accounts.map((one) => ({ ...one, role })) };
  const where = rights.accounts.map(({ account }) => account).join(', ');
  throw new Failure(
    'OtherAccount',
    where === ''
      ? `${rights.command} needs no permission, and no role`
      : `nobody of ${role.account} runs ${rights.command}; name a role or user of ${where}`,
    EXIT.unusable,
  );
}
