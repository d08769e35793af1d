import type { ConsoleMessage, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Wire } from '../../gateway/contract/wire.ts';
import type { Language } from '../../gateway/domain/text.ts';
import type { WorkOrder } from '../../gateway/domain/work-order.ts';
import { hasBrowser } from '../harness/browser.ts';
import { ControlRoom, isDrawn } from '../harness/control-room.ts';
import { eventually } from '../harness/eventually.ts';

const SYSTEMS = ['power', 'chillers', 'lifts', 'water', 'gensets', 'environment'];
const PATHS = [
  '/',
  ...SYSTEMS.map((system) => `/systems/${system}`),
  '/equipment/CH-1',
  '/alarms',
  '/alarms?view=shelved',
  '/alarms?view=suppressed',
  '/alarms?view=out-of-service',
  '/alarms?view=history',
  '/alarms/performance',
  '/on-call',
  '/messages',
  '/work-orders',
  '/work-orders/1',
  '/work-orders/new',
  '/energy',
  '/trends',
  '/devices',
  '/records',
  '/channels',
  '/mine',
  '/me',
];
const CHINESE = /[\u4e00-\u9fff]/;
/** Names, the same in every language: of the product and of the account that signs in. */
const NAMES: ReadonlySet<string> = new Set(['Plantroom', 'Administrator']);
/** Three Latin words in a row are a sentence; names of makers and products are shorter or stand where the site file put them. */
const LATIN_SENTENCE = /[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}/;

interface Look {
  readonly lang: string;
  readonly text: string;
  readonly labels: readonly string[];
}

/** What is on the screen: its words, and those of navigation, headings and buttons. */
function look(page: Page): Promise<Look> {
  return page.evaluate(() => {
    // The language switch is in the other language on purpose, and what stands in technical type comes from devices and makers.
    const foreign = '[lang]:not(html), .mono';
    const shown = (selector: string): HTMLElement[] =>
      [...document.querySelectorAll<HTMLElement>(selector)].filter((element) => element.offsetParent !== null);
    const textOf = (element: HTMLElement): string =>
      [...element.querySelectorAll<HTMLElement>(foreign)].reduce(
        (text, { innerText }) => text.replace(innerText, ''),
        element.innerText,
      );
    return {
      lang: document.documentElement.lang,
      text: shown('#content, nav, header, form').map(textOf).join('\n'),
      labels: shown('nav a, h1, h2, h3, button, label, th')
        .filter((element) => element.closest(foreign) === null)
        .map((element) => textOf(element).trim())
        .filter((label) => label !== ''),
    };
  });
}

let room: ControlRoom;

/** Pages of one seat, each as it is drawn, and what the browser complained of. */
async function lookAtAll(language: Language): Promise<{ looks: Map<string, Look>; complaints: string[] }> {
  const context = await room.seat({ language });
  const page = await context.newPage();
  const complaints: string[] = [];
  let at = 'sign-in';
  const isExpected = (message: ConsoleMessage): boolean => at === 'sign-in' && /401/.test(message.text());
  page.on('console', (message) => {
    if (message.type() === 'error' && !isExpected(message)) complaints.push(`${at}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${at}: ${error.message}`));

  const looks = new Map<string, Look>();
  await page.goto('/');
  await page.locator('form h1').waitFor();
  looks.set(at, await look(page));
  await room.signIn(context);
  for (at of PATHS) {
    await page.goto(at);
    await isDrawn(page);
    looks.set(at, await look(page));
  }
  await context.close();
  return { looks, complaints };
}

describe.skipIf(!hasBrowser)('both languages', () => {
  beforeAll(async () => {
    room = await ControlRoom.open();
    await room.site.fault('chiller-trip', { device: 'CH-1' });
    const order = async () => (await room.gateway.get<Wire<WorkOrder>[]>('/work-orders?state=all'))[0];
    await eventually(order, 10_000, 'a work order');
  });
  afterAll(() => room?.close());

  test('every page is in one language, and without complaints', async () => {
    const [en, zh] = await Promise.all([lookAtAll('en'), lookAtAll('zh')]);
    expect([...en.complaints, ...zh.complaints]).toEqual([]);
    const found: string[] = [];
    for (const [path, english] of en.looks) {
      const chinese = zh.looks.get(path)!;
      expect([path, english.lang, chinese.lang]).toEqual([path, 'en', 'zh-Hans']);
      found.push(...problemsOf(path, english, chinese));
    }
    expect(found).toEqual([]);
  });
});

function problemsOf(path: string, english: Look, chinese: Look): string[] {
  const shared = english.labels.filter(
    (label) => /[A-Za-z]{4,}/.test(label) && !NAMES.has(label) && chinese.labels.includes(label),
  );
  const inEnglish = english.text.split('\n').filter((line) => CHINESE.test(line));
  const inChinese = chinese.text.split('\n').filter((line) => LATIN_SENTENCE.test(line));
  return [
    ...inEnglish.map((line) => `Chinese in English: ${line}`),
    ...inChinese.map((line) => `English in Chinese: ${line}`),
    ...shared.map((label) => `not translated: ${label}`),
  ].map((problem) => `${path}: ${problem}`);
}
