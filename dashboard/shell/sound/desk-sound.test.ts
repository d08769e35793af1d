import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { createAlarmStore } from '../../data/alarm-store.ts';
import { createCell } from '../../data/cell.ts';
import type { LinkState } from '../../data/live.ts';
import type { Preferences } from '../../data/preferences.ts';
import { sampleAlarm } from '../../panels/sample-alarm.fixture.ts';
import { startDeskSound } from './desk-sound.ts';
import type { PlayerState, TonePlayer } from './tone-player.ts';

class FakePlayer implements TonePlayer {
  played: number[] = [];
  hushed = 0;
  now: PlayerState = 'ready';
  state(): PlayerState {
    return this.now;
  }
  async enable(): Promise<void> {
    this.now = 'ready';
  }
  play(pulses: readonly unknown[]): void {
    this.played.push(pulses.length);
  }
  hush(): void {
    this.hushed++;
  }
  close(): void {}
}

const CHOSEN: Preferences = { language: 'en', theme: 'dark', blink: true, sound: true, trendSets: [] };
const URGENT = sampleAlarm({ id: 'L03.trapped~1', priority: 'P1', equipment: 'L03', tag: 'L03.passenger_alarm' });

function setup(change: Partial<Preferences> = {}) {
  const clock = new ManualClock();
  const player = new FakePlayer();
  const alarms = createAlarmStore();
  const link = createCell<LinkState>({ state: 'live', since: 0 });
  const preferences = createCell<Preferences>({ ...CHOSEN, ...change });
  const spoken: string[] = [];
  const sound = startDeskSound({
    services: { alarms, link, clock, preferences },
    player,
    speak: (equipment) => spoken.push(equipment),
  });
  return { clock, player, alarms, link, preferences, spoken, sound };
}

describe('the sound of a desk', () => {
  let desk: ReturnType<typeof setup>;
  beforeEach(() => {
    desk = setup();
  });

  it('sounds at once when a P1 comes, names the lift, and goes on until it is silenced', () => {
    desk.alarms.upsert(URGENT);
    expect(desk.player.played).toEqual([10]);
    expect(desk.spoken).toEqual(['L03']);
    desk.clock.advance(5250);
    expect(desk.player.played).toEqual([10, 10]);
    desk.sound.silence();
    expect(desk.sound.status.get()).toMatchObject({ audible: null, isSilenced: true });
    desk.clock.advance(60_000);
    expect(desk.player.played).toHaveLength(2);
  });

  it('silencing acknowledges nothing', () => {
    desk.alarms.upsert(URGENT);
    desk.sound.silence();
    expect(desk.alarms.get()[0]?.state).toBe('active-unacknowledged');
  });

  it('acknowledging ends it', () => {
    desk.alarms.upsert(URGENT);
    desk.alarms.upsert({ ...URGENT, state: 'active-acknowledged' });
    expect(desk.sound.status.get()).toMatchObject({ audible: null, isSilenced: false });
    expect(desk.player.hushed).toBeGreaterThan(0);
  });

  it('what could not be heard sounds as soon as the browser lets it', async () => {
    desk.player.now = 'waiting';
    desk.alarms.upsert(URGENT);
    expect(desk.sound.status.get()).toMatchObject({ player: 'waiting', audible: 'P1' });
    expect(desk.player.played).toEqual([]);
    await desk.sound.enable();
    expect(desk.player.played.at(-1)).toBe(10);
  });

  it('a desk whose sound is off is quiet', () => {
    const quiet = setup({ sound: false });
    quiet.alarms.upsert(URGENT);
    quiet.clock.advance(20_000);
    expect(quiet.player.played).toEqual([]);
  });

  it('says that the link is lost', () => {
    desk.link.set({ state: 'lost', since: 0 });
    expect(desk.player.played).toEqual([2]);
  });

  it('leaves no timer behind', () => {
    desk.sound.stop();
    expect(desk.clock.pending).toBe(0);
  });
});
