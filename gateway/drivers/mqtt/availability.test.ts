import { describe, expect, it } from 'vitest';
import { readAvailability } from './availability.ts';

describe('availability', () => {
  const rule = { topic: '{base}', online: 'online', offline: 'offline' };
  it.each([
    ['online', undefined, 'online'],
    ['offline\n', undefined, 'offline'],
    ['unknown', undefined, undefined],
    ['', undefined, undefined],
    ['{"state":"offline"}', 'state', 'offline'],
    ['{"state":{}}', 'state', undefined],
    ['{', 'state', undefined],
  ])('%s at %s is %s', (message, path, said) => {
    expect(readAvailability(Buffer.from(message), { ...rule, path })).toBe(said);
  });

  it('of other words', () => {
    const words = { ...rule, path: 'up', online: 'true', offline: 'false' };
    expect(readAvailability(Buffer.from('{"up":false}'), words)).toBe('offline');
  });
});
