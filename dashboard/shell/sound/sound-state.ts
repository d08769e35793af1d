import { PERIOD_MS, patternMs, type SoundKind } from './rhythm.ts';

/** An unacknowledged alarm as far as the ear is concerned. */
export interface SoundingAlarm {
  /** Of the occurrence: an alarm that came again is another one. */
  readonly key: string;
  readonly priority: 'P1' | 'P2' | 'P3' | 'P4';
}

/** What is to be heard about. */
export interface SoundScene {
  readonly alarms: readonly SoundingAlarm[];
  readonly isLinkLost: boolean;
}

/** What has been heard and silenced so far. */
export interface SoundState {
  /** When each was silenced (ms); keys that are no longer in the scene are forgotten. */
  readonly silenced: ReadonlyMap<string, number>;
  /** Keys that have sounded at least once. */
  readonly heard: ReadonlySet<string>;
  readonly last: SoundKind | null;
  readonly lastAt: number;
}

export const SOUND_START: SoundState = {
  ...{ silenced: new Map(), heard: new Set(), last: null, lastAt: Number.NEGATIVE_INFINITY },
};

/** A silenced P1 that nobody has acknowledged sounds again after this. */
export const P1_AGAIN_MS = 120_000;
const LINK = 'link';
const ORDER: readonly SoundKind[] = ['P1', 'link-lost', 'P2', 'P3'];

interface Sounding {
  readonly key: string;
  readonly kind: SoundKind;
}

/** Everything that would sound if nothing were silenced; P4 never does. */
function soundingOf({ alarms, isLinkLost }: SoundScene): Sounding[] {
  const ofAlarms = alarms.flatMap(({ key, priority }): Sounding[] =>
    priority === 'P4' ? [] : [{ key, kind: priority }],
  );
  return isLinkLost ? [...ofAlarms, { key: LINK, kind: 'link-lost' }] : ofAlarms;
}

function isSilenced({ silenced }: SoundState, { key, kind }: Sounding, now: number): boolean {
  const at = silenced.get(key);
  return at !== undefined && (kind !== 'P1' || now - at < P1_AGAIN_MS);
}

/** What is audible now, the most urgent kind; null when all is quiet or silenced. */
export function audibleKind(state: SoundState, scene: SoundScene, now: number): SoundKind | null {
  const kinds = new Set(soundingOf(scene).flatMap((one) => (isSilenced(state, one, now) ? [] : [one.kind])));
  return ORDER.find((kind) => kinds.has(kind)) ?? null;
}

/** Silences what sounds now. A new alarm sounds again; nothing is acknowledged. */
export function silence(state: SoundState, scene: SoundScene, now: number): SoundState {
  return { ...state, silenced: new Map(soundingOf(scene).map(({ key }) => [key, now])), last: null };
}

/**
 * One look at the scene: what is to begin sounding now, if anything. Only the most urgent kind sounds, again after its period, at
 * once when another of its kind has come, but never into a pattern that is still sounding.
 */
export function stepSound(
  state: SoundState,
  scene: SoundScene,
  now: number,
): { readonly state: SoundState; readonly play: SoundKind | null } {
  const all = soundingOf(scene);
  const kept = keep(state, all, now);
  const kind = audibleKind(kept, scene, now);
  if (kind === null) return { state: { ...kept, last: null }, play: null };
  const ofKind = all.filter((one) => one.kind === kind && !isSilenced(kept, one, now));
  const isNew = ofKind.some(({ key }) => !kept.heard.has(key));
  const begins = kept.last !== kind || isNew || now - kept.lastAt >= PERIOD_MS[kind];
  if (!begins || isStillSounding(kept, kind, now)) return { state: kept, play: null };
  const heard = new Set([...kept.heard, ...ofKind.map(({ key }) => key)]);
  return { state: { ...kept, heard, last: kind, lastAt: now }, play: kind };
}

/** A more urgent one may break in; the same kind waits for its own end. */
const isStillSounding = ({ last, lastAt }: SoundState, kind: SoundKind, now: number): boolean =>
  last === kind && now - lastAt < patternMs(kind);

/** Forgets what is gone, and the silence of a P1 that is over. */
function keep(state: SoundState, all: readonly Sounding[], now: number): SoundState {
  const byKey = new Map(all.map((one) => [one.key, one]));
  const silenced = [...state.silenced].filter(([key]) => {
    const one = byKey.get(key);
    return one !== undefined && isSilenced(state, one, now);
  });
  return {
    ...state,
    silenced: new Map(silenced),
    heard: new Set([...state.heard].filter((key) => byKey.has(key))),
  };
}
