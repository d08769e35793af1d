import { describe, expect, it } from 'vitest';
import { readService } from './read-service.ts';

const NOW = Date.UTC(2026, 0, 5);

function form(fields: Readonly<Record<string, string>>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

describe('taking a condition out of service', () => {
  it('names a reason and a day within thirty to look at it again', () => {
    expect(readService(form({ how: 'away', reason: ' being rebuilt ', days: '30' }), NOW, false)).toEqual({
      ok: true,
      deed: { what: 'out-of-service', reason: 'being rebuilt', reviewBy: '2026-02-03T23:59:00.000Z' },
    });
  });

  it('needs a second person where somebody may come to harm', () => {
    const typed = { how: 'away', reason: 'being rebuilt', days: '7' };
    expect(readService(form(typed), NOW, true)).toEqual({ ok: false, wrong: new Set(['second']) });
    expect(readService(form({ ...typed, second: 'chen', secondPassword: ' s ' }), NOW, true)).toMatchObject({
      ok: true,
      deed: { second: { username: 'chen', password: ' s ' } },
    });
  });

  it('says everything that is missing at once', () => {
    expect(readService(form({ how: 'away', days: '7' }), NOW, true)).toEqual({
      ok: false,
      wrong: new Set(['reason', 'second']),
    });
  });

  it('disables with a reason alone', () => {
    expect(readService(form({ how: 'disable', reason: 'no longer there' }), NOW, true)).toEqual({
      ok: true,
      deed: { what: 'disable', reason: 'no longer there' },
    });
    expect(readService(form({ how: 'disable', reason: 'no' }), NOW, true).ok).toBe(false);
  });
});
