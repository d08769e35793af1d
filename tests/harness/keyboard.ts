import type { Locator, Page } from 'playwright-core';

/** More presses of Tab than the fullest page has places to stop. */
const MOST_STOPS = 400;
/** A ring thinner than this is not seen from a chair. */
const LEAST_RING_PX = 2;

/** A person without a pointer: keys only, and the focus is seen wherever something is pressed. */
export class Keyboard {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** One key again and again until the focus is on it. Throws when it cannot be reached, or when nobody would see that it is there. */
  async to(target: Locator, key: 'Tab' | 'ArrowDown' = 'Tab'): Promise<void> {
    await target.waitFor();
    for (let stops = 0; !(await hasFocus(target)); stops++) {
      if (stops === MOST_STOPS) throw new Error(`${key} never comes to ${target}`);
      await this.press(key);
    }
    await this.seesFocus();
  }

  async enter(target: Locator): Promise<void> {
    await this.to(target);
    await this.press('Enter');
  }

  /** The first line of a list of choices after the empty one, or one that begins with these letters. */
  async choose(target: Locator, beginning?: string): Promise<void> {
    await this.to(target);
    if (beginning === undefined) await this.press('ArrowDown');
    else await this.type(beginning);
  }

  /** What has the focus is on the screen, with a ring round it. */
  async seesFocus(): Promise<void> {
    const seen = await this.page.evaluate(() => {
      const focused = document.activeElement;
      if (!(focused instanceof HTMLElement || focused instanceof SVGElement)) return { name: 'nothing', ring: 0 };
      const { top, bottom, left, right } = focused.getBoundingClientRect();
      const isOnScreen = bottom > 0 && right > 0 && top < window.innerHeight && left < window.innerWidth;
      const ringOf = (element: Element | null): number => {
        if (element === null || !isOnScreen || !focused.matches(':focus-visible')) return 0;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth);
      };
      // The ring of a field made of several parts stands round all of them.
      return {
        name: focused.outerHTML.slice(0, 120),
        ring: Math.max(ringOf(focused), ringOf(focused.parentElement)),
      };
    });
    if (seen.ring < LEAST_RING_PX) throw new Error(`nobody sees that the focus is on ${seen.name}`);
  }
}

const hasFocus = (target: Locator): Promise<boolean> => target.evaluate((one) => one === document.activeElement);
