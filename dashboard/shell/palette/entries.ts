import type { PointState } from '../../../gateway/contract/resources.ts';
import type { Language, LocalText } from '../../../gateway/domain/text.ts';
import type { Plant } from '../../data/plant.ts';
import { fuzzyScore } from './fuzzy.ts';

/** Where Enter leads. */
export type Goal =
  | { readonly kind: 'page'; readonly to: string }
  | { readonly kind: 'system' | 'equipment' | 'point'; readonly id: string }
  | { readonly kind: 'order'; readonly id: number };

/** One thing that can be gone to. */
export interface Entry {
  readonly goal: Goal;
  readonly name: LocalText;
  /** Its id as the site writes it; found too, and shown beside the name. */
  readonly id: string;
}

/** What is shown of a long list. */
const MOST_SHOWN = 12;
/** Among equals pages stand before machines, machines before their points. */
const RANK: Readonly<Record<Goal['kind'], number>> = { order: 6, page: 4, system: 4, equipment: 3, point: 0 };
const ORDER_NUMBER = /^\s*(?:wo|工单|#)?\s*(\d{1,9})\s*$/i;

/** Machines and points of the building, in the order of the site. */
export function plantEntries(plant: Plant): Entry[] {
  const equipment = plant.equipment.map(({ id, name }): Entry => ({ goal: { kind: 'equipment', id }, name, id }));
  return [...equipment, ...plant.points.map((point) => pointEntry(point, plant))];
}

function pointEntry({ tag, title, equipment }: PointState, plant: Plant): Entry {
  const machine = plant.equipmentById.get(equipment)?.name ?? { en: equipment, zh: equipment };
  const name = { en: `${machine.en} ${title.en}`, zh: `${machine.zh} ${title.zh}` };
  return { goal: { kind: 'point', id: tag }, name, id: tag };
}

/** A number may be that of a work order; whether there is one shows when it is opened. */
export function orderEntry(query: string): Entry | undefined {
  const number = Number(ORDER_NUMBER.exec(query)?.[1] ?? 0);
  if (number < 1) return undefined;
  const id = String(number);
  return { goal: { kind: 'order', id: number }, name: { en: `Work order ${id}`, zh: `工单 ${id}` }, id: `WO ${id}` };
}

/** The best finds, best first; all pages for an empty query. Both languages are searched: people type the one they have at hand. */
export function findEntries(
  entries: readonly Entry[],
  query: string,
  language: Language,
): { readonly shown: readonly Entry[]; readonly count: number } {
  if (query.trim() === '') {
    const pages = entries.filter(({ goal }) => goal.kind === 'page' || goal.kind === 'system');
    return { shown: pages.slice(0, MOST_SHOWN), count: pages.length };
  }
  const order = orderEntry(query);
  const found = entries.flatMap((entry, at) => {
    const score = scoreOf(entry, query, language);
    return score === undefined ? [] : [{ entry, at, score }];
  });
  found.sort((a, b) => b.score - a.score || a.at - b.at);
  const all = [...(order ? [order] : []), ...found.map(({ entry }) => entry)];
  return { shown: all.slice(0, MOST_SHOWN), count: all.length };
}

function scoreOf({ name, id, goal }: Entry, query: string, language: Language): number | undefined {
  const other: Language = language === 'zh' ? 'en' : 'zh';
  const scores = [name[language], id, name[other], `${id} ${name[language]}`].flatMap(
    (text) => fuzzyScore(query, text) ?? [],
  );
  return scores.length === 0 ? undefined : Math.max(...scores) + RANK[goal.kind];
}
