import * as v from 'valibot';
import { TemplateError } from './template-error.ts';

/** A resource of the template with its properties resolved, and what others call it. */
export interface FoundResource {
  /** `<stack>/<logical id>`, for messages. */
  readonly path: string;
  readonly type: string;
  readonly name: string;
  readonly ref: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly attribute: (name: string) => string;
}

/** Properties that are understood and change nothing here, each with its reason. */
export type WithoutEffect = Readonly<Record<string, string>>;

export const flag = v.union([
  v.boolean(),
  v.pipe(
    v.picklist(['true', 'false']),
    v.transform((text) => text === 'true'),
  ),
]);

const tagging: WithoutEffect = {
  Tags: 'for bills and searches in AWS',
  Description: 'for people',
  Comment: 'for people',
};

/**
 * The resource's properties by a schema that knows every property that has an effect. Anything else that is not listed
 * as being without effect is refused by name: what is ignored here could matter on AWS.
 */
export function readProperties<T>(
  found: FoundResource,
  schema: v.GenericSchema<unknown, T>,
  withoutEffect: WithoutEffect = {},
): T {
  const ignored = new Set([...Object.keys(withoutEffect), ...Object.keys(tagging)]);
  const relevant = Object.fromEntries(Object.entries(found.properties).filter(([name]) => !ignored.has(name)));
  const parsed = v.safeParse(schema, relevant);
  if (parsed.success) return parsed.output;
  throw new TemplateError(
    `${found.path} (${found.type}) has properties that are not understood here:\n${v.summarize(parsed.issues)}`,
  );
}
