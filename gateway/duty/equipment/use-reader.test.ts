import { expect, it } from 'vitest';
import { exampleEquipment, examplePoint, exampleSite } from '../../../tests/harness/builders.ts';
import { PLAIN_REGISTER, registerBench } from '../../../tests/harness/register-bench.ts';
import type { Site } from '../../domain/site.ts';
import { countersOf } from './use-reader.ts';

const counter = (index: number, tag: string, unit: string) =>
  examplePoint({ index, tag, name: tag.split('.')[1]!, kind: 'counter', unit, equipment: tag.split('.')[0]! });

const SITE: Site = {
  ...exampleSite([]),
  equipment: ['CH-1', 'F05', 'Q1'].map((id) => exampleEquipment({ id, class: 'chiller' })),
  points: [counter(0, 'CH-1.starts', ''), counter(1, 'CH-1.energy', 'kWh'), counter(2, 'F05.e_import', 'kWh')],
};

it('what a machine uses is counted by its own counters, or by those the site names for it', () => {
  const tags = (equipment: string, named?: readonly string[]) =>
    countersOf(SITE.points, equipment, named).map(({ tag }) => tag);
  expect(tags('CH-1')).toEqual(['CH-1.energy']);
  expect(tags('CH-1', ['F05.e_import'])).toEqual(['F05.e_import']);
  expect(tags('Q1')).toEqual([]);
});

it('is told by month, newest first, without the months nothing is known of', async () => {
  const asked: string[] = [];
  const increments = async ([tag = '']: readonly string[], edges: readonly number[]) => {
    asked.push(tag);
    return edges.slice(0, -1).map((bucketStartMs, at) => ({
      ...{ point: 2, bucketStartMs, increment: 100 * at, estimated: 0, coverage: 1, quality: 'measured' as const },
      known: at < 10 ? 0 : 0.5,
    }));
  };
  const cards = [{ equipment: 'CH-1', fields: {}, meters: ['F05.e_import'] }];
  const { engine } = registerBench(SITE, {
    history: { query: () => Promise.reject(new Error('not asked')), increments },
    plan: { ...PLAIN_REGISTER, cards },
  });
  await engine.tick();
  const [card, , none] = await engine.register.list();
  expect(await engine.register.use(card!.record.id)).toMatchObject({
    ok: true,
    value: [{ tag: 'F05.e_import', unit: 'kWh', months: [{ amount: 1100, coverage: 0.5 }, { amount: 1000 }] }],
  });
  expect(asked).toEqual(['F05.e_import']);
  expect(await engine.register.use(none!.record.id)).toEqual({ ok: true, value: [] });
  expect(await engine.register.use(99)).toMatchObject({ code: 'RECORD_NOT_FOUND' });
});
