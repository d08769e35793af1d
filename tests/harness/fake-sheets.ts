import { openedStart } from '../../gateway/domain/duty/playbooks/timed-start.ts';
import type { RecordEvent } from '../../gateway/domain/duty/record.ts';
import { openedRecord } from '../../gateway/domain/duty/record-change.ts';
import { captureRow } from '../../gateway/domain/duty/sheets/sheet-capture.ts';
import { openedSheet } from '../../gateway/domain/duty/sheets/sheet-open.ts';
import { done } from '../../gateway/domain/errors.ts';
import { empty } from '../../gateway/duty/sheets/point-reader.ts';
import type { SheetRecord, SheetService, StartRecord } from '../../gateway/ports/sheet-service.ts';
import { exampleSheet } from './sheets-bench.ts';

const DAY_MS = 86_400_000;
const EVENT: RecordEvent = {
  ...{
    seq: 1,
    at: 0,
    actor: 'system',
    via: 'system',
    type: 'opened',
    note: null,
    detail: { slots: 2 },
    deviceAt: null,
  },
};

/** Answers every question and takes every deed with the same sheet: one slot with a value, one without. */
export class FakeSheets implements SheetService {
  private readonly sheet: SheetRecord = sampleSheet();
  private readonly planned: StartRecord = {
    ...openedRecord('timed-start', openedStart(PLAN, { what: 'start', date: '1970-01-01', plannedAt: 0 }, 0)),
    id: 1,
  } as StartRecord;

  list = async () => [this.sheet];
  get = async () => this.sheet;
  events = async () => [EVENT];
  fill = async () => done(this.sheet);
  correct = async () => done(this.sheet);
  sign = async () => done(this.sheet);
  review = async () => done(this.sheet);
  addendum = async () => done(this.sheet);
  starts = async () => [this.planned];
  start = async () => this.planned;
  startEvents = async () => [EVENT];
  explain = async () => done(this.planned);

  async comfort() {
    const figures = {
      low: 20,
      high: 27,
      knownSince: null,
      watchedMs: 1000,
      lowMs: 0,
      highMs: 0,
      unknownMs: 1000,
      worst: null,
    };
    return [{ id: 'lobby', title: { en: 'Lobby', zh: '大堂' }, equipment: 'X1', temperature: figures, humidity: null }];
  }
}

const PLAN = {
  ...{
    id: 'cooling',
    title: { en: 'Cooling', zh: '制冷' },
    equipment: ['X1'],
    tags: ['X1.run'],
    days: [1],
    start: 450,
    stop: null,
  },
  ...{ toleranceMs: 600_000, earliestMs: 7_200_000, missedAfterMs: 7_200_000 },
};

function sampleSheet(): SheetRecord {
  const day = { date: '1970-01-01', startMs: 0, endMs: DAY_MS };
  const draft = openedSheet(exampleSheet(), { day, slots: [0, 7_200_000], reviewDueAt: DAY_MS + 36_000_000, now: 0 });
  const opened = { ...openedRecord('log-sheet', draft), id: 1 } as SheetRecord;
  const cells = {
    'lv.u': { ...empty(null), value: 398, sourceAt: 0, spread: { min: 396, max: 401, mean: 398.5 } },
    'lv.kwh': empty('device-offline'),
  };
  const captured = captureRow(opened, { row: 'slot-0', stopped: false, cells }, () => ({}), 0);
  return captured.ok ? { ...opened, body: captured.value.body, version: 2 } : opened;
}
