/**
 * Says that a request can be read in more than one way, or in none. It is refused: whoever reads it next could read it
 * otherwise than the gateway did.
 */
export class Malformed extends Error {}
