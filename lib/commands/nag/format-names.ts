/** The formats of a report, by the names that the command line has for them. */
export const FORMATS = ['markdown', 'sarif', 'junit', 'csv', 'json'] as const;

export type Format = (typeof FORMATS)[number];
