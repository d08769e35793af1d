import type { RecordKind } from '../../../gateway/domain/duty/record.ts';

/** The kinds of record in the order in which they are offered; the compiler sees to it that none is missing. */
const KINDS: Readonly<Record<RecordKind, true>> = {
  'log-sheet': true,
  round: true,
  shift: true,
  'test-run': true,
  'timed-start': true,
  playbook: true,
  'meter-run': true,
  outage: true,
  complaint: true,
  visit: true,
  'maintenance-task': true,
  'maintenance-year': true,
  'equipment-card': true,
  part: true,
  tool: true,
  contractor: true,
  'call-out': true,
  calibration: true,
  'use-anomaly': true,
  certificate: true,
};

export const RECORD_KINDS = Object.keys(KINDS) as readonly RecordKind[];
