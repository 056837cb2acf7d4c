/** The first line of every file that orgstrap writes for Terraform; a file without it is somebody else's. */
export const WRITTEN_BY_ORGSTRAP =
  '# Written by "orgstrap terraform" from org.yaml. Change org.yaml and write it again.';
