/**
 * The access roles of one product account, which can be closed: from then on nobody can do anything in any session of the
 * role, the sessions before it included.
 */
export interface AccessRoles {
  /** False where there is no such role, too. */
  isClosed(role: string): Promise<boolean>;
  /** @throws Failure `NoAccessRole` where the role, or what closes it, is not deployed */
  close(role: string): Promise<void>;
  open(role: string): Promise<void>;
}
