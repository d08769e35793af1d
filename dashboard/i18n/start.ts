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
  let loaded: Promise<void> | undefined;
  const load = async (): Promise<void> => {
    const [{ enPapers }, { zhPapers }] = await Promise.all([import('./en-papers.ts'), import('./zh-papers.ts')]);
    words.addResourceBundle('en', 'translation', enPapers, true);
    words.addResourceBundle('zh', 'translation', zhPapers, true);
  };
  return () => {
    loaded ??= load().catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  };
}

/** The language to begin with: chosen before, else that of the browser. */
export const firstLanguage = (chosen: Language | null, browser: string): Language =>
  chosen ?? (browser.toLowerCase().startsWith('zh') ? 'zh' : 'en');
