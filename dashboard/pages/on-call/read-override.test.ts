import { describe, expect, it } from 'vitest';
import { readOverride } from './read-override.ts';

const ZONE = 'Asia/Shanghai';
const TYPED = {
  ...{ kind: 'replace', rotation: 'duty', person: 'zhao', instead: 'wang', reason: 'ill' },
  ...{ from: '2026-11-23 08:00', to: '2026-11-23 20:00' },
};

function form(change: Readonly<Record<string, string>> = {}): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries({ ...TYPED, ...change })) data.set(name, value);
  return data;
}

describe('a change of the duty', () => {
  it('is read in the time of the site', () => {
    expect(readOverride(form(), ZONE, undefined)).toEqual({
      ok: true,
      wish: {
        ...{ rotation: 'duty', kind: 'replace', person: 'zhao', instead: 'wang', reason: 'ill' },
        ...{ from: '2026-11-23T00:00:00.000Z', to: '2026-11-23T12:00:00.000Z' },
      },
    });
  });

  it('names nobody who comes in when somebody is only taken out, and nobody who leaves when somebody is added', () => {
    expect(readOverride(form({ kind: 'remove', person: '' }), ZONE, undefined)).toMatchObject({
      wish: { kind: 'remove', person: null, instead: 'wang' },
    });
    expect(readOverride(form({ kind: 'add' }), ZONE, undefined)).toMatchObject({
      wish: { kind: 'add', instead: null },
    });
  });

  it('gives away only the own turn where somebody asks for a swap', () => {
    expect(readOverride(form(), ZONE, 'li')).toMatchObject({ wish: { instead: 'li' } });
  });

  it('says everything that is missing at once', () => {
    const wrong = readOverride(form({ rotation: '', person: '', reason: 'x', from: 'noon', to: '' }), ZONE, undefined);
    expect(wrong).toEqual({ ok: false, wrong: new Set(['rotation', 'person', 'from', 'to', 'reason']) });
    expect(readOverride(form({ to: '2026-11-23 07:00' }), ZONE, undefined)).toEqual({
      ok: false,
      wrong: new Set(['to']),
    });
  });
});
