import * as z from 'zod';
import type { DrivenKind } from '../domain/driven.ts';

/** A function was started without a setting that it needs; the template is wrong. */
export class MissingSettings extends Error {
  override readonly name = 'MissingSettings';
}

/** Reads the environment through a schema, once, when a function's instance starts. */
export function readSettings<S extends z.ZodType>(schema: S, env: NodeJS.ProcessEnv = process.env): z.infer<S> {
  const result = schema.safeParse(env);
  if (result.success) return result.data;
  throw new MissingSettings(`Settings are missing or wrong: ${z.prettifyError(result.error)}`);
}

export const tableSettings = z.object({ TABLE_NAME: z.string().min(1) });
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
/** What every function behind the HTTP API knows. */
export const webSettings = siteSettings.extend({ ORIGIN_SECRET_ARN: z.string().min(1) });
export const publicSiteSettings = webSettings.extend({ LINK_KEYS_ARN: z.string().min(1) });
export const consoleSettings = webSettings.extend({
  OIDC_ISSUER: z.url(),
  OIDC_CLIENT_ID: z.string().min(1),
  DEAD_LETTERS_URL: z.url(),
});
export const mailerSettings = siteSettings.extend({
  SENDER_ADDRESS: z.email(),
  SENDER_NAME: z.string().min(1),
  CONFIGURATION_SET: z.string().min(1),
  LINK_KEYS_ARN: z.string().min(1),
  URGENT_PER_SECOND: z.coerce.number().positive(),
  ROUTINE_PER_SECOND: z.coerce.number().positive(),
  URGENT_QUEUE_ARN: z.string().min(1),
  MAIL_ALLOWED: z
    .string()
    .transform((text) => text.split(' '))
    .optional(),
});
