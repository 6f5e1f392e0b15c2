import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { cohortFile } from '../functions/programmes/cohort-file.ts';
import { programmeFile } from '../functions/programmes/programme-content.ts';

/** The JSON Schemas that editors check the programmes' YAML by, by their file in `programmes/`. */
export const editorSchemas: Readonly<Record<string, () => string>> = {
  'programme.schema.json': () => schemaText(programmeFile, 'A version of a programme'),
  'cohort.schema.json': () => schemaText(cohortFile, 'A cohort of a programme'),
};

function schemaText(schema: v.GenericSchema, title: string): string {
  const json = toJsonSchema(schema, {
    typeMode: 'input',
    target: 'draft-07',
    ignoreActions: ['brand', 'check'],
    // A record by the keys of a picklist comes out right, as `propertyNames`, and is called an error all the same.
    errorMode: 'ignore',
    overrideSchema: ({ errors }) => {
      const others = errors?.filter((error) => !error.startsWith('The "record" schema with the "picklist" schema'));
      if (others && others.length > 0) throw new Error(others.join('; '));
      return undefined;
    },
  });
  return `${JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', ...json, title }, null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [file, text] of Object.entries(editorSchemas)) {
    writeFileSync(new URL(`../programmes/${file}`, import.meta.url), text());
  }
}
