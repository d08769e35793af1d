import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ringsOf } from './rings.ts';

const rings = (links: Readonly<Record<string, readonly string[]>>) =>
  ringsOf(Object.keys(links), (node) => links[node] ?? []).map(({ nodes }) => nodes.join(' '));

test('each ring is found once, at the link that closes it', () => {
  expect(rings({ a: ['a'] })).toEqual(['a a']);
  expect(rings({ a: ['b'], b: ['c'], c: ['a', 'd'], d: [] })).toEqual(['a b c a']);
  expect(rings({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] })).toEqual([]);
  expect(rings({ a: ['nobody'] })).toEqual([]);
});

test('links that only lead onwards make no ring, one that leads back does', () => {
  const links = fc.array(fc.array(fc.nat(9), { maxLength: 4 }), { minLength: 10, maxLength: 10 });
  fc.assert(
    fc.property(links, (given) => {
      const onwards = given.map((to, from) => to.filter((node) => node > from));
      const next = (node: string) => onwards[Number(node)]!.map(String);
      const nodes = onwards.map((_, node) => String(node));
      expect(ringsOf(nodes, next)).toEqual([]);
      const from = onwards.findIndex((to) => to.length > 0);
      if (from < 0) return;
      const back = onwards[from]![0]!;
      const closed = ringsOf(nodes, (node) => (Number(node) === back ? [...next(node), String(from)] : next(node)));
      expect(closed.length).toBeGreaterThan(0);
      for (const ring of closed) expect(ring.nodes.at(0)).toBe(ring.nodes.at(-1));
    }),
  );
});
