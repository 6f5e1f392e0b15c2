import type { AccessKey } from './credentials.ts';

/**
 * The settings by which the SDK's clients in a function find the embedded cloud, as the SDKs' reference guide names
 * them. Retries stay as they are: they take real time.
 */
export function sdkEnvironment(options: {
  readonly endpoint: string;
  readonly region: string;
  readonly key: AccessKey;
}): Record<string, string> {
  const { endpoint, region, key } = options;
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
    AWS_SESSION_TOKEN: key.sessionToken,
    AWS_ENDPOINT_URL: endpoint,
    // Nothing of the machine's own AWS settings may leak into a function.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
