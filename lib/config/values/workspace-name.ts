import {
  DEFAULT_WORKSPACE,
  isWorkspaceName,
  LONGEST_WORKSPACE_NAME,
  WORKSPACE_NAME,
} from '../../domain/workspace-name';
import type { NameKind } from './names';

/** The name of a product account's Terraform workspace. */
export const WORKSPACE: NameKind = {
  noun: 'workspace',
  isFit: isWorkspaceName,
  expected: (name) =>
    name === DEFAULT_WORKSPACE
      ? "a name that says which account it is; default is Terraform's workspace before anybody selects one"
      : `1 to ${LONGEST_WORKSPACE_NAME} lower-case letters, digits, hyphens and underscores, a letter or digit first; ` +
        "Terraform puts it into URLs and into the state's S3 key",
  showsLength: true,
  json: { pattern: WORKSPACE_NAME.source, maxLength: LONGEST_WORKSPACE_NAME, not: { const: DEFAULT_WORKSPACE } },
};
