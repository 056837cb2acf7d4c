/** Where a pipeline's modules come from, if its jobs need a token to read them. */
export interface PrivateModules {
  /** A registry of modules, or a host of git repositories. */
  readonly kind: 'registry' | 'git';
  readonly host: string;
}

/** A host name in lower case, without a port; `xn--` names are left out, so that no two hosts give one name of a variable. */
export const MODULE_HOST = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+$/;
