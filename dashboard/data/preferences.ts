import type { Language } from '../../gateway/domain/text.ts';
import { THEME_NAMES, type ThemeName } from '../theme/tokens.ts';

/** What a person has chosen on this machine. */
export interface Preferences {
  readonly language: Language | null;
  readonly theme: ThemeName;
  /** Blinking frames; without them the word NEW stands beside the badge. */
  readonly blink: boolean;
}

export interface PreferenceStore {
  read(): Preferences;
  write(preferences: Preferences): void;
}

const KEY = 'plantroom.preferences';
const DEFAULTS: Preferences = { language: null, theme: 'dark', blink: true };

function checked(value: Partial<Preferences>): Preferences {
  return {
    language: value.language === 'en' || value.language === 'zh' ? value.language : DEFAULTS.language,
    theme: THEME_NAMES.find((name) => name === value.theme) ?? DEFAULTS.theme,
    blink: value.blink ?? DEFAULTS.blink,
  };
}

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
