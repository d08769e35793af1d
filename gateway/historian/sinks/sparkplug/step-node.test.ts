import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstState, type NodeEffect, type NodeEvent, type NodeState, nextDueAt } from './node-state.ts';
import { stepNode } from './step-node.ts';

const rebirth: NodeEvent = { kind: 'commands', reading: { asksForRebirth: true, ignored: 0 } };
const lost = (random = 1): NodeEvent => ({ kind: 'lost', random });
const host = (isOnline: boolean, timestamp?: number): NodeEvent => ({ kind: 'host', word: { isOnline, timestamp } });

/** A node with a clock, and what it was told to do. */
class Node {
  state: NodeState;
  now = 0;
  effects: NodeEffect[] = [];
  private readonly awaitsHost: boolean;

  constructor({ awaitsHost = false, bdSeq = -1 } = {}) {
    this.state = firstState(bdSeq);
    this.awaitsHost = awaitsHost;
  }

  tell(...events: NodeEvent[]): NodeEffect['kind'][] {
    const before = this.effects.length;
    for (const event of events) {
      const step = stepNode(this.state, event, this.now, { awaitsHost: this.awaitsHost });
      this.state = step.state;
      this.effects.push(...step.effects);
    }
    return this.effects.slice(before).map(({ kind }) => kind);
  }

  connect(): NodeEffect['kind'][] {
    return this.tell({ kind: 'due' }, { kind: 'dialled' }, { kind: 'connected' });
  }
}

describe('bdSeq', () => {
  test('is one more with each CONNECT that left, and the same in will, births and death', () => {
    const node = new Node({ bdSeq: 254 });
    node.connect();
    node.tell({ kind: 'stop' });
    expect(node.effects).toEqual([
      { kind: 'connect', bdSeq: 255 },
      { kind: 'rewind' },
      { kind: 'births', bdSeq: 255 },
      { kind: 'death', bdSeq: 255 },
      { kind: 'disconnect' },
    ]);
  });

  test('wraps to 0, and is not used up by a broker that is not there', () => {
    const node = new Node({ bdSeq: 255 });
    for (let i = 0; i < 3; i++) {
      expect(node.tell({ kind: 'due' })).toEqual(['connect']);
      node.tell(lost());
      node.now = node.state.retryAt;
    }
    expect(node.effects.map((effect) => 'bdSeq' in effect && effect.bdSeq)).toEqual([0, 0, 0]);
    node.tell({ kind: 'due' }, { kind: 'dialled' }, lost());
    node.now = node.state.retryAt;
    node.tell({ kind: 'due' });
    expect(node.effects.at(-1)).toEqual({ kind: 'connect', bdSeq: 1 });
  });
});

describe('the primary host', () => {
  test('is waited for; its death ends the session, its return begins another one', () => {
    const node = new Node({ awaitsHost: true });
    expect(node.connect()).toEqual(['connect']);
    expect(node.state.phase).toBe('waiting');
    expect(node.tell(rebirth, host(false, 1), host(true, 2))).toEqual(['rewind', 'births']);
    expect(node.tell(host(false, 1))).toEqual([]);
    expect(node.tell(host(false, 2))).toEqual(['death', 'disconnect']);
    node.now = nextDueAt(node.state);
    expect(node.connect()).toEqual(['connect']);
    // A host whose clock was put back is believed by a new connection.
    expect(node.tell(host(true, 0))).toEqual(['rewind', 'births']);
  });

  test('that was told about before the subscription was answered is not waited for', () => {
    const node = new Node({ awaitsHost: true });
    node.tell({ kind: 'due' }, { kind: 'dialled' }, host(true, 1));
    expect(node.tell({ kind: 'connected' })).toEqual(['rewind', 'births']);
  });

  test('while waiting nothing has been born, so nothing dies', () => {
    const node = new Node({ awaitsHost: true });
    node.connect();
    expect(node.tell({ kind: 'stop' })).toEqual(['disconnect']);
  });
});

describe('rebirth', () => {
  test('requests in a row are answered by one birth, none is forgotten', () => {
    const node = new Node();
    node.connect();
    expect(node.tell(rebirth, rebirth)).toEqual([]);
    node.now = 4_999;
    expect(node.tell({ kind: 'due' }, rebirth)).toEqual([]);
    node.now = nextDueAt(node.state);
    expect(node.tell({ kind: 'due' })).toEqual(['rewind', 'births']);
    expect(node.tell({ kind: 'due' })).toEqual([]);
  });

  test('brings back the history for the first who asks, later only now and then', () => {
    const node = new Node();
    node.connect();
    const answers: NodeEffect['kind'][][] = [];
    for (let i = 0; i < 60; i++) {
      node.now += 10_000;
      answers.push(node.tell(rebirth));
    }
    expect(answers.every((effects) => effects.includes('births'))).toBe(true);
    expect(answers.filter((effects) => effects.includes('rewind')).length).toBe(3);
  });
});

test('what an unready node is asked for has no effect', () => {
  const node = new Node();
  expect(node.tell(rebirth, { kind: 'outdated' }, { kind: 'connected' }, { kind: 'dialled' }, lost())).toEqual([]);
  expect(node.tell({ kind: 'stop' }, { kind: 'due' })).toEqual([]);
});

test('another client with our id meets at most one connection in five seconds, and shorter waits after long lives', () => {
  const node = new Node();
  const dials: number[] = [];
  for (let i = 0; i < 20; i++) {
    node.now = Math.max(node.now, nextDueAt(node.state));
    dials.push(node.now);
    node.connect();
    node.now += 200;
    node.tell(lost(0));
  }
  const gaps = dials.slice(1).map((at, i) => at - dials[i]!);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(5_000);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(10_500);
  node.now = nextDueAt(node.state);
  node.connect();
  node.now += 60_000;
  node.tell(lost(1));
  expect(nextDueAt(node.state) - node.now).toBe(500);
});

const event: fc.Arbitrary<NodeEvent> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<NodeEvent>({ kind: 'due' }) },
  { weight: 4, arbitrary: fc.constant<NodeEvent>({ kind: 'dialled' }) },
  { weight: 4, arbitrary: fc.constant<NodeEvent>({ kind: 'connected' }) },
  { weight: 2, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }).map(lost) },
  { weight: 2, arbitrary: fc.constant(rebirth) },
  { weight: 1, arbitrary: fc.constant<NodeEvent>({ kind: 'outdated' }) },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.boolean(), fc.option(fc.nat(5), { nil: undefined })).map(([is, at]) => host(is, at)),
  },
);

test('whatever happens in whatever order, hosts see lives that follow the rules', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.array(fc.tuple(event, fc.nat(20_000)), { maxLength: 120 }), (awaitsHost, events) => {
      const node = new Node({ awaitsHost });
      let [will, isBorn, bornAt] = [-1, false, Number.NEGATIVE_INFINITY];
      for (const [happening, passedMs] of events) {
        node.now += passedMs;
        const before = node.effects.length;
        const dialledBefore = node.state.bdSeq;
        node.tell(happening);
        if (happening.kind === 'lost') isBorn = false;
        for (const effect of node.effects.slice(before)) {
          if (effect.kind === 'connect') {
            expect(effect.bdSeq).toBe((dialledBefore + 1) % 256);
            [will, isBorn, bornAt] = [effect.bdSeq, false, Number.NEGATIVE_INFINITY];
          }
          if (effect.kind === 'births') {
            expect(effect.bdSeq).toBe(will);
            expect(node.now - bornAt).toBeGreaterThanOrEqual(5_000);
            if (awaitsHost) expect(node.state.host.isOnline).toBe(true);
            [isBorn, bornAt] = [true, node.now];
          }
          if (effect.kind === 'death') {
            expect([isBorn, effect.bdSeq]).toEqual([true, will]);
            isBorn = false;
          }
        }
        expect(node.state.phase === 'born').toBe(isBorn);
      }
      const last = node.tell({ kind: 'stop' });
      expect(last.includes('death')).toBe(isBorn);
      node.now += 1_000_000;
      expect(node.tell({ kind: 'due' }, { kind: 'connected' }, host(true, 9))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
