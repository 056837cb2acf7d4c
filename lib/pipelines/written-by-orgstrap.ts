/** Stands in the first line of every file that orgstrap writes for a CI system; a file without it is somebody else's. */
export const WRITTEN_BY_ORGSTRAP = 'Written by "orgstrap pipeline" from org.yaml. Change org.yaml and write it again.';
