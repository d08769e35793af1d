import type { Page, Route } from 'playwright-core';
import type { EquipmentState, PointState } from '../../gateway/contract/resources.ts';
import { isDrawn } from './control-room.ts';

/** Ids of the machines on a drawing, in the order they are drawn. */
export const drawnIds = (page: Page): Promise<string[]> =>
  page
    .locator('#content [data-item]')
    .evaluateAll((items) => items.map((item) => item.getAttribute('data-item') ?? ''));

export async function untilDrawing(page: Page): Promise<void> {
  await isDrawn(page);
  await page.locator('#content [data-item]').first().waitFor();
}

/** What every value of a drawing is worth. */
export const drawnStandings = (page: Page): Promise<string[]> =>
  page
    .locator('#content svg [role="group"][data-standing]')
    .evaluateAll((values) => values.map((value) => value.getAttribute('data-standing') ?? ''));

/** By how much the page is wider than the screen; a drawing scrolls inside itself. */
export const tooWide = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Pairs of machines whose places lie on each other on the screen. */
export const onEachOther = (page: Page): Promise<string[]> =>
  page.locator('#content [data-item] > rect:first-child').evaluateAll((rects) => {
    const all = rects.map((rect) => ({
      id: rect.parentElement?.getAttribute('data-item') ?? '',
      box: rect.getBoundingClientRect(),
    }));
    const crosses = (a: DOMRect, b: DOMRect): boolean =>
      a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    return all.flatMap((a, i) => all.slice(i + 1).flatMap((b) => (crosses(a.box, b.box) ? [`${a.id} ${b.id}`] : [])));
  });

/** The page sees another list of equipment than the gateway has. */
export async function withEquipment(page: Page, change: (all: EquipmentState[]) => EquipmentState[]): Promise<void> {
  await page.route('**/api/v1/equipment', async (route: Route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: change((await answer.json()) as EquipmentState[]) });
  });
}

/** The page sees so many copies of one machine and of its points, named after it; nobody reads them, so they go stale. */
export async function withCopiesOf(page: Page, id: string, count: number): Promise<void> {
  const names = Array.from({ length: count }, (_, i) => `${id}_${i + 1}`);
  await withEquipment(page, (all) => [
    ...all,
    ...all.filter((one) => one.id === id).flatMap((one) => names.map((name) => ({ ...one, id: name }))),
  ]);
  await page.route('**/api/v1/points?*', async (route: Route) => {
    const answer = await route.fetch();
    const points = (await answer.json()) as PointState[];
    const own = points.filter((point) => point.equipment === id);
    let index = Math.max(...points.map((point) => point.index));
    const more = names.flatMap((equipment) =>
      own.map((point) => ({ ...point, index: ++index, equipment, tag: `${equipment}.${point.name}` })),
    );
    await route.fulfill({ response: answer, json: [...points, ...more] });
  });
}
