/**
 * Says that the tables do not tell which permissions a request takes. It is refused, and the rehearsal fails: it must not
 * use what nobody has looked up.
 */
export class Unmapped extends Error {}
