import fc from 'fast-check';
import { LocalizedText, NodeId } from 'node-opcua-client';
import { describe, expect, it } from 'vitest';
import { decodeEvent } from './event-filter.ts';

const id = (text: string) => NodeId.resolveNodeId(text);
const variant = (value: unknown) => ({ dataType: 0, value });
const TIME = new Date(1_000);

/** The fields of an alarm in the order of the filter; some replaced. */
function fields(replaced: Readonly<Record<number, unknown>> = {}) {
  const text = new LocalizedText({ text: 'door\u202e blocked' });
  const base = [id('i=10637'), id('ns=2;s=L01.Door'), 'Door', TIME, text, 700, id('ns=2;i=9'), 'Blocked', null];
  const states = [true, true, false, true];
  return [...base, ...states].map((value, position) => variant(position in replaced ? replaced[position] : value));
}
const [BRANCH, RETAIN, ENABLED, ACKED, ACTIVE] = [8, 9, 10, 11, 12];

describe('reading an event', () => {
  it('of an alarm', () => {
    expect(decodeEvent(fields())).toEqual({
      ...{ kind: 'condition', condition: 'ns=2;i=9', branch: '', sourceNode: 'ns=2;s=L01.Door', sourceName: 'Door' },
      ...{
        name: 'Blocked',
        isActive: true,
        isAcknowledged: false,
        severity: 700,
        message: 'door  blocked',
        time: TIME,
      },
      isRetained: true,
    });
  });

  it('of a former state, and of the null branch that means the present one', () => {
    expect(decodeEvent(fields({ [BRANCH]: id('ns=1;i=5') }))).toMatchObject({ branch: 'ns=1;i=5' });
    expect(decodeEvent(fields({ [BRANCH]: new NodeId() }))).toMatchObject({ branch: '' });
  });

  it('of a condition that is disabled, or has no active state, or cannot be acknowledged', () => {
    const disabled = decodeEvent(fields({ [ENABLED]: false }));
    expect(disabled).toMatchObject({ isActive: false, isRetained: false });
    const notice = { [ACTIVE]: null, [ACKED]: null };
    expect(decodeEvent(fields(notice))).toMatchObject({ isActive: true, isAcknowledged: true });
    expect(decodeEvent(fields({ ...notice, [RETAIN]: false }))).toMatchObject({ isActive: false, isRetained: false });
  });

  it('an alarm that is on is of interest, whatever the server says of it', () => {
    expect(decodeEvent(fields({ [RETAIN]: false }))).toMatchObject({ isActive: true, isRetained: true });
  });

  it.each([
    [2787, 'refresh-start'],
    [2788, 'refresh-end'],
    [2789, 'refresh-required'],
    [3035, 'overflow'],
    [2041, 'other'],
  ])('of type %d is %s', (type, kind) => {
    expect(decodeEvent([variant(id(`i=${type}`)), undefined, null, variant(TIME)])).toEqual({ kind, time: TIME });
  });

  it('never throws, whatever a server sends', () => {
    const field = fc.oneof(fc.anything(), fc.record({ dataType: fc.nat(), value: fc.anything() }));
    fc.assert(
      fc.property(fc.array(field, { maxLength: 15 }), (sent) => {
        const event = decodeEvent(sent.map((value) => variant(value)));
        expect(['condition', 'other']).toContain(event.kind);
      }),
    );
  });
});
