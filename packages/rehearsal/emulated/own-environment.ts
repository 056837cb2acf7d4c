/** What an emulated AWS is reached at, and no proxy can reach. */
const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

/**
 * The environment in which all of a rehearsal runs, made of the one that it was started in: no variable of AWS or of a Terraform working
 * directory of whoever started it is left, and no proxy is asked for what is on this machine.
 */
export function ownEnvironment(base: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const clean = Object.fromEntries(Object.entries(base).filter(([name]) => !isOfUser(name)));
  const noProxy = noProxyOf(base);
  return {
    ...clean,
    // Programs read one of the two, and not the same one.
    NO_PROXY: noProxy,
    no_proxy: noProxy,
    ...NO_AWS_OF_THIS_MACHINE,
    ...NO_NODE_WARNING,
  };
}

/** No profile of this machine, and no instance's role. */
const NO_AWS_OF_THIS_MACHINE = {
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
};

/** The SDK, pinned to a version that supports it, announces in every process that Node 20 will not be supported one day. */
const NO_NODE_WARNING = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };

/**
 * Credentials, profiles, endpoints, FIPS, dual stack; and what makes Terraform work in another folder or workspace, or with other values.
 * Where it finds its provider stays.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html
 * @see https://developer.hashicorp.com/terraform/cli/config/environment-variables
 */
function isOfUser(name: string): boolean {
  return /^(AWS_|TF_VAR_|TF_CLI_ARGS)/.test(name) || ['TF_WORKSPACE', 'TF_DATA_DIR', 'TF_LOG'].includes(name);
}

function noProxyOf({ NO_PROXY = '', no_proxy = '' }: NodeJS.ProcessEnv): string {
  const given = [NO_PROXY, no_proxy].flatMap((list) => list.split(/[\s,]+/)).filter((host) => host !== '');
  return [...new Set([...given, ...LOOPBACK])].join(',');
}

/** Gives a process another environment. */
export function replaceEnvironment(env: NodeJS.ProcessEnv, by: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(env)) if (!(name in by)) delete env[name];
  Object.assign(env, by);
}
