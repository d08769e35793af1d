import type { Language } from '../../gateway/domain/text.ts';
import { THEME_NAMES, type ThemeName } from '../theme/tokens.ts';

/** What a person has chosen on this machine. */
export interface Preferences {
  readonly language: Language | null;
  readonly theme: ThemeName;
  /** Blinking frames; without them the word NEW stands beside the badge. */
  readonly blink: boolean;
  /** Alarms are heard at this desk; of several desks in a room one is enough. */
  readonly sound: boolean;
  /** Addresses of trends that are looked at again and again. */
  readonly trendSets: readonly TrendSet[];
}

export interface TrendSet {
  readonly name: string;
  /** Path and query. */
  readonly address: string;
}

export const MOST_SETS = 30;

export interface PreferenceStore {
  read(): Preferences;
  write(preferences: Preferences): void;
}

const KEY = 'plantroom.preferences';
const DEFAULTS: Preferences = { language: null, theme: 'dark', blink: true, sound: true, trendSets: [] };

function checked(value: Partial<Preferences>): Preferences {
  return {
    language: value.language === 'en' || value.language === 'zh' ? value.language : DEFAULTS.language,
    theme: THEME_NAMES.find((name) => name === value.theme) ?? DEFAULTS.theme,
    blink: value.blink ?? DEFAULTS.blink,
    sound: value.sound ?? DEFAULTS.sound,
    trendSets: Array.isArray(value.trendSets) ? value.trendSets.filter(isSet).slice(0, MOST_SETS) : DEFAULTS.trendSets,
  };
}

/** Only an address of ours is followed. */
const isSet = (one: Partial<TrendSet> | null): one is TrendSet =>
  typeof one?.name === 'string' && typeof one.address === 'string' && one.address.startsWith('/trends?');

/** Kept in the browser. A browser that keeps nothing, or something unreadable, gives the defaults. */
export function createPreferenceStore(storage: Storage): PreferenceStore {
  return {
    read: () => {
      try {
        return checked(JSON.parse(storage.getItem(KEY) ?? '{}'));
      } catch {
        return DEFAULTS;
      }
    },
    write: (preferences) => {
      try {
        storage.setItem(KEY, JSON.stringify(preferences));
      } catch {
        // A full or forbidden storage only means that the choice lasts until the page is closed.
      }
    },
  };
}
