import type { Dictionary } from './en.ts';
import { zhAlarms } from './zh-alarms.ts';
import { zhDuty } from './zh-duty.ts';
import { zhErrors } from './zh-errors.ts';
import { zhHistory } from './zh-history.ts';
import { zhLive } from './zh-live.ts';
import { zhRecords } from './zh-records.ts';
import { zhShell } from './zh-shell.ts';
import { zhValues } from './zh-values.ts';

/** Every word of the product in Chinese, in the terms plant rooms use. */
export const zh: Dictionary = {
  ...zhShell,
  ...zhValues,
  ...zhLive,
  ...zhHistory,
  ...zhRecords,
  ...zhErrors,
  ...zhAlarms,
  ...zhDuty,
};
