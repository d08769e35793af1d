import { describe, expect, it } from 'vitest';
import { contrast } from './contrast.ts';
import { PEN_LETTERS, THEME_NAMES, TOKENS } from './tokens.ts';

/** The agreed figures carry one decimal. */
const ROUNDING = 0.1;

describe.each(THEME_NAMES)('tokens of %s', (name) => {
  const t = TOKENS[name];
  const grounds = [t.canvas, t.panel, t.raised];

  it('keeps texts and links readable on canvas, panel and raised', () => {
    for (const text of [t.text, t.text2, t.text3, t.act])
      for (const ground of grounds) expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it('keeps lines and control borders visible on canvas and panel', () => {
    for (const line of [t.dead, t.ctl, t.plant])
      for (const ground of [t.canvas, t.panel]) expect(contrast(line, ground)).toBeGreaterThanOrEqual(3);
  });

  it('keeps running apart from stopped', () => {
    expect(contrast(t.on, t.off)).toBeGreaterThanOrEqual(4.4);
  });

  it('keeps every numeral readable on its badge, and every badge bounded by its outline', () => {
    for (const { fill, ink } of Object.values(t.priority)) {
      expect(contrast(fill, ink)).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(t.text, t.canvas)).toBeGreaterThanOrEqual(3);
  });

  it('keeps eight pens visible on the plot', () => {
    expect(t.pens).toHaveLength(PEN_LETTERS.length);
    for (const pen of t.pens) expect(contrast(pen, t.plot)).toBeGreaterThanOrEqual(3);
  });
});

const ON_CANVAS = {
  light: [1.3, 3.4, 3.4, 6.5, 5.4, 6.9, 13.5, 6.5],
  dark: [1.5, 4.1, 4.6, 7, 6.6, 8.2, 13.5, 10.5],
  night: [1.3, 3.5, 3.8, 4.5, 5.3, 6.3, 8.7, 9.1],
};
const NUMERAL_ON_BADGE = {
  light: [5.5, 6.7, 12.3, 7.2],
  dark: [4.9, 8.5, 14.1, 4.7],
  night: [4.6, 7.3, 11.4, 4.9],
};

describe.each(THEME_NAMES)('agreed contrasts of %s', (name) => {
  const t = TOKENS[name];

  it('holds on canvas', () => {
    const colours = [t.hair, t.dead, t.ctl, t.plant, t.text3, t.text2, t.text, t.act];
    colours.forEach((colour, i) => {
      expect(Math.abs(contrast(colour, t.canvas) - (ON_CANVAS[name][i] ?? 0))).toBeLessThan(ROUNDING);
    });
  });

  it('holds for the numerals', () => {
    Object.values(t.priority).forEach(({ fill, ink }, i) => {
      expect(Math.abs(contrast(fill, ink) - (NUMERAL_ON_BADGE[name][i] ?? 0))).toBeLessThan(ROUNDING);
    });
  });
});
