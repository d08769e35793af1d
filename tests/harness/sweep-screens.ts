import type { Page } from 'playwright-core';
import { visit } from './control-room.ts';
import { flawsOf } from './drawn-screen.ts';
import type { addressesOf } from './screen-addresses.ts';

export type Screens = Awaited<ReturnType<typeof addressesOf>>;

const SIZES = [
  { width: 360, height: 740 },
  { width: 1440, height: 900 },
  { width: 3840, height: 2160 },
] as const;
/** The machine that runs this may be busy; none of it is a promise to anybody. */
const PATIENCE_MS = 30_000;

export interface Sweep {
  readonly sizes?: readonly { readonly width: number; readonly height: number }[];
  /** What else is wrong with the screen that is open, in words. */
  readonly alsoWrong?: (page: Page) => Promise<readonly string[]>;
}

/** What is wrong with these screens, each at each size, on a page that is open and goes from one to the next. */
export async function sweep(
  page: Page,
  screens: Screens,
  { sizes = SIZES, alsoWrong }: Sweep = {},
): Promise<readonly string[]> {
  page.setDefaultTimeout(PATIENCE_MS);
  const found: string[] = [];
  for (const [name, path] of screens) {
    await visit(page, path);
    for (const size of sizes) {
      await page.setViewportSize(size);
      found.push(...(await flawsOf(page)).map((flaw) => `${name} at ${size.width}: ${flaw}`));
    }
    found.push(...((await alsoWrong?.(page)) ?? []).map((flaw) => `${name}: ${flaw}`));
  }
  return found;
}
