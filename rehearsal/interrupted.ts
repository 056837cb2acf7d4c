/** Says that the user has asked for the end, so that nothing goes on. */
export class Interrupted extends Error {}
