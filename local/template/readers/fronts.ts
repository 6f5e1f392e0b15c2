import * as v from 'valibot';
import { type FoundResource, readProperties } from '../found-resource.ts';
import type { FrontDefinition, OriginHeaderValue } from '../inventory.ts';

const customHeader = v.strictObject({ HeaderName: v.string(), HeaderValue: v.string() });
const properties = v.strictObject({
  DistributionConfig: v.looseObject({
    // Caching, TLS, the firewall and the headers that it adds belong to CloudFront; the functions set their own.
    Origins: v.array(v.looseObject({ OriginCustomHeaders: v.optional(v.array(customHeader), () => []) })),
  }),
});

/** A CloudFront distribution: here it only shows its origins what the template says it does. */
export function readFront(found: FoundResource): FrontDefinition {
  const { DistributionConfig } = readProperties(found, properties);
  return {
    originHeaders: DistributionConfig.Origins.flatMap(({ OriginCustomHeaders }) =>
      OriginCustomHeaders.map(({ HeaderName, HeaderValue }) => ({ name: HeaderName, value: headerValue(HeaderValue) })),
    ),
  };
}

/** `{{resolve:secretsmanager:<arn>:SecretString:::}}`, the whole text of the current version. */
function headerValue(text: string): OriginHeaderValue {
  const secretArn = /^\{\{resolve:secretsmanager:(arn:.+):SecretString:::\}\}$/.exec(text)?.[1];
  return secretArn === undefined ? { text } : { secretArn };
}
