import type { Page } from 'playwright-core';
import { en } from '../../dashboard/i18n/en.ts';
import { enConfig } from '../../dashboard/i18n/en-config.ts';
import { enDesk } from '../../dashboard/i18n/en-desk.ts';
import { enPapers } from '../../dashboard/i18n/en-papers.ts';

const DICTIONARY: object = { ...en, ...enPapers, ...enDesk, ...enConfig };
/** What looks like a key (`alarms.noneSince`), and a value that nobody filled in (`{{count}}`). */
const LIKE_KEY = /(?<![\w.~-])[a-z][A-Za-z]*(?:\.[A-Za-z_]\w*)+|\{\{.*?\}\}/g;

/** A section of the site file may be named as a key is; only what stands in the dictionaries is one. */
function isKey(text: string): boolean {
  const step = (at: unknown, word: string): unknown =>
    typeof at === 'object' && at !== null ? Object.entries(at).find(([name]) => name === word)?.[1] : undefined;
  return text.startsWith('{{') || text.split('.').reduce(step, DICTIONARY) !== undefined;
}

/** Keys that stand on the screen instead of words. */
export const untranslatedIn = (text: string): readonly string[] => [
  ...new Set((text.match(LIKE_KEY) ?? []).filter(isKey)),
];

/** What the browser says of the screen as it is drawn. */
interface Drawn {
  /** By so many pixels the page is wider than the screen. */
  readonly overflow: number;
  readonly text: string;
  /** Text that is wider or higher than what shows it. */
  readonly cut: readonly string[];
  readonly notices: readonly string[];
  readonly isEmpty: boolean;
}

/** What a change of size has moved may need a moment to come to rest. */
const SECOND_LOOK_MS = 700;

/** What is wrong with the screen as it stands, in words; nothing when it is whole. */
export async function flawsOf(page: Page): Promise<string[]> {
  if ((await flawsNow(page)).length === 0) return [];
  await page.waitForTimeout(SECOND_LOOK_MS);
  return flawsNow(page);
}

async function flawsNow(page: Page): Promise<string[]> {
  const { overflow, text, cut, notices, isEmpty } = await page.evaluate(look);
  return [
    ...(overflow > 0 ? [`${overflow} px too wide`] : []),
    ...untranslatedIn(text).map((key) => `untranslated ${key}`),
    ...cut.map((words) => `cut: ${words}`),
    ...notices.map((words) => `refused: ${words}`),
    ...(isEmpty ? ['says nothing'] : []),
  ];
}

/** Runs in the browser, after what a change of size has moved is drawn. */
async function look(): Promise<Drawn> {
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const content = document.querySelector<HTMLElement>('#content')!;
  const roomOf = (element: Element): boolean => {
    const { overflowX, textOverflow } = getComputedStyle(element);
    // What scrolls has room; what ends in … says that there is more.
    return overflowX === 'auto' || overflowX === 'scroll' || textOverflow === 'ellipsis';
  };
  const isSeen = (element: HTMLElement): boolean =>
    element.checkVisibility({ visibilityProperty: true }) && element.clientWidth > 1;
  const hasText = (element: HTMLElement): boolean =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '');
  const isCut = (element: HTMLElement): boolean =>
    element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline' && !roomOf(element);
  // What is drawn (SVG) places its own words.
  const all = [...document.querySelectorAll('#content *, header *, nav *')].filter((one) => one instanceof HTMLElement);
  return {
    overflow: Math.max(
      (document.scrollingElement?.scrollWidth ?? 0) - window.innerWidth,
      content.scrollWidth - content.clientWidth,
    ),
    text: document.body.innerText,
    cut: all.filter((one) => hasText(one) && isSeen(one) && isCut(one)).map((one) => one.innerText.slice(0, 60)),
    notices: [...content.querySelectorAll<HTMLElement>('[role="alert"]')].map(({ innerText }) => innerText),
    isEmpty: content.innerText.trim().length < 20,
  };
}
