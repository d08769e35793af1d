import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type OrderOp, type OrderStory, storyOf } from '../../../tests/harness/order-deeds.ts';
import { OrderSites } from '../../../tests/harness/order-sites.ts';
import { OrderWorld } from '../../../tests/harness/order-world.ts';

/** PLANTROOM_EPISODES=1000000 is a long run: so many random episodes at least, instead of two thousand. */
const EPISODES = Number(process.env.PLANTROOM_EPISODES ?? 2_000);
const LIMIT_MS = 60_000 + EPISODES * 5;
const STORIES_OF_ROUND = 200;
const MOST_SEED = 0xffff_ffff;

/** Another seed for every round: what was played once is not played again. */
const BASE = fc.readConfigureGlobal().seed ?? Math.floor(Math.random() * MOST_SEED);

/** What went wrong, undefined when nothing did; and how many episodes there were. */
async function play(
  { scene, ops }: OrderStory,
  sites: OrderSites,
): Promise<{ readonly episodes: number; readonly fault: string | undefined }> {
  const world = new OrderWorld(scene, sites);
  try {
    for (const op of ops) await world.do(op);
    if (ops.length % 4 === 0) await world.finish();
    return { episodes: world.episodes, fault: undefined };
  } catch (error) {
    return { episodes: world.episodes, fault: error instanceof Error ? error.message : String(error) };
  }
}

/** The shortest story found that still fails: without stretches of what happened, then without its waits. */
async function shortest(story: OrderStory, sites: OrderSites): Promise<OrderStory> {
  let best = story;
  const fails = async (ops: readonly OrderOp[]): Promise<boolean> => {
    if ((await play({ ...best, ops }, sites)).fault === undefined) return false;
    best = { ...best, ops };
    return true;
  };
  for (let length = Math.ceil(best.ops.length / 2); length >= 1; length = length === 1 ? 0 : Math.ceil(length / 2))
    for (let at = 0; at < best.ops.length; )
      if (!(await fails([...best.ops.slice(0, at), ...best.ops.slice(at + length)]))) at += length;
  for (let at = 0; at < best.ops.length; at += 1)
    if (best.ops[at]!.wait > 0) await fails(best.ops.map((op, index) => (index === at ? { ...op, wait: 0 } : op)));
  return best;
}

async function report(story: OrderStory, sites: OrderSites): Promise<string> {
  const short = await shortest(story, sites);
  const { fault } = await play(short, sites);
  const lines = short.ops.map(({ deed, ...op }) => `  ${JSON.stringify(op)} ${JSON.stringify(deed)}`);
  return [`${fault}`, JSON.stringify(short.scene), ...lines].join('\n');
}

test(
  'orders agree with a second machine written from the tables: one per episode, reopened by the rules, clocks as counted tick by tick, no step that is not listed, repeats that change nothing',
  async () => {
    const sites = new OrderSites();
    let episodes = 0;
    for (let round = 0; episodes < EPISODES; round += 1) {
      const check = fc.asyncProperty(fc.noShrink(fc.nat(MOST_SEED)), async (seed) => {
        const story = storyOf(seed);
        const played = await play(story, sites);
        episodes += played.episodes;
        if (played.fault !== undefined) throw new Error(await report(story, sites));
      });
      await fc.assert(check, { numRuns: STORIES_OF_ROUND, seed: (BASE + round) | 0 });
    }
    expect(episodes).toBeGreaterThanOrEqual(EPISODES);
  },
  LIMIT_MS,
);
