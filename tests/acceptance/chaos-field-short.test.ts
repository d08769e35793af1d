import { expect, test } from 'vitest';
import { Child } from '../harness/child.ts';
import { isMosquittoMissing } from '../harness/mosquitto.ts';

interface Report {
  readonly failures: readonly string[];
}

async function chaos(...args: readonly string[]): Promise<Report & Record<string, unknown>> {
  const child = new Child(['tests/chaos/run.ts', ...args, '--json']);
  const code = await child.exited;
  const begin = child.output.indexOf('{\n');
  if (begin < 0) throw new Error(`no report, exit code ${code}:\n${child.output}`);
  return JSON.parse(child.output.slice(begin));
}

test.skipIf(isMosquittoMissing)(
  'forty rounds of harm to devices, lines, servers and brokers: no wrong value, and all come back in time',
  async () => {
    const { failures, rounds } = await chaos('field', '--rounds', '40', '--seed', '7');
    expect(failures).toEqual([]);
    expect(rounds).toBe(40);
  },
);

test('one dead unit of 32 leaves the others their rate', async () => {
  expect((await chaos('dead-unit', '--short')).failures).toEqual([]);
});

test('twenty mute devices of 200 cost the others no poll', async () => {
  expect((await chaos('mute-devices', '--short')).failures).toEqual([]);
});
