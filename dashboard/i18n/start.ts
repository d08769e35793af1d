import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../gateway/domain/text.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** The words of the product, in the language given. Both languages are in the bundle: switching needs no network. */
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

/** The language to begin with: chosen before, else that of the browser. */
export const firstLanguage = (chosen: Language | null, browser: string): Language =>
  chosen ?? (browser.toLowerCase().startsWith('zh') ? 'zh' : 'en');
