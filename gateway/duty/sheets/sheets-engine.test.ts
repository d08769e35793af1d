import { describe, expect, test } from 'vitest';
import { examplePoint } from '../../../tests/harness/builders.ts';
import type { MemorySample } from '../../../tests/harness/memory-history.ts';
import { exampleForm, exampleSheet, type SheetsBench, sheetsBench } from '../../../tests/harness/sheets-bench.ts';
import type { LogSheet } from '../../domain/duty/sheets/log-sheet.ts';
import { sheetFigures } from '../../domain/duty/sheets/sheet-standing.ts';
import { QUALITY } from '../../domain/quality.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;
/** Midnight of Monday 5 January 2026 in Shanghai. */
const MIDNIGHT = Date.UTC(2026, 0, 4, 16);
const POINTS = [
  examplePoint({ index: 0, tag: 'X1.u', name: 'u' }),
  examplePoint({ index: 1, tag: 'X1.kwh', name: 'kwh', kind: 'counter' }),
  examplePoint({ index: 2, tag: 'X1.run', name: 'run', kind: 'boolean' }),
];

/** Samples of every minute from an hour before midnight on. */
function everyMinute(
  hours: number,
  value: (minute: number) => number,
  quality: (minute: number) => number = () => 0,
): MemorySample[] {
  return Array.from({ length: (hours + 1) * 60 }, (_, i) => {
    const minute = i - 60;
    return { time: MIDNIGHT + minute * MINUTE, value: value(minute), quality: quality(minute) };
  });
}

/** The device is away from 01:30 to 05:00. */
const isAway = (minute: number): boolean => minute >= 90 && minute < 300;
const SAMPLES = new Map([
  [
    'X1.u',
    everyMinute(
      26,
      () => 398,
      (minute) => (isAway(minute) ? QUALITY['bad-not-connected'] : 0),
    ),
  ],
  [
    'X1.kwh',
    everyMinute(
      26,
      (minute) => 1000 + minute,
      (minute) => (isAway(minute) ? QUALITY['bad-not-connected'] : 0),
    ),
  ],
]);

const sheetOf = ({ book }: SheetsBench, date: string): LogSheet =>
  book
    .all('log-sheet')
    .map(({ record }) => record.body as LogSheet)
    .find((body) => body.date === date)!;
const cellsOf = (sheet: LogSheet, column: string) =>
  sheet.rows.filter(({ kind }) => kind === 'slot').map(({ cells }) => cells[column]?.auto?.value ?? null);
const reasonsOf = (sheet: LogSheet, column: string) =>
  sheet.rows.map(({ cells }) => cells[column]?.auto?.reason ?? null);
const plan = { sheets: [exampleSheet()] };
const started = async (bench: SheetsBench): Promise<SheetsBench> => {
  await bench.engine.start();
  return bench;
};

describe('a day', () => {
  test('fills itself; a device that is away leaves empty slots with the reason, and the energy of the gap is told as one', async () => {
    const bench = await started(sheetsBench({ plan, points: POINTS, samples: SAMPLES, startMs: MIDNIGHT - HOUR / 2 }));
    await bench.clock.advanceAsync(25 * HOUR);
    await bench.engine.stop();
    const sheet = sheetOf(bench, '2026-01-05');
    expect(cellsOf(sheet, 'lv.u')).toEqual([398, null, null, ...Array(9).fill(398)]);
    expect(reasonsOf(sheet, 'lv.u').slice(1, 3)).toEqual(['device-offline', 'device-offline']);
    const energy = cellsOf(sheet, 'lv.kwh_d');
    // Of the time before the first reading nothing is known.
    expect(energy).toEqual([null, null, null, 360, ...Array(8).fill(120)]);
    expect(sheet.rows[3]!.cells['lv.kwh_d']!.auto!.spansSince).toBe(MIDNIGHT);
    expect(cellsOf(sheet, 'lv.twice')[0]).toBe(796);
    expect(sheetFigures(sheet, MIDNIGHT + 30 * HOUR)).toMatchObject({ slots: 12, complete: 0, missing: 12 });
    expect(sheetOf(bench, '2026-01-06').rows).toHaveLength(12);
    expect(bench.clock.pending).toBe(0);
  });

  test('is read at the very moment of a slot, not up to a minute later', async () => {
    const bench = sheetsBench({ plan, points: POINTS, startMs: MIDNIGHT - 90_000 });
    bench.latest.take(batchOf(0, 398, MIDNIGHT - 30_000));
    await bench.engine.start();
    await bench.clock.advanceAsync(90_000);
    expect(sheetOf(bench, '2026-01-05').rows[0]).toMatchObject({ capturedAt: MIDNIGHT });
    expect(cellsOf(sheetOf(bench, '2026-01-05'), 'lv.u')[0]).toBe(398);
    await bench.engine.stop();
  });

  test('that nobody signs counts as missed', async () => {
    const bench = await started(sheetsBench({ plan, points: POINTS, samples: SAMPLES, startMs: MIDNIGHT }));
    await bench.clock.advanceAsync(35 * HOUR);
    await bench.engine.stop();
    expect(bench.book.all('log-sheet').map(({ record }) => record.state)).toEqual(['missed', 'open']);
  });

  test('says under repair where the machine was in maintenance mode', async () => {
    const bench = sheetsBench({ plan, points: POINTS, startMs: MIDNIGHT - MINUTE });
    bench.underRepair.add('X1');
    await started(bench);
    await bench.clock.advanceAsync(2 * MINUTE);
    await bench.engine.stop();
    expect(reasonsOf(sheetOf(bench, '2026-01-05'), 'lv.u')[0]).toBe('under-repair');
  });
});

describe('a gateway that was killed', () => {
  test('goes on where it was: what it slept through is made up from the history, nothing twice', async () => {
    const first = await started(sheetsBench({ plan, points: POINTS, samples: SAMPLES, startMs: MIDNIGHT }));
    await first.clock.advanceAsync(7 * HOUR);
    const { book } = first;
    const second = await started(
      sheetsBench({ plan, points: POINTS, samples: SAMPLES, book, startMs: MIDNIGHT + 24.5 * HOUR }),
    );
    await second.engine.stop();
    await first.engine.stop();
    expect(book.all('log-sheet')).toHaveLength(2);
    const sheet = sheetOf(second, '2026-01-05');
    expect(sheet.rows.every(({ capturedAt }) => capturedAt !== null)).toBe(true);
    expect(cellsOf(sheet, 'lv.u').slice(4)).toEqual(Array(8).fill(398));
    const captures = book.all('log-sheet')[0]!.events.filter(({ type }) => type === 'captured');
    expect(captures).toHaveLength(12);
  });

  test('leaves empty what no history tells: nothing is invented', async () => {
    const until = new Map([...SAMPLES].map(([tag, list]) => [tag, list.filter(({ time }) => time < MIDNIGHT + HOUR)]));
    const first = await started(sheetsBench({ plan, points: POINTS, samples: until, startMs: MIDNIGHT }));
    await first.engine.stop();
    const { book } = first;
    const second = await started(
      sheetsBench({ plan, points: POINTS, samples: until, book, startMs: MIDNIGHT + 10 * HOUR }),
    );
    await second.engine.stop();
    expect(cellsOf(sheetOf(second, '2026-01-05'), 'lv.u').slice(1, 6)).toEqual(Array(5).fill(null));
  });
});

test('a form that was changed is that of the next day; the open sheet keeps the one it was opened with', async () => {
  const first = await started(sheetsBench({ plan, points: POINTS, samples: SAMPLES, startMs: MIDNIGHT }));
  await first.clock.advanceAsync(10 * HOUR);
  await first.engine.stop();
  const changed = { sheets: [exampleSheet({ form: exampleForm({ version: 2, slots: [0, 720] }) })] };
  const { book } = first;
  const startMs = MIDNIGHT + 10 * HOUR;
  const second = await started(sheetsBench({ plan: changed, points: POINTS, samples: SAMPLES, book, startMs }));
  await second.clock.advanceAsync(14 * HOUR);
  await second.engine.stop();
  const told = ['2026-01-05', '2026-01-06'].map((date) => sheetOf(second, date));
  expect(told.map(({ form, rows }) => [form.version, rows.length])).toEqual([
    [1, 12],
    [2, 2],
  ]);
  expect(told[0]!.rows.every(({ capturedAt }) => capturedAt !== null)).toBe(true);
});

describe('a machine that is started and stopped', () => {
  const form = exampleForm({
    slots: Array.from({ length: 24 }, (_, i) => i * 60),
    runTag: 'X1.run',
    extraRows: [
      { id: 'start', title: { en: 'Before start', zh: '开机前' }, to: true, offsetMs: -2 * MINUTE },
      { id: 'stop', title: { en: 'Before stop', zh: '停机前' }, to: false, offsetMs: -MINUTE },
    ],
  });
  const runs = (minute: number): number => (minute >= 448 && minute < 1080 ? 1 : 0);
  const samples = new Map([
    ['X1.run', everyMinute(26, runs)],
    ['X1.u', everyMinute(26, (minute) => minute)],
    ['X1.kwh', everyMinute(26, () => 0)],
  ]);

  test('gets a row before each, hourly rows between, and rows that ask for nothing while it stands', async () => {
    const bench = await started(
      sheetsBench({ plan: { sheets: [exampleSheet({ form })] }, points: POINTS, samples, startMs: MIDNIGHT }),
    );
    await bench.clock.advanceAsync(23.9 * HOUR);
    await bench.engine.stop();
    const { rows } = sheetOf(bench, '2026-01-05');
    const extra = rows.filter(({ kind }) => kind !== 'slot');
    expect(extra.map(({ kind, at }) => [kind, (at - MIDNIGHT) / MINUTE])).toEqual([
      ['start', 448],
      ['stop', 1080],
    ]);
    expect(extra.map(({ cells }) => cells['lv.u']?.auto?.value)).toEqual([446, 1079]);
    expect(rows.filter(({ kind, stopped }) => kind === 'slot' && !stopped)).toHaveLength(10);
    const missed = sheetFigures(sheetOf(bench, '2026-01-05'), MIDNIGHT + 26 * HOUR).missing;
    expect(missed).toBe(12);
  });

  test('is judged against the clock, and a late start is told', async () => {
    const cooling = {
      ...{
        id: 'cooling',
        title: { en: 'Cooling', zh: '制冷机组' },
        equipment: ['X1'],
        tags: ['X1.run'],
        days: [1, 2, 3, 4, 5],
      },
      ...{ start: 420, stop: 1080, toleranceMs: 10 * MINUTE, earliestMs: 2 * HOUR, missedAfterMs: 2 * HOUR },
    };
    const bench = await started(
      sheetsBench({ plan: { timedStarts: [cooling] }, points: POINTS, samples, startMs: MIDNIGHT }),
    );
    await bench.clock.advanceAsync(22 * HOUR);
    await bench.engine.stop();
    const seen = (await bench.service.starts({ limit: 10 })).map(({ state, body }) => [
      body.what,
      state,
      body.verdict,
      body.offsetMs,
    ]);
    expect(seen).toEqual([
      ['stop', 'done', 'on-time', 0],
      ['start', 'done', 'late', 28 * MINUTE],
    ]);
    expect(bench.told.map(({ code, text }) => `${code} ${text.en}`)).toEqual([
      'TIMED_START Cooling: start 28 min late',
    ]);
  });
});

describe('a finding', () => {
  test('opens one order with the readings of its machine; the sheet shows its number', async () => {
    const bench = await started(sheetsBench({ plan, points: POINTS, samples: SAMPLES, startMs: MIDNIGHT }));
    await bench.clock.advanceAsync(MINUTE);
    const [record] = await bench.service.list({ limit: 1 });
    const entries = [{ column: 'lv.joints', value: 'fault', remark: 'burnt smell at A phase', order: true }];
    const caller = { username: 'li', role: 'technician', via: 'screen', deviceAt: null } as const;
    const filled = await bench.service.fill(record!.id, { row: `slot-${MIDNIGHT}`, entries }, caller);
    await bench.engine.stop();
    expect(bench.orders).toHaveLength(1);
    expect(bench.orders[0]!.description.en).toContain('voltage 398 V');
    expect(filled.ok && filled.value.body.rows[0]!.cells['lv.joints']!.order).toBe(1);
  });
});

describe('a zone out of its comfort band', () => {
  test('is told once, after half an hour', async () => {
    const comfort = [
      {
        ...{ id: 'lobby', title: { en: 'Lobby', zh: '大堂' }, equipment: 'X1', humidity: null, hours: [] },
        ...{ temperature: { tag: 'X1.u', low: 20, high: 26 }, tellAfterMs: 30 * MINUTE },
      },
    ];
    const bench = sheetsBench({ plan: { comfort }, points: POINTS, startMs: MIDNIGHT });
    bench.latest.take(batchOf(0, 30, MIDNIGHT));
    await bench.engine.start();
    await bench.clock.advanceAsync(29 * MINUTE);
    expect(bench.told).toEqual([]);
    await bench.clock.advanceAsync(60 * MINUTE);
    expect(bench.told.map(({ code }) => code)).toEqual(['COMFORT']);
    await bench.engine.stop();
  });
});

function batchOf(point: number, value: number, time: number) {
  return {
    length: 1,
    ...{ point: Uint32Array.of(point), value: Float64Array.of(value), quality: Uint8Array.of(0) },
    sourceTime: Float64Array.of(time),
  };
}
