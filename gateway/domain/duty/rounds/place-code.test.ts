import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Place, placeCode, readPlaceCode } from './place-code.ts';

const place = fc.record<Place>({
  kind: fc.constantFrom('equipment', 'area'),
  id: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/),
});

test('a code says its place, scanned as an address, typed in small letters or bare', () => {
  fc.assert(
    fc.property(place, (one) => {
      const code = placeCode('tower', one);
      expect(readPlaceCode('tower', code)).toEqual(one);
      expect(readPlaceCode('tower', `http://10.0.0.5:8080/q/${encodeURIComponent(code)}?x=1`)).toEqual(one);
      expect(readPlaceCode('tower', ` ${code.slice(0, -6)}${code.slice(-6).toLowerCase()}\n`)).toEqual(one);
    }),
  );
});

test('codes of another site, of another place and whatever else is scanned are none', () => {
  fc.assert(
    fc.property(place, place, (one, other) => {
      const code = placeCode('tower', one);
      expect(readPlaceCode('annex', code)).toBeUndefined();
      if (one.id === other.id && one.kind === other.kind) return;
      const forged = placeCode('tower', other).slice(0, -6) + code.slice(-6);
      expect(readPlaceCode('tower', forged)).toBeUndefined();
    }),
  );
  fc.assert(fc.property(fc.string(), (text) => void readPlaceCode('tower', text)));
  expect(readPlaceCode('tower', 'http://10.0.0.5/q/%zz')).toBeUndefined();
});
