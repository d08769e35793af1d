import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { REPOSITORY } from './child.ts';

const AXE = readFileSync(join(REPOSITORY, 'node_modules/axe-core/axe.min.js'), 'utf8');
/** Rules that even the barest page answers to. */
const LEAST_CHECKS = 10;

/** The part of axe-core's answer that is read here. */
interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string }[];
}
interface Axe {
  run(): Promise<{ readonly violations: readonly Violation[]; readonly passes: readonly Violation[] }>;
}

/** What axe finds on the page as it stands, in words. Throws when axe had next to nothing to look at. */
export async function axeFindings(page: Page, where: string): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations, passes } = await page.evaluate(() => (window as unknown as { axe: Axe }).axe.run());
  if (passes.length <= LEAST_CHECKS) throw new Error(`axe saw next to nothing on ${where}`);
  return violations.map(({ id, impact, nodes }) => `${where}: ${impact} ${id} ${nodes[0]?.html.slice(0, 160)}`);
}
