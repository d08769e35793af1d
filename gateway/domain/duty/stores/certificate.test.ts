import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textOfDay } from '../calendar-days.ts';
import type { Deed } from '../deed.ts';
import {
  CERTIFICATE,
  type CertificateRecord,
  certificateStanding,
  endCertificate,
  markCertificateTold,
  renewCertificate,
} from './certificate.ts';

const deed: Deed = { actor: 'li', at: 1000, via: 'screen', deviceAt: null };
const record = (validUntil: string | null): CertificateRecord => ({
  ...{ id: 1, kind: CERTIFICATE.kind, key: 'k', subject: 'wang', state: 'open', at: 0, dueAt: null, closedAt: null },
  ...{ version: 1 },
  body: {
    ...{ code: 'hv-wang', person: 'wang', title: { en: 'High voltage', zh: '高压电工' }, number: 'T-1', validUntil },
    ...{ renewals: [], told: null },
  },
});

test('it runs out on its day, soon before, and never without one', () => {
  expect(certificateStanding({ validUntil: '2026-03-31' }, '2026-03-31', 30)).toBe('soon');
  expect(certificateStanding({ validUntil: '2026-03-31' }, '2026-04-01', 30)).toBe('over');
  expect(certificateStanding({ validUntil: '2026-03-31' }, '2026-02-28', 30)).toBe('ok');
  expect(certificateStanding({ validUntil: null }, '2999-01-01', 30)).toBe('ok');
});

test('renewed it holds longer, never shorter, and what was before stays', () => {
  const day = fc.integer({ min: 20_000, max: 30_000 }).map(textOfDay);
  fc.assert(
    fc.property(day, day, (before, until) => {
      const step = renewCertificate(record(before), { number: 'T-2', validUntil: until, file: null }, deed);
      expect(step.ok).toBe(until >= before);
      if (!step.ok) return;
      expect(step.value.body).toMatchObject({ number: 'T-2', validUntil: until, renewals: [{ by: 'li', at: 1000 }] });
    }),
  );
});

test('it is told once for each standing, and an ended one takes nothing more', () => {
  const told = markCertificateTold(record('2026-03-31'), 'soon 2026-03-31', deed);
  expect(told).toMatchObject({ ok: true, value: { body: { told: 'soon 2026-03-31' } } });
  const ended = endCertificate(record(null), 'has left', deed);
  expect(ended).toMatchObject({ ok: true, value: { state: 'cancelled' } });
  const over: CertificateRecord = { ...record(null), state: 'cancelled' };
  expect(renewCertificate(over, { number: 'x', validUntil: null, file: null }, deed).ok).toBe(false);
  expect(endCertificate(over, 'again', deed).ok).toBe(false);
});
