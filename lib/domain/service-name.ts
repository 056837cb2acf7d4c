/** The name of a file under `policies/services`, without `.json`. */
export const SERVICE_NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
