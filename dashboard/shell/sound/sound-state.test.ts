import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PERIOD_MS, patternMs, pulsesOf, type SoundKind } from './rhythm.ts';
import {
  audibleKind,
  P1_AGAIN_MS,
  SOUND_START,
  type SoundingAlarm,
  type SoundScene,
  type SoundState,
  silence,
  stepSound,
} from './sound-state.ts';

const alarm = (key: string, priority: SoundingAlarm['priority'] = 'P1'): SoundingAlarm => ({ key, priority });
const scene = (...alarms: SoundingAlarm[]): SoundScene => ({ alarms, isLinkLost: false });

/** Looks every 100 ms, as long as given; says when what began. */
function listen(from: SoundState, shown: SoundScene, fromMs: number, forMs: number) {
  let state = from;
  const begun: [number, SoundKind][] = [];
  for (let now = fromMs; now < fromMs + forMs; now += 100) {
    const next = stepSound(state, shown, now);
    state = next.state;
    if (next.play) begun.push([now, next.play]);
  }
  return { state, begun };
}

describe('rhythm', () => {
  it.each(['P1', 'P2', 'P3', 'link-lost', 'test'] as const)('%s: tones that can be told apart, 500–900 Hz', (kind) => {
    const pulses = pulsesOf(kind);
    pulses.forEach(({ atMs, lengthMs, hz, endHz }, i) => {
      const before = pulses[i - 1];
      if (before) expect(atMs - (before.atMs + before.lengthMs)).toBeGreaterThanOrEqual(50);
      expect(lengthMs).toBeLessThan(500);
      for (const tone of [hz, endHz]) expect(tone >= 500 && tone <= 900).toBe(true);
    });
    expect(patternMs(kind)).toBeLessThan(PERIOD_MS[kind]);
  });

  it('says urgency by number and pace', () => {
    expect(pulsesOf('P1')).toHaveLength(10);
    expect([pulsesOf('P2').length, pulsesOf('P3').length]).toEqual([3, 2]);
    expect(pulsesOf('link-lost').every(({ hz, endHz }) => endHz < hz)).toBe(true);
    expect(PERIOD_MS.P1).toBeLessThan(PERIOD_MS.P2);
  });
});

describe('what sounds', () => {
  it('a P1 goes on every five seconds until it is silenced', () => {
    const { state, begun } = listen(SOUND_START, scene(alarm('a')), 0, 16_000);
    expect(begun.map(([at]) => at)).toEqual([0, 5000, 10_000, 15_000]);
    const quiet = silence(state, scene(alarm('a')), 16_000);
    expect(listen(quiet, scene(alarm('a')), 16_000, 60_000).begun).toEqual([]);
  });

  it('a silenced P1 that nobody acknowledges sounds again after two minutes', () => {
    const quiet = silence(SOUND_START, scene(alarm('a')), 0);
    const { begun } = listen(quiet, scene(alarm('a')), 0, P1_AGAIN_MS + 1000);
    expect(begun).toEqual([[P1_AGAIN_MS, 'P1']]);
  });

  it('a silenced P2 stays silent', () => {
    const quiet = silence(SOUND_START, scene(alarm('a', 'P2')), 0);
    expect(listen(quiet, scene(alarm('a', 'P2')), 0, 600_000).begun).toEqual([]);
  });

  it('a new alarm sounds again, an old one that was silenced does not come with it', () => {
    const quiet = silence(SOUND_START, scene(alarm('a')), 0);
    expect(stepSound(quiet, scene(alarm('a'), alarm('b', 'P3')), 100).play).toBe('P3');
  });

  it('an alarm that came again is another one', () => {
    const quiet = silence(SOUND_START, scene(alarm('a#1')), 0);
    expect(stepSound(quiet, scene(alarm('a#2')), 100).play).toBe('P1');
  });

  it('only the highest sounds; a more urgent one breaks in at once', () => {
    const { state } = listen(SOUND_START, scene(alarm('a', 'P2')), 0, 300);
    expect(stepSound(state, scene(alarm('a', 'P2'), alarm('b')), 300).play).toBe('P1');
    const both = listen(SOUND_START, scene(alarm('a', 'P2'), alarm('b')), 0, 30_000).begun;
    expect(new Set(both.map(([, kind]) => kind))).toEqual(new Set(['P1']));
  });

  it('P3 sounds once, then after two minutes; P4 never', () => {
    const at = listen(SOUND_START, scene(alarm('a', 'P3')), 0, 130_000).begun.map(([when]) => when);
    expect(at).toEqual([0, 120_000]);
    expect(listen(SOUND_START, scene(alarm('a', 'P4')), 0, 200_000).begun).toEqual([]);
  });

  it('a lost link is heard, and quiet once it is back', () => {
    const lost = { alarms: [], isLinkLost: true };
    expect(stepSound(SOUND_START, lost, 0).play).toBe('link-lost');
    expect(audibleKind(SOUND_START, scene(), 0)).toBeNull();
  });

  it('acknowledging ends it, and it is forgotten', () => {
    const { state } = listen(silence(SOUND_START, scene(alarm('a')), 0), scene(), 100, 200);
    expect([state.silenced.size, state.heard.size]).toEqual([0, 0]);
  });

  it('never sounds a pattern into itself, whatever comes', () => {
    const alarms = fc.array(
      fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), priority: fc.constantFrom('P1', 'P2', 'P3', 'P4') }),
      { maxLength: 4 },
    );
    const looks = fc.array(fc.record({ alarms, isLinkLost: fc.boolean(), waitMs: fc.nat(3000) }), { maxLength: 40 });
    fc.assert(
      fc.property(looks, (all) => {
        let [state, now] = [SOUND_START, 0];
        const ends = new Map<SoundKind, number>();
        for (const { waitMs, ...shown } of all) {
          now += waitMs;
          const { state: after, play } = stepSound(state, shown as SoundScene, now);
          const before = state.last;
          state = after;
          if (play && before === play) expect(now).toBeGreaterThanOrEqual(ends.get(play) ?? 0);
          if (play) ends.set(play, now + patternMs(play));
        }
      }),
    );
  });
});
