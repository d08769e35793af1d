import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { type Fate, type VirtualFraming, VirtualSlave } from '../../../tests/harness/virtual-slave.ts';
import type { Answer, Question } from './question.ts';

/** Finding 10 about modbus-serial, exhaustively: no answer, however late or broken, is ever taken for another. */

const TIMEOUT_MS = 100;
const FRAMINGS: readonly VirtualFraming[] = ['rtu', 'mbap', 'mbap without numbers'];

interface Run {
  readonly slave: VirtualSlave;
  readonly answers: readonly Answer[];
}

/** Asks one question after the other; whatever the slave does, each is answered within ten seconds. */
async function run(framing: VirtualFraming, fates: readonly Fate[], questions: readonly Question[]): Promise<Run> {
  const clock = new ManualClock();
  const slave = new VirtualSlave(clock, framing, fates);
  const client = slave.client();
  await client.connect();
  const answers: Answer[] = [];
  for (const question of questions) {
    let answer: Answer | undefined;
    void client.ask({ ...question, ignoreTransactionId: framing === 'mbap without numbers' }).then((result) => {
      answer = result;
    });
    for (let turn = 0; !answer && turn < 500; turn++) await clock.advanceAsync(20);
    answers.push(answer!);
  }
  await Promise.all([client.disconnect(), clock.advanceAsync(3000)]);
  return { slave, answers };
}

const question = (start: number, more: Partial<Question> = {}): Question => {
  return { unit: 1, table: 'holding', start, count: 2, timeoutMs: TIMEOUT_MS, ...more };
};

function expectOwnValues(answers: readonly Answer[], questions: readonly Question[]): void {
  for (const [i, answer] of answers.entries()) {
    const { unit, start } = questions[i]!;
    if (answer.kind === 'data') expect(answer.bytes.readUInt16BE(0)).toBe(unit * 1000 + start);
  }
}

const workMs = fc.oneof(
  fc.integer({ min: 1, max: 60 }),
  fc.integer({ min: TIMEOUT_MS - 10, max: TIMEOUT_MS + 10 }),
  fc.integer({ min: TIMEOUT_MS, max: 4 * TIMEOUT_MS }),
);
const well = fc.constantFrom<Fate['outcome']>('answer', 'answer', 'byte by byte');
const badly = fc.constantFrom<Fate['outcome']>('exception', 'nothing', 'damaged', 'cut', 'held', 'twice', 'hang up');
const fate = fc.record({ workMs, outcome: fc.oneof({ weight: 3, arbitrary: well }, { weight: 2, arbitrary: badly }) });
const fates = fc.array(fate, { minLength: 5, maxLength: 25 });
const shape = fc.record({ unit: fc.constantFrom(1, 1, 2), count: fc.constantFrom(1, 2, 2, 2, 3) });
const shapes = fc.array(shape, { minLength: 5, maxLength: 12 });

describe.each(FRAMINGS)('%s', (framing) => {
  test('no value is ever taken for another, whatever is late, lost, refused, damaged, torn, merged or doubled', async () => {
    const property = fc.asyncProperty(fates, shapes, async (fates, shapes) => {
      const questions = shapes.map((shape, i) => question(10 * i, shape));
      const { answers } = await run(framing, fates, questions);
      expect(answers).not.toContain(undefined);
      expectOwnValues(answers, questions);
    });
    await fc.assert(property, { numRuns: 50 });
  });

  test('a line that has come back answers the first question', async () => {
    const silent: Fate = { workMs: 5, outcome: 'nothing' };
    const { answers } = await run(
      framing,
      [silent, silent],
      [0, 10, 20, 30].map((start) => question(start)),
    );
    expect(answers.map((answer) => answer.kind)).toEqual(['timeout', 'timeout', 'data', 'data']);
  });

  test('an answer later than the silence, and an exception among the late ones, shift nothing', async () => {
    const quick: Fate = { workMs: 5, outcome: 'answer' };
    const slow: Fate = { workMs: 3.5 * TIMEOUT_MS, outcome: 'answer' };
    const refused: Fate = { workMs: 1.5 * TIMEOUT_MS, outcome: 'exception' };
    const questions = [0, 10, 20, 30, 40, 50, 60].map((start) => question(start));
    for (const first of [slow, refused]) {
      const { answers } = await run(framing, [quick, first, quick], questions);
      expectOwnValues(answers, questions);
      expect(answers.at(-1)!.kind).toBe('data');
    }
  });
});

test('RTU: after silence the line is left alone for longer than its slowest answer', async () => {
  const slow: Fate = { workMs: 60, outcome: 'answer' };
  const silent: Fate = { workMs: 1, outcome: 'nothing' };
  const { slave } = await run(
    'rtu',
    [slow, silent],
    [0, 10, 20].map((start) => question(start, { unit: start })),
  );
  const [, unanswered, next] = slave.heardAt;
  expect(next! - unanswered! - TIMEOUT_MS).toBeGreaterThan(60);
});

test('RTU: what is asked first after silence has another length, and only then what is wanted', async () => {
  const silent: Fate = { workMs: 1, outcome: 'nothing' };
  const { slave } = await run('rtu', [silent], [question(0), question(10)]);
  expect(slave.heard.map((request) => [request.readUInt16BE(2), request.readUInt16BE(4)])).toEqual([
    [0, 2],
    [10, 1],
    [10, 2],
  ]);
});
