import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { cohortFile } from '../functions/programmes/cohort-file.ts';
import { programmeFile } from '../functions/programmes/programme-content.ts';

/** The JSON Schemas that editors check the programmes' YAML by, by their file in `programmes/`. */
export const editorSchemas: Readonly<Record<string, () => string>> = {
  'programme.schema.json': () => schemaText(programmeFile, 'A version of a programme'),
  'cohort.schema.json': () => schemaText(cohortFile, 'A cohort of a programme'),
};

function schemaText(schema: z.core.$ZodType, title: string): string {
  const json = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ ...json, title }, null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [file, text] of Object.entries(editorSchemas)) {
    writeFileSync(new URL(`../programmes/${file}`, import.meta.url), text());
  }
}
