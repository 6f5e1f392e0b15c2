import * as v from 'valibot';
import { expect, test } from 'vitest';
import { handlerSettings } from '../../bench/cold/handler-settings.ts';
import * as settings from '../../functions/platform/settings.ts';

test('the bench of cold starts gives handlers every setting that they read', () => {
  const schemas = Object.values(settings).filter((each) => 'entries' in each);
  expect(schemas.length).toBeGreaterThan(5);
  for (const schema of schemas) expect(() => v.parse(schema, handlerSettings)).not.toThrow();
});
