import { expect, test } from 'vitest';
import { chaosReport } from '../../harness/chaos-report.ts';
import { isMosquittoMissing } from '../../harness/mosquitto.ts';

test.skipIf(isMosquittoMissing)(
  'forty rounds of harm to devices, lines, servers and brokers: no wrong value, and all come back in time',
  async () => {
    const { failures, rounds } = await chaosReport('field', '--rounds', '40', '--seed', '7');
    expect(failures).toEqual([]);
    expect(rounds).toBe(40);
  },
);

test('one dead unit of 32 leaves the others their rate', async () => {
  expect((await chaosReport('dead-unit', '--short')).failures).toEqual([]);
});

test('twenty mute devices of 200 cost the others no poll', async () => {
  expect((await chaosReport('mute-devices', '--short')).failures).toEqual([]);
});
