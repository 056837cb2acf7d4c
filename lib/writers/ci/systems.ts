/** The CI systems that orgstrap writes the files of. */
export const SYSTEMS = ['github', 'gitlab', 'jenkins'] as const;

export type System = (typeof SYSTEMS)[number];
