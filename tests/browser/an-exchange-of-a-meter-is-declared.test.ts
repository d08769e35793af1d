import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PointState } from '../../gateway/contract/resources.ts';
import type { Wire } from '../../gateway/contract/wire.ts';
import type { CounterCorrection } from '../../gateway/domain/counter-correction.ts';
import type { MeterReplacement } from '../../gateway/domain/meter-replacement.ts';
import { hasBrowser } from '../harness/browser.ts';
import { ControlRoom } from '../harness/control-room.ts';
import { eventually } from '../harness/eventually.ts';

const TAG = 'INC1.e_import';
const HOUR = 3_600_000;

let room: ControlRoom;

const reading = async (): Promise<number | undefined> => {
  const [point] = await room.gateway.get<PointState[]>(`/points?tag=${TAG}`);
  return point?.value ?? undefined;
};
const replacements = (): Promise<Wire<MeterReplacement>[]> => room.gateway.get('/history/meter-replacements');
const exchanges = async (): Promise<readonly Wire<CounterCorrection>[] | undefined> => {
  const range = `from=${Date.now() - HOUR}&to=${Date.now() + HOUR}`;
  const list = await room.gateway.get<Wire<CounterCorrection>[]>(`/history/corrections?tag=${TAG}&${range}`);
  const found = list.filter(({ kind, declaredBy }) => kind === 'replacement' && declaredBy !== null);
  return found.length > 0 ? found : undefined;
};

describe.skipIf(!hasBrowser)('an exchange of a meter', () => {
  beforeAll(async () => {
    room = await ControlRoom.open();
  });
  afterAll(() => room?.close());

  test('is declared on the energy page, refused when it does not fit, listed in words and taken back', async () => {
    const shown = await eventually(reading, 30_000, 'the meter is read');
    const page = await room.sitDown('/energy');
    await page.getByRole('button', { name: 'Meter exchanged' }).click();
    const dialog = page.getByRole('dialog');
    const save = dialog.getByRole('button', { name: 'Declare the exchange' });
    await save.click();
    await dialog.getByText('Choose the counter.').waitFor();
    await dialog.getByLabel('Counter').selectOption(TAG);
    await dialog.getByLabel('Final reading of the old meter').fill('1');
    await dialog.getByLabel('Start reading of the new meter').fill(String(shown));
    await dialog.getByLabel('Number of the new meter').fill('B2');
    await dialog.getByLabel('Why').fill('display dead');
    await save.click();
    await dialog.getByText('The final reading does not fit the readings before it.').waitFor();
    await dialog.getByLabel('Final reading of the old meter').fill(String(shown + 1));
    await save.click();
    await dialog.waitFor({ state: 'detached' });
    expect(await replacements()).toMatchObject([{ tag: TAG, declaredBy: 'admin', serialAfter: 'B2', undoneAt: null }]);

    await eventually(exchanges, 60_000, 'the new meter is read');
    await page.reload();
    await page.getByText('Both count in full.').waitFor();
    await page.getByText('by admin: display dead').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Both count in full.').waitFor({ state: 'detached' });
    expect(await replacements()).toMatchObject([{ undoneBy: 'admin' }]);
  });
});
