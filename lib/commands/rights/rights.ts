import type { OrgConfig } from '../../domain/org-config';
import { documentOf, packPolicies } from '../../iam/pack-policies';
import type { PolicyDocument } from '../../iam/policy-document';
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
