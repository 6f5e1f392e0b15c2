import { expect, test } from 'vitest';
import { formatShort } from '../../../functions/domain/short-dates.ts';

test('every month has three letters, September too', () => {
  const months = Array.from({ length: 12 }, (_, month) => {
    const at = new Date(Date.UTC(2026, month, 15, 12)).toISOString();
    return formatShort(at, 'Europe/London').split(' ')[2];
  });
  expect(months.join(' ')).toBe('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec');
});
