import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillTopic, isTopicValue, placeholdersIn } from './topics.ts';

describe('filling in a topic', () => {
  it.each([
    ['sensors/{id}/state', { id: 'x17' }, undefined, 'sensors/x17/state'],
    ['{site}/{floor}-{room}', { site: 'a', floor: 3, room: '07' }, undefined, 'a/3-07'],
    ['{base}/temperature', {}, 'sensors/x17', 'sensors/x17/temperature'],
    ['plain/topic', {}, undefined, 'plain/topic'],
  ])('%s with %j', (template, values, base, topic) => {
    expect(fillTopic(template, values, base)).toBe(topic);
  });

  it.each([
    ['a/{id}', {}],
    ['a/{id}', { id: '+' }],
    ['a/{id}', { id: '' }],
    ['a/{id}', { id: 1.5 }],
    ['{base}/t', {}],
    ['a/{constructor}', {}],
    ['a/{toString}', {}],
  ])('%s with %j cannot be', (template, values) => {
    expect(fillTopic(template, values)).toBeUndefined();
  });

  it('a value never makes more levels or a wildcard', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        const topic = fillTopic('a/{id}/b', { id });
        expect(topic === undefined).toBe(!isTopicValue(id));
        if (topic !== undefined) expect(topic).toMatch(/^a\/[^/+#]+\/b$/);
      }),
    );
  });
});

it('names each placeholder once', () => {
  expect(placeholdersIn('{a}/{b}/{a}')).toEqual(['a', 'b']);
});
