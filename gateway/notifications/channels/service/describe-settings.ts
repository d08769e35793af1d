import { z } from 'zod';
import type { ChannelDefinition } from '../../../ports/channel.ts';
import type { ChannelSetting } from '../../../ports/channel-service.ts';

const MAX_SHOWN = 200;

/** Every option a channel declares, in their order, with the values that may be seen. A list or a group of options is not spelt out: a secret may lie in it. */
export function describeSettings(definition: ChannelDefinition, options: unknown): readonly ChannelSetting[] {
  const given = new Map(typeof options === 'object' && options !== null ? Object.entries(options) : []);
  return declaredNames(definition.optionsSchema).map((name) => {
    const value: unknown = given.get(name);
    const isSecret = definition.secrets.includes(name);
    return { name, isSecret, isSet: value !== undefined, value: isSecret ? null : shown(value) };
  });
}

function declaredNames(schema: z.ZodType): readonly string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

const shown = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value).slice(0, MAX_SHOWN)
    : null;
