import { expect, it } from 'vitest';
import type { MaintenanceTask } from '../../domain/duty/maintenance/maintenance-task.ts';
import type { DutyRecord, RecordState } from '../../domain/duty/record.ts';
import type { Round } from '../../domain/duty/rounds/round.ts';
import type { LogSheet } from '../../domain/duty/sheets/log-sheet.ts';
import type { TestRun } from '../../domain/duty/test-runs/test-run.ts';
import { answered, answeredInTime, finished, logged, maintained, ran, walked } from './record-figures.ts';

const HOUR = 3_600_000;
const NOW = 100 * HOUR;

const record = <B>(state: RecordState, body: unknown, change: object = {}): DutyRecord<B> =>
  ({
    id: 1,
    key: 'k',
    subject: 's',
    state,
    at: 50 * HOUR,
    dueAt: 60 * HOUR,
    closedAt: null,
    version: 1,
    body,
    ...change,
  }) as DutyRecord<B>;

const task = (state: RecordState, change: object = {}, dueAt = 60 * HOUR): DutyRecord<MaintenanceTask> =>
  record(state, { because: 'calendar', statutory: { checked: true }, isLate: false, passed: [], ...change }, { dueAt });

it('maintenance that fell due counts, whether it was done, missed, late or is still open', () => {
  const tasks = [
    task('done'),
    task('done', { isLate: true }),
    task('missed'),
    task('open'),
    task('open', {}, 200 * HOUR),
    task('open', { passed: ['2026-01-05', '2026-01-20'] }, 200 * HOUR),
    task('done', { because: 'taken-over' }),
    task('done', { statutory: null }),
  ];
  expect(maintained(tasks, true, NOW)).toEqual({ count: 1, of: 6 });
  expect(maintained(tasks, false, NOW)).toEqual({ count: 1, of: 1 });
});

it('a place that was not visited in its time is not made good by one that was', () => {
  const stops = ['done', 'late', 'missed', 'open'].map((state) => ({ state }));
  expect(walked([record<Round>('done', { closesAt: 10 * HOUR, stops })], NOW)).toEqual({ count: 1, of: 4 });
  expect(walked([record<Round>('open', { closesAt: 200 * HOUR, stops })], NOW)).toEqual({ count: 1, of: 3 });
});

it('a slot counts when all of it was filled in time, and only while the equipment ran', () => {
  const row = (cells: object, change: object = {}) => ({
    kind: 'slot',
    stopped: false,
    closesAt: 10 * HOUR,
    cells,
    ...change,
  });
  const auto = { auto: { value: 398 }, hand: null };
  const rows = [
    row({ a: auto }),
    row({ a: auto, b: { auto: null, hand: { isLate: false } } }),
    row({ a: { auto: { value: null }, hand: null } }),
    row({ a: { auto: { value: null }, hand: { isLate: true } } }),
    row({}, { stopped: true }),
    row({ a: auto }, { closesAt: 200 * HOUR }),
    row({ a: auto }, { kind: 'start' }),
  ];
  const form = { blocks: [] };
  expect(logged([record<LogSheet>('open', { form, rows })], NOW)).toEqual({ count: 2, of: 4 });
  // What somebody had to look at and nobody did is not filled by telemetry beside it.
  const asked = { blocks: [{ per: 'slot', columns: [{ key: 'noise', fill: 'hand', required: true }] }] };
  const looked = row({ a: auto, noise: { auto: null, hand: { isLate: false } } });
  const sheet = record<LogSheet>('open', { form: asked, rows: [row({ a: auto }), looked] });
  expect(logged([sheet], NOW)).toEqual({ count: 1, of: 2 });
});

it('a run of a generator beyond the rules is no test run that was due', () => {
  const [run, duty] = [
    { run: {}, duty: null },
    { run: null, duty: {} },
  ];
  const records = [record<TestRun>('done', run), record<TestRun>('done', duty), record<TestRun>('missed', duty)];
  expect(ran([...records, record<TestRun>('open', duty)])).toEqual({ count: 1, of: 2 });
});

it('complaints are counted without those withdrawn, and by the day', () => {
  const complaints = [
    record('done', {}, { closedAt: 60 * HOUR }),
    record('done', {}, { closedAt: 90 * HOUR }),
    record('open', {}),
    record('open', {}, { at: NOW - HOUR }),
    record('cancelled', {}),
  ];
  expect(answered(complaints)).toEqual({ count: 2, of: 4 });
  expect(answeredInTime(complaints, NOW)).toEqual({ count: 1, of: 3 });
  expect(finished([record('done', {}), record('missed', {}), record('open', {})])).toEqual({ count: 1, of: 2 });
});
