import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../gateway/domain/text.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** The words that every page needs, in the language given. Both languages are there: switching needs no network. */
export function createWords(language: Language): i18n {
  const words = createInstance();
  void words.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    initAsync: false,
    resources: { en: { translation: en }, zh: { translation: zh } },
    interpolation: { escapeValue: false },
  });
  return words;
}

/** Loads the words of the duty room's papers, in both languages; asked again it answers at once. */
export function papersOf(words: i18n): () => Promise<void> {
  return loadedOnce(words, async () => {
    const [{ enPapers }, { zhPapers }] = await Promise.all([import('./en-papers.ts'), import('./zh-papers.ts')]);
    return { en: enPapers, zh: zhPapers };
  });
}

/** Loads the words of the configuration screens. */
export function configWordsOf(words: i18n): () => Promise<void> {
  return loadedOnce(words, async () => {
    const [{ enConfig }, { zhConfig }] = await Promise.all([import('./en-config.ts'), import('./zh-config.ts')]);
    return { en: enConfig, zh: zhConfig };
  });
}

/** Loads the words of the desk's tools: sound, palette, wall, trends. */
export function deskWordsOf(words: i18n): () => Promise<void> {
  return loadedOnce(words, async () => {
    const [{ enDesk }, { zhDesk }] = await Promise.all([import('./en-desk.ts'), import('./zh-desk.ts')]);
    return { en: enDesk, zh: zhDesk };
  });
}

/** What could not be loaded is tried again by the next who asks. */
function loadedOnce(words: i18n, load: () => Promise<Readonly<Record<Language, object>>>): () => Promise<void> {
  let loaded: Promise<void> | undefined;
  const add = async (): Promise<void> => {
    const { en, zh } = await load();
    words.addResourceBundle('en', 'translation', en, true);
    words.addResourceBundle('zh', 'translation', zh, true);
  };
  return () => {
    loaded ??= add().catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  };
}

/** The language to begin with: chosen before, else that of the browser. */
export const firstLanguage = (chosen: Language | null, browser: string): Language =>
  chosen ?? (browser.toLowerCase().startsWith('zh') ? 'zh' : 'en');
