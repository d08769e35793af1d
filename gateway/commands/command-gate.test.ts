import { describe, expect, it } from 'vitest';
import { codeOf, RULE, rig, TAG } from '../../tests/harness/command-gate-rig.ts';
import type { Outcome } from '../domain/errors.ts';
import { QUALITY } from '../domain/quality.ts';

describe('the gate', () => {
  it('shows what may be set, then sends it once and says what came of it', async () => {
    const { offer, confirm, writer, audit, clock } = rig();
    const offered = await offer();
    expect(offered).toMatchObject({ tag: TAG, present: 7, range: [5, 15], step: 0.1, role: 'engineer', nextAt: null });
    expect(offered.when).toEqual([{ tag: 'CH-1.local', in: [0], value: 0, isMet: true }]);
    expect(writer.sent).toEqual([]);
    const outcome = await confirm(offered.token);
    expect(writer.sent).toEqual([{ point: 0, raw: 65, expiresAt: clock.monotonicMs() + 10_000, verifyWithinMs: 5000 }]);
    const record = { actor: 'engineer', tag: TAG, from: 7, to: 6.5, reason: 'warm afternoon', via: 'web 10.0.0.9' };
    expect(outcome).toMatchObject({ ok: true, value: { ...record, outcome: 'verified', readBack: 6.5 } });
    expect(audit.records).toEqual([outcome.ok && outcome.value]);
  });

  it('refuses before anything is sent, and keeps every refusal', async () => {
    const cases: [string, (it: ReturnType<typeof rig>) => Promise<Outcome<unknown>>][] = [
      ['WRITE_READ_ONLY', ({ gate, as }) => gate.service.prepare('CH-1.lchwt', as('admin'))],
      ['WRITE_NOT_ALLOWED', ({ gate, as }) => gate.service.prepare(TAG, as('operator'))],
      ['WRITE_OUT_OF_RANGE', ({ set }) => set(4)],
      ['WRITE_OUT_OF_RANGE', ({ set }) => set(Number.NaN)],
      ['WRITE_TOKEN_INVALID', ({ confirm }) => confirm('guessed')],
      [
        'WRITE_NOT_ALLOWED',
        async ({ offer, confirm, as }) => confirm((await offer()).token, 6, as('viewer', 'engineer')),
      ],
    ];
    for (const [code, attempt] of cases) {
      const it = rig();
      expect(codeOf(await attempt(it))).toBe(code);
      expect(it.audit.records).toMatchObject([{ outcome: 'denied', code }]);
      expect(it.writer.sent).toEqual([]);
    }
  });

  it('knows no point that is not there, and nothing at all where writing is off', async () => {
    const { gate, as, audit } = rig();
    expect(codeOf(await gate.service.prepare('CH-9.setpoint', as('admin')))).toBe('POINT_NOT_FOUND');
    expect(audit.records).toEqual([]);
    const off = rig([]);
    expect(codeOf(await off.gate.service.prepare(TAG, as('admin')))).toBe('WRITE_DISABLED');
    expect(codeOf(await off.confirm('any'))).toBe('WRITE_DISABLED');
    expect(off.writer.sent).toEqual([]);
  });

  it('takes a token once, from the person it was given to, for its point, within a minute', async () => {
    const { offer, confirm, clock, as, writer, latest } = rig([RULE, { ...RULE, point: 2 }]);
    const used = (await offer()).token;
    expect(codeOf(await confirm(used))).toBe('sent');
    clock.advance(600_000);
    expect(codeOf(await confirm(used))).toBe('WRITE_TOKEN_INVALID');
    const others = (await offer()).token;
    expect(codeOf(await confirm(others, 6, as('engineer', 'wang')))).toBe('WRITE_TOKEN_INVALID');
    expect(codeOf(await confirm(others))).toBe('WRITE_TOKEN_INVALID');
    const old = (await offer()).token;
    clock.advance(60_000);
    expect(codeOf(await confirm(old))).toBe('WRITE_TOKEN_INVALID');
    latest.value[2] = 7;
    const foreign = (await rig().offer()).token;
    expect(codeOf(await confirm(foreign))).toBe('WRITE_TOKEN_INVALID');
    expect(writer.sent).toHaveLength(1);
  });

  it('keeps the newest eight offers of a person', async () => {
    const { offer, confirm } = rig();
    const first = (await offer()).token;
    for (let i = 0; i < 8; i++) await offer();
    expect(codeOf(await confirm(first))).toBe('WRITE_TOKEN_INVALID');
  });

  it('refuses what the person could not have known', async () => {
    const { offer, confirm, latest } = rig();
    const moved = (await offer()).token;
    latest.value[0] = 7.5;
    expect(codeOf(await confirm(moved))).toBe('WRITE_PRESENT_CHANGED');
    const local = (await offer()).token;
    latest.value[1] = 1;
    expect(await confirm(local)).toMatchObject({ code: 'WRITE_PRECONDITION', detail: 'CH-1.local must read 0' });
    latest.value[1] = 0;
    const stale = (await offer()).token;
    latest.quality[0] = QUALITY['bad-stale'];
    expect(codeOf(await confirm(stale))).toBe('WRITE_PRESENT_UNKNOWN');
  });
});
