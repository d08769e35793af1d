import { isUnacknowledged } from '../../data/alarm-store.ts';
import { type Cell, createCell } from '../../data/cell.ts';
import type { Services } from '../../data/services.ts';
import { pulsesOf, type SoundKind } from './rhythm.ts';
import { audibleKind, SOUND_START, type SoundScene, silence, stepSound } from './sound-state.ts';
import type { PlayerState, TonePlayer } from './tone-player.ts';

/** What the banner says about the sound. */
export interface SoundStatus {
  readonly player: PlayerState;
  /** What is sounding, or would be if the browser let it. */
  readonly audible: SoundKind | null;
  /** Something unacknowledged has been silenced. */
  readonly isSilenced: boolean;
}

/** The sound of one desk: follows alarms and link until it is stopped. */
export interface DeskSound {
  readonly status: Cell<SoundStatus>;
  silence(): void;
  /** From a gesture: lets the browser sound, and sounds the test tone. */
  enable(): Promise<void>;
  stop(): void;
}

export interface DeskSoundParts {
  readonly services: Pick<Services, 'alarms' | 'link' | 'clock' | 'preferences'>;
  readonly player: TonePlayer;
  /** Says it aloud where the browser can: a trapped passenger. */
  readonly speak: (equipment: string) => void;
}

/** How often the scene is looked at; a pattern may begin this much late. */
const LOOK_MS = 250;

/** A passenger's call from the car (the templates of all lifts name it so). */
const isTrapped = (tag: string | undefined): boolean => tag?.endsWith('.passenger_alarm') ?? false;

export function startDeskSound({ services, player, speak }: DeskSoundParts): DeskSound {
  const { alarms, link, clock, preferences } = services;
  const status = createCell<SoundStatus>({ player: player.state(), audible: null, isSilenced: false });
  let state = SOUND_START;

  const sceneNow = (): SoundScene => ({
    alarms: alarms
      .get()
      .flatMap(({ id, occurrence, priority, ...alarm }) =>
        isUnacknowledged(alarm) ? [{ key: `${id}#${occurrence}`, priority }] : [],
      ),
    isLinkLost: link.get().state === 'lost',
  });

  function tell(scene: SoundScene, now: number): void {
    const audible = audibleKind(state, scene, now);
    const next = { player: player.state(), audible, isSilenced: state.silenced.size > 0 };
    const before = status.get();
    const differs =
      next.player !== before.player || audible !== before.audible || next.isSilenced !== before.isSilenced;
    if (differs) status.set(next);
  }

  function begin(kind: SoundKind): void {
    player.play(pulsesOf(kind));
    const trapped = kind === 'P1' && alarms.get().find((alarm) => isUnacknowledged(alarm) && isTrapped(alarm.tag));
    if (trapped) speak(trapped.equipment);
  }

  function look(): void {
    const now = clock.monotonicMs();
    const scene = sceneNow();
    if (!preferences.get().sound) {
      tell(scene, now);
      return;
    }
    const next = stepSound(state, scene, now);
    // What could not be heard has not sounded: it begins as soon as the browser lets it.
    if (next.play && player.state() !== 'ready') {
      tell(scene, now);
      return;
    }
    if (next.state.last === null && state.last !== null) player.hush();
    state = next.state;
    if (next.play) begin(next.play);
    tell(scene, now);
  }

  const stops = [alarms.subscribe(look), link.subscribe(look)];
  const timer = clock.every(LOOK_MS, look);
  look();

  return {
    status,
    silence: () => {
      const now = clock.monotonicMs();
      state = silence(state, sceneNow(), now);
      player.hush();
      tell(sceneNow(), now);
    },
    enable: async () => {
      await player.enable();
      player.play(pulsesOf('test'));
      look();
    },
    stop: () => {
      for (const stop of stops) stop();
      timer.cancel();
      player.close();
    },
  };
}
