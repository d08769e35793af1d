import type { Command } from '../command.ts';
import { backup } from './backup.ts';
import { browse } from './browse.ts';
import { check } from './check.ts';
import { doctor } from './doctor.ts';
import { historyExport } from './history-export.ts';
import { historyImport } from './history-import.ts';
import { importComap } from './import-comap.ts';
import { importSheet } from './import-sheet.ts';
import { journalExport } from './journal-export.ts';
import { journalVerify } from './journal-verify.ts';
import { logExport } from './log-export.ts';
import { logInspect } from './log-inspect.ts';
import { logReplay } from './log-replay.ts';
import { meterList, meterReplace, meterUndo } from './meter.ts';
import { oncallCheck } from './oncall-check.ts';
import { oncallWho } from './oncall-who.ts';
import { outboxList, outboxRedrive, outboxTest } from './outbox.ts';
import { plan } from './plan.ts';
import { quarantineDrop, quarantineList, quarantineRetry } from './quarantine.ts';
import { read } from './read.ts';
import { recordsExport } from './records-export.ts';
import { recordsVerify } from './records-verify.ts';
import { restoreCommand } from './restore.ts';
import { run } from './run.ts';
import { scan } from './scan.ts';
import { simulate } from './simulate.ts';
import { test } from './test.ts';
import { trust } from './trust.ts';
import { write } from './write.ts';

/** Every command; a new one is one file and one line here. */
export const COMMANDS: readonly Command[] = [
  run,
  check,
  plan,
  doctor,
  test,
  read,
  scan,
  browse,
  trust,
  write,
  importSheet,
  importComap,
  historyExport,
  historyImport,
  meterReplace,
  meterList,
  meterUndo,
  logInspect,
  logExport,
  logReplay,
  journalVerify,
  journalExport,
  recordsVerify,
  recordsExport,
  oncallWho,
  oncallCheck,
  outboxList,
  outboxRedrive,
  outboxTest,
  quarantineList,
  quarantineRetry,
  quarantineDrop,
  backup,
  restoreCommand,
  simulate,
];
