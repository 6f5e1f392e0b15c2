import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { handlerSettings } from '../../bench/cold/handler-settings.ts';
import * as settings from '../../functions/platform/settings.ts';

test('the bench of cold starts gives handlers every setting that they read', () => {
  const schemas = Object.values(settings).filter((each) => each instanceof z.ZodMiniObject);
  expect(schemas.length).toBeGreaterThan(5);
  for (const schema of schemas) expect(() => schema.parse(handlerSettings)).not.toThrow();
});
