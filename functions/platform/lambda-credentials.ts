import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in for `@aws-sdk/credential-provider-node` in the bundles: Lambda gives a function its credentials in the
 * environment, so that the chain of profiles, single sign-on and instance metadata, with its clients, would be weight alone.
 */
export const defaultProvider = fromEnv;
