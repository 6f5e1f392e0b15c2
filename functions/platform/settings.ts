import * as v from 'valibot';
import type { DrivenKind } from '../domain/driven.ts';
import { someText, urlText } from '../domain/fields.ts';
import { withoutValues } from '../domain/read-as.ts';

/** A function was started without a setting that it needs; the template is wrong. */
export class MissingSettings extends Error {
  override readonly name = 'MissingSettings';
}

/** Reads the environment through a schema, once, when a function's instance starts. */
export function readSettings<S extends v.GenericSchema>(
  schema: S,
  env: NodeJS.ProcessEnv = process.env,
): v.InferOutput<S> {
  const result = v.safeParse(schema, env);
  if (result.success) return result.output;
  throw new MissingSettings(`Settings are missing or wrong: ${withoutValues(result.issues)}`);
}

export const tableSettings = v.object({ TABLE_NAME: someText });
export const machineSettings = v.object({
  JOURNEY_MACHINE_ARN: v.string(),
  NOMINATION_MACHINE_ARN: v.string(),
  WORK_GROUP_MACHINE_ARN: v.string(),
});

/** Which state machine drives which kind. */
export function machinesOf(settings: v.InferOutput<typeof machineSettings>): Readonly<Record<DrivenKind, string>> {
  return {
    participant: settings.JOURNEY_MACHINE_ARN,
    nomination: settings.NOMINATION_MACHINE_ARN,
    'work-group': settings.WORK_GROUP_MACHINE_ARN,
  };
}

export const announcementSettings = v.object({ ANNOUNCE_MACHINE_ARN: v.string() });
export const laneSettings = v.object({
  URGENT_QUEUE_URL: urlText,
  ROUTINE_QUEUE_URL: urlText,
});
export const siteSettings = v.object({ SITE_URL: urlText });
/** Several values with a space between. */
const spaced = v.pipe(
  v.string(),
  v.transform((text) => text.split(' ')),
);

/** What every function behind the HTTP API knows. */
export const webSettings = v.object({ ...siteSettings.entries, ORIGIN_SECRET_ARN: someText });
export const publicSiteSettings = v.object({ ...webSettings.entries, LINK_KEYS_ARN: someText });
export const consoleSettings = v.object({
  ...webSettings.entries,
  OIDC_ISSUER: urlText,
  OIDC_CLIENT_ID: someText,
  DEAD_LETTERS_URL: urlText,
  /** The functions to which events go, with a space between. */
  EVENT_FUNCTION_ARNS: spaced,
});

export const retentionSettings = v.object({
  RETENTION_YEARS: v.pipe(v.unknown(), v.toNumber(), v.minValue(1)),
  RETENTION_ERASES: v.picklist(['yes', 'no']),
});

const rate = v.pipe(v.unknown(), v.toNumber(), v.gtValue(0));
export const mailerSettings = v.object({
  ...siteSettings.entries,
  SENDER_ADDRESS: v.pipe(v.string(), v.email()),
  SENDER_NAME: someText,
  CONFIGURATION_SET: someText,
  LINK_KEYS_ARN: someText,
  URGENT_PER_SECOND: rate,
  ROUTINE_PER_SECOND: rate,
  URGENT_QUEUE_ARN: someText,
  MAIL_ALLOWED: v.optional(spaced),
});
