import { describe, expect, it } from 'vitest';
import { codeOf, endOf, RULE, rig } from '../../tests/harness/command-gate-rig.ts';
import { settle } from '../../tests/harness/manual-clock.ts';
import type { WriteResult } from '../ports/driver.ts';

describe('a confirmed write', () => {
  it.each<[answer: WriteResult, readBack: number | null]>([
    [{ kind: 'differs', readBack: 70 }, 7],
    [{ kind: 'unverified', detail: 'no answer' }, null],
    [{ kind: 'refused', detail: 'exception 3' }, null],
    [{ kind: 'unsent', detail: 'not connected' }, null],
    [{ kind: 'unknown', detail: 'connection lost' }, null],
  ])('tells $kind as it is', async (answer, readBack) => {
    const { set, writer, audit } = rig();
    writer.answer = answer;
    expect(await set()).toMatchObject({ ok: true, value: { outcome: answer.kind, readBack } });
    expect(audit.records).toMatchObject([{ outcome: answer.kind, readBack }]);
  });

  it('waits between two writes, also after a restart, but not after one that reached nothing', async () => {
    const { set, clock, audit, writer, offer } = rig();
    writer.answer = { kind: 'refused', detail: 'exception 3' };
    await set();
    writer.answer = { kind: 'unknown', detail: 'connection lost' };
    expect(endOf(await set())).toBe('unknown');
    clock.advance(400_000);
    expect((await offer()).nextAt).toBe(clock.nowMs() + 200_000);
    expect(codeOf(await set())).toBe('WRITE_TOO_SOON');
    const again = rig([RULE], audit, clock);
    await again.gate.start();
    expect(codeOf(await again.set())).toBe('WRITE_TOO_SOON');
    clock.stepWall(-86_400_000);
    clock.advance(200_000);
    expect(endOf(await again.set())).toBe('verified');
  });

  it('sets one point once at a time', async () => {
    const { set, writer, offer, confirm } = rig();
    writer.answer = undefined;
    const first = set();
    const second = (await offer()).token;
    await settle();
    expect(codeOf(await confirm(second))).toBe('WRITE_BUSY');
    writer.finish({ kind: 'refused', detail: 'no' });
    expect(endOf(await first)).toBe('refused');
    writer.answer = { kind: 'verified', readBack: 65 };
    expect(endOf(await set())).toBe('verified');
  });

  it('sends nothing that could not be recorded first', async () => {
    const { set, audit, writer } = rig();
    audit.broken.add('begin');
    expect(codeOf(await set())).toBe('WRITE_UNRECORDED');
    expect(writer.sent).toEqual([]);
    audit.broken.clear();
    expect(endOf(await set())).toBe('verified');
  });

  it('calls a write unknown when the driver says nothing, and does not wait for ever', async () => {
    const { set, writer, clock } = rig();
    writer.answer = undefined;
    const outcome = set();
    await settle();
    clock.advance(30_000);
    expect(await outcome).toMatchObject({ ok: true, value: { outcome: 'unknown' } });
    expect(clock.pending).toBe(0);
  });

  it('tells the outcome though it cannot be stored, and leaves the point alone until it is', async () => {
    const { set, audit, clock, gate } = rig();
    audit.broken.add('settle');
    expect(endOf(await set())).toBe('verified');
    clock.advance(600_000);
    await settle();
    expect(codeOf(await set())).toBe('WRITE_BUSY');
    audit.broken.clear();
    clock.advance(5000);
    await settle();
    expect(audit.records[0]).toMatchObject({ outcome: 'verified' });
    expect(endOf(await set())).toBe('verified');
    await gate.stop();
    expect(clock.pending).toBe(0);
  });

  it('after an end in the middle says that it is not known what happened, and sends nothing again', async () => {
    const { set, audit, clock, writer } = rig();
    writer.answer = undefined;
    void set();
    await settle();
    expect(audit.records).toMatchObject([{ outcome: 'pending' }]);
    const again = rig([RULE], audit, clock);
    await again.gate.start();
    expect(audit.records).toMatchObject([{ outcome: 'unknown', detail: 'the gateway ended before the answer' }]);
    expect(again.writer.sent).toEqual([]);
    expect(codeOf(await again.set())).toBe('WRITE_TOO_SOON');
  });

  it('ends with what is under way, and begins nothing after that', async () => {
    const { set, writer, gate, offer, confirm } = rig();
    writer.answer = undefined;
    const outcome = set();
    const { token } = await offer();
    await settle();
    let isOver = false;
    const stopped = gate.stop().then(() => (isOver = true));
    await settle();
    expect(isOver).toBe(false);
    writer.finish({ kind: 'verified', readBack: 65 });
    await stopped;
    expect(endOf(await outcome)).toBe('verified');
    expect(codeOf(await confirm(token))).toBe('WRITE_BUSY');
  });

  it.each<[what: string, change: (it: ReturnType<typeof rig>) => void, detail: string]>([
    ['it is too late', ({ clock }) => clock.advance(10_001), 'recording it took too long'],
    ['the value has moved', ({ latest }) => latest.value.fill(8, 0, 1), 'WRITE_PRESENT_CHANGED'],
    ['a precondition has gone', ({ latest }) => latest.value.fill(1, 1, 2), 'WRITE_PRECONDITION'],
  ])('sends nothing when by the time it is recorded %s', async (_, change, detail) => {
    const it = rig();
    const { promise, resolve } = Promise.withResolvers<void>();
    it.audit.slowness = promise;
    const { token } = await it.offer();
    const outcome = it.confirm(token);
    await settle();
    change(it);
    resolve();
    expect(await outcome).toMatchObject({ ok: true, value: { outcome: 'unsent', detail } });
    expect(it.writer.sent).toEqual([]);
    expect(it.audit.records).toMatchObject([{ outcome: 'unsent' }]);
  });
});
