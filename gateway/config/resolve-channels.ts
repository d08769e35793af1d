import type { Priority } from '../domain/alarm.ts';
import type { ChannelDefinition } from '../ports/channel.ts';
import { check } from './check.ts';
import type { MistakeList } from './mistakes.ts';
import { within } from './origin.ts';
import type { SiteDraft } from './read-site.ts';

/** A way to reach people as the site file sets it; `options` have passed the channel's own schema. */
export interface LoadedChannel {
  readonly id: string;
  readonly kind: string;
  /** Told to it at once, besides what the plan of the people on call says. */
  readonly priorities: readonly Priority[];
  /** Also say when the alarm has returned to normal. */
  readonly returned: boolean;
  readonly options: unknown;
}

/** What a channel is told where nothing says who is on call. */
const USUAL_PRIORITIES: readonly Priority[] = ['P1', 'P2'];

/** Every channel checked by its kind, which is not handed `id`, `kind`, `priorities` and `returned`. */
export function resolveChannels(
  draft: SiteDraft,
  definitions: readonly ChannelDefinition[],
  mistakes: MistakeList,
): readonly LoadedChannel[] {
  return draft.channels.flatMap(({ path, value }) => {
    const { id, kind, returned, priorities: own, ...settings } = value;
    const priorities = own ?? (draft.onCall === undefined ? USUAL_PRIORITIES : []);
    const origin = within(draft.origin, path);
    const definition = definitions.find((one) => one.kind === kind);
    if (definition === undefined) {
      const known = definitions.map((one) => one.kind);
      mistakes.addUnknown(origin.locate(['kind'], 'value'), 'kind of channel', kind, known);
      return [];
    }
    const options = check(definition.optionsSchema, settings, origin, mistakes);
    return [{ id, kind, priorities, returned, options }];
  });
}
