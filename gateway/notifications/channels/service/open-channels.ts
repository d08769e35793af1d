import type { Priority } from '../../../domain/alarm.ts';
import type { Channel, ChannelDefinition, ChannelTools } from '../../../ports/channel.ts';

/** A channel as the site file sets it; `options` have passed the schema of its kind. */
export interface ChannelSettings {
  readonly id: string;
  readonly kind: string;
  readonly priorities: readonly Priority[];
  readonly options: unknown;
}

/** A channel that messages can go through. */
export interface OpenChannel extends ChannelSettings {
  readonly channel: Channel;
}

/** Opens every channel of the site; nothing is asked of anybody yet. A kind that passed the configuration but does not exist is a programming error. */
export function openChannels(
  settings: readonly ChannelSettings[],
  definitions: readonly ChannelDefinition[],
  tools: ChannelTools,
): readonly OpenChannel[] {
  return settings.map((one) => {
    const definition = definitions.find(({ kind }) => kind === one.kind);
    if (!definition) throw new TypeError(`channel kind ${one.kind} does not exist`);
    return { ...one, channel: definition.create(one.options, tools) };
  });
}
