import { z } from 'zod';
import { priority } from '../../alarm.ts';
import { instant } from '../../instant.ts';
import { localText } from '../../text.ts';

/** Something that goes on and is handed over. */
export const handoverItem = z.object({
  /** What it is, so that a screen can open it. */
  kind: z.enum(['equipment', 'alarm', 'condition', 'order', 'record']),
  id: z.string(),
  title: localText,
  equipment: z.string().nullable(),
  priority: priority.nullable(),
  /** In the words of its kind; of a record its kind and state, `round/missed`, or how many slots it lacks, `log-sheet/3`. */
  state: z.string(),
  who: z.string().nullable(),
  at: instant.nullable(),
  until: instant.nullable(),
  note: z.string().nullable(),
});
export type HandoverItem = z.infer<typeof handoverItem>;

/** At most 50 of them, worst first; `total` counts all. */
export const handoverList = z.object({ total: z.int().min(0), items: z.array(handoverItem) });
export type HandoverList = z.infer<typeof handoverList>;

/** A value as it stood; null where there was none that may be shown. */
export const handoverValue = z.object({
  tag: z.string(),
  equipment: z.string(),
  title: localText,
  value: z.number().nullable(),
  state: localText.nullable(),
  unit: z.string(),
  decimals: z.int().min(0),
  quality: z.enum(['good', 'uncertain', 'bad']),
  at: instant.nullable(),
});
export type HandoverValue = z.infer<typeof handoverValue>;

/** What one shift gives to the next, made by the program from what it knows; people add what it cannot know. */
export const handoverReport = z
  .object({
    madeAt: instant,
    /** Breakers and change-over switches: how the plant is supplied. */
    supply: z.array(handoverValue),
    running: handoverList,
    repair: handoverList,
    alarms: handoverList.meta({ description: 'Open alarms that people see' }),
    unacknowledged: z.int().min(0),
    quiet: handoverList.meta({ description: 'Shelved, suppressed, out of service' }),
    orders: handoverList,
    slots: handoverList.meta({ description: 'Log sheets with slots that were missed' }),
    rounds: handoverList.meta({ description: 'Rounds missed, or not done yet' }),
    values: z.array(handoverValue),
    tasks: handoverList.meta({ description: 'What falls due in the shift to come' }),
    /** Parts that could not be read when it was made; they are not empty, they are unknown. */
    unknown: z.array(z.string()),
  })
  .meta({ id: 'HandoverReport' });
export type HandoverReport = z.infer<typeof handoverReport>;

export const MAX_HANDOVER_ITEMS = 50;

export const listOf = (items: readonly HandoverItem[]): HandoverList => ({
  total: items.length,
  items: items.slice(0, MAX_HANDOVER_ITEMS),
});
