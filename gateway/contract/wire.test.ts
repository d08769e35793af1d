import { expect, test } from 'vitest';
import { z } from 'zod';
import { instant } from '../domain/instant.ts';
import { toWire, wireSchema } from './wire.ts';

const record = z.object({
  at: instant,
  receivedAt: instant.meta({ description: 'When it came in' }),
  endedAt: instant.nullable(),
  items: z.array(z.object({ seenAt: instant.meta({ description: 'Of the item' }).nullable() })),
  count: z.number(),
});
const kept = { at: 0, receivedAt: 1000, endedAt: null, items: [{ seenAt: 2000 }], count: 7 };

test('an instant that was described is still an instant on the wire', () => {
  const wire = wireSchema(record);
  expect(wire.parse(toWire(kept))).toEqual({
    at: '1970-01-01T00:00:00.000Z',
    receivedAt: '1970-01-01T00:00:01.000Z',
    endedAt: null,
    items: [{ seenAt: '1970-01-01T00:00:02.000Z' }],
    count: 7,
  });
  expect(wire.safeParse(kept).success).toBe(false);
});

test('its description goes with it', () => {
  const documents = z.toJSONSchema(wireSchema(record)) as { properties: Record<string, object> };
  expect(documents.properties.receivedAt).toMatchObject({ type: 'string', description: 'When it came in' });
});

test('a schema without instants stays the one it was', () => {
  const plain = z.object({ count: z.number().meta({ description: 'Not a time' }) });
  expect(wireSchema(plain)).toBe(plain);
});
