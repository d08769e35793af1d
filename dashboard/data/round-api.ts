import type { z } from 'zod';
import type {
  placeCodes,
  placedFinding,
  placeState,
  roundBrief,
  roundFigures,
  roundPlanState,
  roundWithEvents,
} from '../../gateway/contract/round-resources.ts';
import type { Wire } from '../../gateway/contract/wire.ts';
import type { RecordEvent } from '../../gateway/domain/duty/record.ts';
import type { RoundRecord } from '../../gateway/domain/duty/rounds/round-step.ts';
import type { DeedBody } from './deed-queue.ts';
import type { Requests } from './requests.ts';
import { revive } from './revive.ts';

export type RoundBrief = z.infer<typeof roundBrief>;
export type RoundPlanState = z.infer<typeof roundPlanState>;
export type RoundFigures = z.infer<typeof roundFigures>;
export type PlacedFinding = z.infer<typeof placedFinding>;
export type PlaceCodes = z.infer<typeof placeCodes>;
export type PlaceState = z.infer<typeof placeState>;
export interface RoundWithEvents extends RoundRecord {
  readonly events: readonly RecordEvent[];
}
type WireRound = Wire<z.infer<typeof roundWithEvents>>;

/** Rounds over REST, with instants in ms. Every method throws ApiError. */
export interface RoundApi {
  rounds(fromMs: number, toMs?: number): Promise<RoundBrief[]>;
  openRounds(): Promise<RoundBrief[]>;
  round(id: number): Promise<RoundWithEvents>;
  roundPlans(): Promise<RoundPlanState[]>;
  roundFigures(fromMs: number, toMs: number): Promise<RoundFigures>;
  roundFindings(): Promise<PlacedFinding[]>;
  /** What is done with a round or a meter run, at once; `path` as in the queue of deeds. */
  doDeed(path: string, body: DeedBody, key?: string): Promise<unknown>;
  placeCodes(): Promise<PlaceCodes>;
  place(code: string): Promise<PlaceState>;
}

const MOST_ROUNDS = 500;

export function createRoundApi({ get, post }: Requests): RoundApi {
  return {
    rounds: async (from, to) =>
      revive<RoundBrief[]>(await get<Wire<RoundBrief[]>>('/rounds', { from, to, limit: MOST_ROUNDS })),
    openRounds: async () => revive<RoundBrief[]>(await get<Wire<RoundBrief[]>>('/rounds', { state: 'open' })),
    round: async (id) => {
      const wire = await get<WireRound>(`/rounds/${id}`);
      return { ...revive<z.infer<typeof roundWithEvents>>(wire), kind: 'round' };
    },
    roundPlans: () => get('/rounds/plans'),
    roundFigures: async (from, to) =>
      revive<RoundFigures>(await get<Wire<RoundFigures>>('/rounds/figures', { from, to })),
    roundFindings: async () => revive<PlacedFinding[]>(await get<Wire<PlacedFinding[]>>('/rounds/findings')),
    doDeed: (path, body, key) => post(path, body, key),
    placeCodes: () => get('/places'),
    place: async (code) => revive<PlaceState>(await get<Wire<PlaceState>>(`/places/${encodeURIComponent(code)}`)),
  };
}
