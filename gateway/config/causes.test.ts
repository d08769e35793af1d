import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exampleCondition, exampleEquipment } from '../../tests/harness/builders.ts';
import type { CauseKind } from './alarm-schema.ts';
import { type CauseDraft, withCauses } from './causes.ts';

const release = { power: '2m', cooling: '10m', communication: '1m' };

interface Given {
  readonly announces?: readonly CauseKind[];
  readonly suppressedBy?: readonly CauseKind[];
}

const alarm = (equipment: string, { announces = [], suppressedBy = [] }: Given): CauseDraft => {
  const condition = exampleCondition({ id: `${equipment}.alarm`, equipment });
  return { condition, announces, suppressedBy, on: [equipment] };
};

const machine = (id: string, poweredBy: readonly string[] = []) =>
  exampleEquipment({ id, poweredBy, device: `d:${id}` });
const parentsOf = (drafts: readonly CauseDraft[], ...equipment: ReturnType<typeof machine>[]) =>
  Object.fromEntries(
    withCauses(drafts, equipment, release).map(({ id, suppressors }) => [
      id,
      suppressors.map((one) => (one.kind === 'parent' ? `${one.condition} ${one.releaseDelayMs}` : one.kind)),
    ]),
  );

describe('causes upstream', () => {
  test('are found through machines that say nothing themselves, and only of the kind asked for', () => {
    const drafts = [alarm('INC', { announces: ['power'] }), alarm('F', {}), alarm('P', { suppressedBy: ['power'] })];
    const parents = parentsOf(drafts, machine('INC'), machine('F', ['INC']), machine('P', ['F']));
    expect(parents).toEqual({ 'INC.alarm': [], 'F.alarm': [], 'P.alarm': ['INC.alarm 120000'] });
    const cooling = parentsOf(
      [alarm('INC', { announces: ['power'] }), alarm('P', { suppressedBy: ['cooling'] })],
      machine('INC'),
      machine('P', ['INC']),
    );
    expect(cooling['P.alarm']).toEqual([]);
  });

  test('end at a machine with two sources: it alone says whether it has none left', () => {
    const drafts = [
      alarm('INC', { announces: ['power'] }),
      alarm('ATS', { announces: ['power'] }),
      alarm('L', { suppressedBy: ['power'] }),
    ];
    const parents = parentsOf(
      drafts,
      machine('INC'),
      machine('G'),
      machine('ATS', ['INC', 'G']),
      machine('L', ['ATS']),
    );
    expect(parents['L.alarm']).toEqual(['ATS.alarm 120000']);
  });

  test('of a shared device explain it only where they explain every machine on it', () => {
    const lost = { ...alarm('A', { suppressedBy: ['power'] }), on: ['A', 'B'] };
    const drafts = [alarm('F', { announces: ['power'] }), alarm('X', { announces: ['power'] }), lost];
    const both = parentsOf(drafts, machine('F'), machine('X'), machine('A', ['F']), machine('B', ['F']));
    expect(both['A.alarm']).toEqual(['F.alarm 120000']);
    const one = parentsOf(drafts, machine('F'), machine('X'), machine('A', ['F']), machine('B', ['X']));
    expect(one['A.alarm']).toEqual([]);
  });

  test('may be named by the device that carries what is said', () => {
    const far = exampleEquipment({ id: 'P', communicatesVia: ['d:SW'] });
    const drafts = [alarm('SW', { announces: ['communication'] }), alarm('P', { suppressedBy: ['communication'] })];
    expect(parentsOf(drafts, machine('SW'), far)['P.alarm']).toEqual(['SW.alarm 60000']);
  });

  test('never go round in circles, whatever feeds whom', () => {
    const feeds = fc.array(fc.array(fc.nat(7), { maxLength: 2 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(feeds, (given) => {
        const machines = given.map((from, n) => machine(String(n), from.map(String)));
        const drafts = machines.map(({ id }) => alarm(id, { announces: ['power'], suppressedBy: ['power'] }));
        for (const { id, suppressors } of withCauses(drafts, machines, release)) {
          const parents = suppressors.map((one) => (one.kind === 'parent' ? one.condition : ''));
          expect(new Set(parents).size).toBe(parents.length);
          expect(parents).not.toContain(id);
        }
      }),
    );
  });
});
