import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { REPOSITORY } from './child.ts';

const AXE = readFileSync(join(REPOSITORY, 'node_modules/axe-core/axe.min.js'), 'utf8');
/** Rules that even the barest page answers to. */
const LEAST_CHECKS = 10;
/** What a theme changes; the rest is the same page. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** The part of axe-core's answer that is read here. */
interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string }[];
}
interface Axe {
  run(options: {
    readonly runOnly?: readonly string[];
  }): Promise<{ readonly violations: readonly Violation[]; readonly passes: readonly Violation[] }>;
}

/** What axe finds on the page as it stands, in words; of its colours alone if asked. Throws when axe had next to nothing to look at. */
export async function axeFindings(page: Page, where: string, about: 'all' | 'colours' = 'all'): Promise<string[]> {
  await page.evaluate(AXE);
  const options = about === 'all' ? {} : { runOnly: COLOUR_RULES };
  const { violations, passes } = await page.evaluate(
    (asked) => (window as unknown as { axe: Axe }).axe.run(asked),
    options,
  );
  if (passes.length <= (about === 'all' ? LEAST_CHECKS : 0)) throw new Error(`axe saw next to nothing on ${where}`);
  return violations.map(({ id, impact, nodes }) => `${where}: ${impact} ${id} ${nodes[0]?.html.slice(0, 160)}`);
}
