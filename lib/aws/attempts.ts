/** How often the SDK tries a call of a command; it waits longer before each further attempt. */
export const ATTEMPTS = 6;
