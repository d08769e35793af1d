import type { Pulse } from './rhythm.ts';

/** waiting: the browser wants a press or key first. */
export type PlayerState = 'ready' | 'waiting' | 'unavailable';

/** Plays tones. Never throws: a desk without sound says so instead. */
export interface TonePlayer {
  state(): PlayerState;
  /** To be called from a gesture; resolves when it has taken effect or has not. */
  enable(): Promise<void>;
  play(pulses: readonly Pulse[]): void;
  /** Ends what is sounding. */
  hush(): void;
  close(): void;
}

/** Amplitude of the fundamental and its four harmonics: a tone with harmonics is found by ear, a pure one is not. */
const HARMONICS = [0, 1, 0.6, 0.4, 0.25, 0.15];
/** Softer edges startle less and do not click. */
const EDGE_S = 0.015;
const LOUDNESS = 0.4;

/** Tones by Web Audio. `create` is undefined where the browser has none. */
export function createTonePlayer(create: (() => AudioContext) | undefined): TonePlayer {
  const context = made(create);
  let sounding: OscillatorNode[] = [];

  function sound(audio: AudioContext, { atMs, lengthMs, hz, endHz }: Pulse, from: number): void {
    const [begin, end] = [from + atMs / 1000, from + (atMs + lengthMs) / 1000];
    const oscillator = audio.createOscillator();
    const gain = audio.createGain();
    oscillator.setPeriodicWave(
      audio.createPeriodicWave(new Float32Array(HARMONICS.length), Float32Array.from(HARMONICS)),
    );
    oscillator.frequency.setValueAtTime(hz, begin);
    oscillator.frequency.linearRampToValueAtTime(endHz, end);
    gain.gain.setValueAtTime(0, begin);
    gain.gain.linearRampToValueAtTime(LOUDNESS, begin + EDGE_S);
    gain.gain.setValueAtTime(LOUDNESS, end - EDGE_S);
    gain.gain.linearRampToValueAtTime(0, end);
    oscillator.connect(gain).connect(audio.destination);
    oscillator.onended = () => {
      sounding = sounding.filter((one) => one !== oscillator);
      gain.disconnect();
    };
    sounding.push(oscillator);
    oscillator.start(begin);
    oscillator.stop(end);
  }

  function hush(): void {
    for (const oscillator of sounding.splice(0)) oscillator.stop();
  }

  return {
    state: () => {
      if (!context) return 'unavailable';
      return context.state === 'running' ? 'ready' : 'waiting';
    },
    enable: async () => {
      await context?.resume().catch(() => undefined);
    },
    play: (pulses) => {
      if (context?.state !== 'running') return;
      hush();
      for (const pulse of pulses) sound(context, pulse, context.currentTime);
    },
    hush,
    close: () => {
      hush();
      void context?.close().catch(() => undefined);
    },
  };
}

/** A machine without any sound device may refuse to make one. */
function made(create: (() => AudioContext) | undefined): AudioContext | undefined {
  try {
    return create?.();
  } catch {
    return undefined;
  }
}
