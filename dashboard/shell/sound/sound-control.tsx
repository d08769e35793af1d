import { type ReactElement, useEffect, useState } from 'react';
import { createCell } from '../../data/cell.ts';
import { useServices } from '../../data/hooks/services-context.ts';
import { useCell } from '../../data/hooks/use-cell.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { type DeskSound, type SoundStatus, startDeskSound } from './desk-sound.ts';
import { sayAloud } from './say-aloud.ts';
import css from './sound-control.module.css';
import { createTonePlayer } from './tone-player.ts';

const QUIET = createCell<SoundStatus>({ player: 'unavailable', audible: null, isSilenced: false });

/** Sound of this desk: whether it is on, what keeps it from sounding, and Silence (F8) while something sounds. */
export function SoundControl(): ReactElement {
  const { preferences } = useServices();
  const chosen = useCell(preferences);
  const sound = useDeskSound();
  const status = useCell(sound?.status ?? QUIET);
  const { t } = useWords();
  useSteadyFrames(chosen.sound && status.audible === null && status.isSilenced);
  const toggle = (): void => {
    preferences.set({ ...chosen, sound: !chosen.sound });
    if (!chosen.sound) void sound?.enable();
  };
  const isWaiting = chosen.sound && status.player === 'waiting';
  return (
    <span className={css.sound}>
      {chosen.sound && status.audible !== null && (
        <button type="button" className={css.silence} title={t('sound.silenceHint')} onClick={() => sound?.silence()}>
          {t('sound.silence')} <kbd>F8</kbd>
        </button>
      )}
      <button
        type="button"
        className={css.state}
        data-sound={stateOf(chosen.sound, status)}
        aria-pressed={chosen.sound}
        title={t(chosen.sound ? 'sound.turnOff' : 'sound.turnOn')}
        onClick={() => (isWaiting ? void sound?.enable() : toggle())}
      >
        {t(`sound.${stateOf(chosen.sound, status)}`)}
      </button>
    </span>
  );
}

function stateOf(
  isOn: boolean,
  { player, audible, isSilenced }: SoundStatus,
): 'on' | 'off' | 'waiting' | 'unavailable' | 'silenced' {
  if (!isOn) return 'off';
  if (player !== 'ready') return player;
  return audible === null && isSilenced ? 'silenced' : 'on';
}

/** Runs as long as the banner stands; any press or key lets the browser sound, and F8 silences. */
function useDeskSound(): DeskSound | undefined {
  const services = useServices();
  const plant = usePlant();
  const { t, text, language } = useWords();
  const [sound, setSound] = useState<DeskSound>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: words and names change with the language alone
  useEffect(() => {
    const create = typeof AudioContext === 'undefined' ? undefined : () => new AudioContext();
    const speak = (id: string): void => {
      const equipment = plant.equipmentById.get(id);
      sayAloud(t('sound.spokenTrapped', { lift: equipment ? text(equipment.name) : id }), language);
    };
    const player = createTonePlayer(create);
    const made = startDeskSound({ services, player, speak });
    const onGesture = (): void => {
      if (player.state() === 'waiting') void player.enable();
    };
    const onKey = (event: KeyboardEvent): void => {
      onGesture();
      if (event.key !== 'F8' || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      made.silence();
    };
    window.addEventListener('pointerdown', onGesture);
    window.addEventListener('keydown', onKey);
    setSound(made);
    return () => {
      window.removeEventListener('pointerdown', onGesture);
      window.removeEventListener('keydown', onKey);
      made.stop();
      setSound(undefined);
    };
  }, [services, plant, language]);
  return sound;
}

/** Silencing makes blinking frames steady; the blink clock looks at this mark. */
function useSteadyFrames(isSilenced: boolean): void {
  useEffect(() => {
    document.documentElement.dataset.silenced = String(isSilenced);
    return () => {
      delete document.documentElement.dataset.silenced;
    };
  }, [isSilenced]);
}
