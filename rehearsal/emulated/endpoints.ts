/** Where AWS is, for everybody in a rehearsal. */
export interface Endpoints {
  /** For everything but S3: the SDKs put bucket names into host names, and names under localhost resolve nowhere. */
  readonly endpoint: string;
  /** For S3: at an IP address the SDKs put bucket names into paths. */
  readonly s3Endpoint: string;
}

/** The hosts under which a port of this machine is reached, as they stand in requests. */
export function hostsOf(port: number): readonly [name: string, address: string] {
  return [`localhost:${port}`, `127.0.0.1:${port}`];
}

export function endpointsAt(port: number): Endpoints {
  const [name, address] = hostsOf(port);
  return { endpoint: `http://${name}`, s3Endpoint: `http://${address}` };
}
