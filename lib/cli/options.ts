/** `--config FILE`, the same for every command that reads `org.yaml`. */
export const CONFIG = { syntax: '-c, --config <file>', description: 'the configuration', default: 'org.yaml' } as const;

/** `--json`, for what people read as text otherwise. */
export const JSON_RESULT = { syntax: '--json', description: 'write the result to stdout as JSON' } as const;
