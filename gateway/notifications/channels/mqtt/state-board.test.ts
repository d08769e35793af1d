import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LineFailure, passing } from './line-failure.ts';
import type { Publication } from './message.ts';
import { StateBoard, type StateLine } from './state-board.ts';

/** A broker that keeps what is retained, as long as it is there. */
class FakeLine implements StateLine {
  readonly retained = new Map<string, string>();
  published = 0;
  isUp = true;
  /** Not allowed by the broker. */
  refused = '';
  private connected = (): void => {};
  private found = (_topic: string): void => {};

  async publish({ topic, payload }: Publication): Promise<LineFailure | undefined> {
    await Promise.resolve();
    if (!this.isUp) return passing('not connected to the broker');
    if (topic === this.refused) return { detail: 'the broker refused (reason code 135)', isRefusal: true };
    this.published++;
    if (payload === '') this.retained.delete(topic);
    else this.retained.set(topic, payload);
    return undefined;
  }
  onConnected(listener: () => void): void {
    this.connected = listener;
  }
  watch(_filter: string, listener: (topic: string) => void): void {
    this.found = listener;
    this.tell();
  }
  comeBack(): void {
    this.isUp = true;
    this.connected();
    this.tell();
  }
  private tell(): void {
    for (const topic of this.retained.keys()) this.found(topic);
  }
}

function setup(retained: readonly string[] = []) {
  const line = new FakeLine();
  for (const topic of retained) line.retained.set(topic, 'stale');
  return { line, board: new StateBoard(line, 'states/+') };
}

test('every state is shown, and what is retained of others is cleared', async () => {
  const { line, board } = setup(['a', 'gone']);
  board.show(
    new Map([
      ['a', '1'],
      ['b', '1'],
    ]),
  );
  await board.settled();
  expect([...line.retained]).toEqual([
    ['a', '1'],
    ['b', '1'],
  ]);
});

test('a closed alarm is cleared', async () => {
  const { line, board } = setup();
  board.show(new Map([['a', '1']]));
  board.change('a', '2');
  await board.settled();
  expect(line.retained.get('a')).toBe('2');
  board.change('a', null);
  await board.settled();
  expect([...line.retained]).toEqual([]);
});

test('before everything is known nothing of others is touched', async () => {
  const { line, board } = setup(['other']);
  board.change('a', '1');
  await board.settled();
  expect([...line.retained.keys()].sort()).toEqual(['a', 'other']);
});

test('only the newest of what changed while the line was down goes out', async () => {
  const { line, board } = setup();
  board.show(new Map());
  line.isUp = false;
  for (let turn = 0; turn < 50; turn++) board.change('a', String(turn));
  await board.settled();
  line.comeBack();
  await board.settled();
  expect(line.retained.get('a')).toBe('49');
  expect(line.published).toBeLessThanOrEqual(2);
});

test('a topic that the broker refuses holds up no other, and is tried again after the next connection', async () => {
  const { line, board } = setup();
  line.refused = 'a';
  board.show(
    new Map([
      ['a', '1'],
      ['b', '1'],
    ]),
  );
  await board.settled();
  expect([...line.retained.keys()]).toEqual(['b']);
  line.refused = '';
  line.comeBack();
  await board.settled();
  expect([...line.retained.keys()].sort()).toEqual(['a', 'b']);
});

test('after closing nothing more is published', async () => {
  const { line, board } = setup();
  board.close();
  board.change('a', '1');
  await board.settled();
  expect(line.published).toBe(0);
});

type Deed = { readonly topic: string; readonly state: string | null } | 'down' | 'up' | 'forget' | 'pause';

describe('whatever happens in whatever order', () => {
  const deed: fc.Arbitrary<Deed> = fc.oneof(
    fc.record({ topic: fc.constantFrom('a', 'b', 'c', 'd'), state: fc.option(fc.stringMatching(/^[0-9]$/)) }),
    fc.constantFrom('down', 'up', 'forget', 'pause'),
  );

  test('once the line is back the broker shows exactly what is true', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 40 }), async (deeds) => {
        const { line, board } = setup(['c', 'stale']);
        const truth = new Map<string, string>();
        board.show(truth);
        for (const one of deeds) {
          if (one === 'down') line.isUp = false;
          else if (one === 'up') line.comeBack();
          else if (one === 'forget' && !line.isUp) line.retained.clear();
          else if (typeof one === 'object') {
            if (one.state === null) truth.delete(one.topic);
            else truth.set(one.topic, one.state);
            board.change(one.topic, one.state);
          }
          if (one === 'pause') await board.settled();
        }
        await board.settled();
        line.comeBack();
        await board.settled();
        expect(Object.fromEntries(line.retained)).toEqual(Object.fromEntries(truth));
      }),
    );
  });
});
