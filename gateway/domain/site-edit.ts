import { z } from 'zod';
import { priority } from './alarm.ts';
import { duration } from './duration.ts';
import { systemId } from './equipment.ts';
import { localText } from './text.ts';

/** What a person can change of the site file from a screen. Whether it may be so is for the loader of the file to say. */

const name = z.string().min(1).max(40);
/** Bounded by the size of a request; the loader knows what it must look like. */
const anything = z.json();
const settings = z.record(z.string().min(1).max(60), anything);

/** What is said of one alarm of one machine beyond its template; null: again as the template has it. */
export const alarmChange = z.strictObject({
  enabled: z.boolean().nullable().exactOptional(),
  priority: priority.nullable().exactOptional(),
  onDelay: duration.nullable().exactOptional(),
  offDelay: duration.nullable().exactOptional(),
  options: z.record(z.string().min(1).max(60), z.union([z.number(), z.null()])).exactOptional(),
});
export type AlarmChange = z.infer<typeof alarmChange>;

/** Lists of the section `onCall` whose entries have an id. */
export const onCallList = z.enum(['people', 'teams', 'rotations', 'policies']);
export type OnCallList = z.infer<typeof onCallList>;

/** One deed. In `settings`, `entry` and `change` a key that is left out stays as it is, and null takes it away. */
export const siteEdit = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('add-area'), id: name, name: localText }),
  z.strictObject({ kind: z.literal('add-connection'), id: name, driver: name, settings }),
  z.strictObject({
    kind: z.literal('add-equipment'),
    id: name,
    name: localText,
    template: z.string().min(1).max(80),
    area: name,
    connection: name,
    device: settings,
    parameters: z.record(z.string().min(1).max(60), z.number()).default({}),
  }),
  z.strictObject({ kind: z.literal('rename-equipment'), equipment: name, name: localText }),
  z.strictObject({ kind: z.literal('remove-equipment'), equipment: name }),
  z.strictObject({
    kind: z.literal('change-alarm'),
    equipment: name,
    alarm: z.string().min(1).max(80),
    change: alarmChange,
  }),
  z.strictObject({
    kind: z.literal('put-channel'),
    id: name,
    settings,
    secrets: z
      .record(z.string().min(1).max(60), z.string().min(1).max(2000))
      .default({})
      .meta({ description: 'Kept in a file of its own each; never answered' }),
  }),
  z.strictObject({ kind: z.literal('put-on-call'), list: onCallList, id: name, entry: settings }),
  z.strictObject({ kind: z.literal('remove-on-call'), list: onCallList, id: name }),
  z.strictObject({ kind: z.literal('change-on-call'), change: settings }),
  z.strictObject({
    kind: z.literal('arrange-display'),
    system: systemId,
    order: z.array(name).max(2000).nullable().meta({ description: 'null: again in the order of the site file' }),
  }),
]);
export type SiteEdit = z.infer<typeof siteEdit>;

/** More in one save than anybody reads through. */
export const MOST_EDITS = 30;
