import type { Page, Route } from 'playwright-core';
import type { EquipmentState, PointState } from '../../gateway/contract/resources.ts';
import { type ControlRoom, isDrawn, type SeatOptions } from './control-room.ts';

/** Ids of the machines on a drawing, in the order they are drawn. */
export const drawnIds = (page: Page): Promise<string[]> =>
  page
    .locator('#content [data-item]')
    .evaluateAll((items) => items.map((item) => item.getAttribute('data-item') ?? ''));

export async function untilDrawing(page: Page): Promise<void> {
  await isDrawn(page);
  await page.locator('#content [data-item]').first().waitFor();
}

/** Some of these pages load several hundred parts; a busy machine takes its time. */
const PATIENCE_MS = 40_000;

export interface Seating {
  readonly path: string;
  readonly options?: SeatOptions;
  /** Comes before anything is asked of the gateway. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** A page on the path given, signed in, with patience; nobody has looked yet whether it is drawn. */
export async function seatedAt(room: ControlRoom, { path, options, prepare }: Seating): Promise<Page> {
  const context = await room.seat(options);
  context.setDefaultTimeout(PATIENCE_MS);
  await room.signIn(context);
  const page = await context.newPage();
  await prepare?.(page);
  await page.goto(path);
  return page;
}

/** Whether nothing on the drawing passes for a value of now. */
export async function nothingLooksLive(page: Page): Promise<true | undefined> {
  const all = await drawnStandings(page);
  return all.length > 0 && all.every((one) => one === 'stale' || one === 'bad') ? true : undefined;
}

/** Until the page hears the gateway: only from then on can it notice that it does not any more. */
export const untilLive = (page: Page): Promise<void> => page.locator('header [data-state="live"]').waitFor();

/** What every value of a drawing is worth. */
export const drawnStandings = (page: Page): Promise<string[]> =>
  page
    .locator('#content svg [role="group"][data-standing]')
    .evaluateAll((values) => values.map((value) => value.getAttribute('data-standing') ?? ''));

/** Stale values of a drawing whose age is cut off or not there at all. */
export const withoutAge = (page: Page): Promise<string[]> =>
  page.locator('#content svg [role="group"][data-standing="stale"]').evaluateAll((values) =>
    values
      .filter((value) => {
        const tag = value.lastElementChild;
        const age = tag?.lastElementChild;
        if (!tag || !age || !/^\d/.test(age.textContent ?? '')) return true;
        const seen = [tag, value.closest('foreignObject') ?? tag].map((each) => each.getBoundingClientRect());
        const { top, bottom, left, right } = age.getBoundingClientRect();
        return seen.some(
          (box) => top < box.top - 1 || bottom > box.bottom + 1 || left < box.left - 1 || right > box.right + 1,
        );
      })
      .map((value) => value.getAttribute('aria-label') ?? ''),
  );

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

/**
 * The page sees so many copies of each of these machines and of their points, named after them. The gateway knows nothing of
 * the copies: nobody reads them, so they go stale.
 */
export async function withCopiesOf(page: Page, ids: readonly string[], count: number): Promise<void> {
  const copied = new Set(ids);
  const copiesOf = (id: string): string[] => Array.from({ length: count }, (_, i) => `${id}_${i + 1}`);
  await withEquipment(page, (all) => [
    ...all,
    ...all.filter(({ id }) => copied.has(id)).flatMap((one) => copiesOf(one.id).map((id) => ({ ...one, id }))),
  ]);
  await page.route('**/api/v1/points?*', async (route: Route) => {
    const answer = await route.fetch();
    const points = (await answer.json()) as PointState[];
    let index = Math.max(...points.map((point) => point.index));
    const more = points
      .filter(({ equipment }) => copied.has(equipment))
      .flatMap((point) =>
        copiesOf(point.equipment).map((equipment) => {
          const tag = `${equipment}.${point.name}`;
          return { ...point, index: ++index, equipment, tag };
        }),
      );
    await route.fulfill({ response: answer, json: [...points, ...more] });
  });
}
