import { enAlarms } from './en-alarms.ts';
import type { enConfig } from './en-config.ts';
import type { enDesk } from './en-desk.ts';
import { enDuty } from './en-duty.ts';
import { enErrors } from './en-errors.ts';
import { enHistory } from './en-history.ts';
import { enLive } from './en-live.ts';
import type { enPapers } from './en-papers.ts';
import { enRecords } from './en-records.ts';
import { enShell } from './en-shell.ts';
import { enValues } from './en-values.ts';
import type { Shape } from './shape.ts';

/** Every word of the product in English. `zh.ts` has the same keys: the compiler checks it. */
export const en = {
  ...enShell,
  ...enValues,
  ...enLive,
  ...enHistory,
  ...enRecords,
  ...enErrors,
  ...enAlarms,
  ...enDuty,
} as const;

/** The shape both languages share. */
export type Dictionary = Shape<typeof en>;

/** Every word, those that are loaded later too. */
export type WholeDictionary = Shape<typeof en & typeof enPapers & typeof enDesk & typeof enConfig>;
