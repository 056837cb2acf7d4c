/** `config` is that of `~/.aws/config`, the other that of the browser extension of this name. */
export const PROFILE_FORMATS = ['config', 'extend-switch-roles'] as const;

export type ProfileFormat = (typeof PROFILE_FORMATS)[number];
