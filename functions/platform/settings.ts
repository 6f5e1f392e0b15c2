import * as z from 'zod/mini';
import type { DrivenKind } from '../domain/driven.ts';
import { someText } from '../domain/fields.ts';

/** A function was started without a setting that it needs; the template is wrong. */
export class MissingSettings extends Error {
  override readonly name = 'MissingSettings';
}

/** Reads the environment through a schema, once, when a function's instance starts. */
export function readSettings<S extends z.core.$ZodType>(schema: S, env: NodeJS.ProcessEnv = process.env): z.infer<S> {
  const result = z.safeParse(schema, env);
  if (result.success) return result.data;
  throw new MissingSettings(`Settings are missing or wrong: ${z.prettifyError(result.error)}`);
}

export const tableSettings = z.object({ TABLE_NAME: someText });
export const machineSettings = z.object({
  JOURNEY_MACHINE_ARN: z.string(),
  NOMINATION_MACHINE_ARN: z.string(),
  WORK_GROUP_MACHINE_ARN: z.string(),
});

/** Which state machine drives which kind. */
export function machinesOf(settings: z.infer<typeof machineSettings>): Readonly<Record<DrivenKind, string>> {
  return {
    participant: settings.JOURNEY_MACHINE_ARN,
    nomination: settings.NOMINATION_MACHINE_ARN,
    'work-group': settings.WORK_GROUP_MACHINE_ARN,
  };
}

export const announcementSettings = z.object({ ANNOUNCE_MACHINE_ARN: z.string() });
export const laneSettings = z.object({ URGENT_QUEUE_URL: z.url(), ROUTINE_QUEUE_URL: z.url() });
export const siteSettings = z.object({ SITE_URL: z.url() });
/** Several values with a space between. */
const spaced = /* @__PURE__ */ z.pipe(
  z.string(),
  z.transform((text) => text.split(' ')),
);

/** What every function behind the HTTP API knows. */
export const webSettings = z.extend(siteSettings, { ORIGIN_SECRET_ARN: someText });
export const publicSiteSettings = z.extend(webSettings, { LINK_KEYS_ARN: someText });
export const consoleSettings = z.extend(webSettings, {
  OIDC_ISSUER: z.url(),
  OIDC_CLIENT_ID: someText,
  DEAD_LETTERS_URL: z.url(),
  /** The functions to which events go, with a space between. */
  EVENT_FUNCTION_ARNS: spaced,
});

export const retentionSettings = z.object({
  RETENTION_YEARS: z.coerce.number().check(z.gte(1)),
  RETENTION_ERASES: z.enum(['yes', 'no']),
});

const rate = /* @__PURE__ */ z.coerce.number().check(z.positive());
export const mailerSettings = z.extend(siteSettings, {
  SENDER_ADDRESS: z.email(),
  SENDER_NAME: someText,
  CONFIGURATION_SET: someText,
  LINK_KEYS_ARN: someText,
  URGENT_PER_SECOND: rate,
  ROUTINE_PER_SECOND: rate,
  URGENT_QUEUE_ARN: someText,
  MAIL_ALLOWED: z.optional(spaced),
});
