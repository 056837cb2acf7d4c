/** Says that a session wants to begin another one under another source identity than its own, which STS never lets it. */
export class SourceIdentityIsSet extends Error {
  constructor(identity: string) {
    super(`the source identity ${identity} of the session cannot be changed`);
  }
}
