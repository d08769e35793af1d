import { expect, it } from 'vitest';
import type { WireTurn } from '../../data/on-call-api.ts';
import { siteDays } from '../../format/site-days.ts';
import { weekCells } from './week-cells.ts';

const turn = (person: string, startsAt: string, endsAt: string, rotation = 'duty'): WireTurn => ({
  ...{ rotation, person, name: person, startsAt, endsAt, because: 'turn', override: null },
});

const days = siteDays('2026-11-23', 3, 'Asia/Shanghai');

it('shows a night turn on both of its days, cut at midnight', () => {
  const cells = weekCells([turn('wang', '2026-11-23T12:00:00Z', '2026-11-24T00:00:00Z')], 'duty', days);
  expect(cells.map((cell) => cell.map(({ fromMs, toMs }) => (toMs - fromMs) / 3_600_000))).toEqual([[4], [8], []]);
});

it('keeps to its rotation and to the order of the day', () => {
  const cells = weekCells(
    [
      turn('late', '2026-11-23T12:00:00Z', '2026-11-23T16:00:00Z'),
      turn('early', '2026-11-22T16:00:00Z', '2026-11-23T12:00:00Z'),
      turn('other', '2026-11-22T16:00:00Z', '2026-11-23T16:00:00Z', 'lead'),
    ],
    'duty',
    days,
  );
  expect(cells[0]?.map((cell) => cell.turn.person)).toEqual(['early', 'late']);
});
