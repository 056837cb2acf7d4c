/** The actions that the workflows use, each by the commit of its version: a tag can be moved, a commit cannot. */
export const ACTIONS = {
  checkout: 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1',
  setupTerraform: 'hashicorp/setup-terraform@dfe3c3f87815947d99a8997f908cb6525fc44e9e',
  credentials: 'aws-actions/configure-aws-credentials@e7f100cf4c008499ea8adda475de1042d6975c7b',
  upload: 'actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f',
  download: 'actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c',
} as const;

/** The version of each, which stands behind it as a comment: people and update bots read it. */
export const VERSIONS: ReadonlyMap<string, string> = new Map([
  [ACTIONS.checkout, 'v7.0.1'],
  [ACTIONS.setupTerraform, 'v4.0.1'],
  [ACTIONS.credentials, 'v6.2.0'],
  [ACTIONS.upload, 'v7.0.0'],
  [ACTIONS.download, 'v8.0.1'],
]);
