import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language, LocalText } from '../../gateway/domain/text.ts';
import type { WholeDictionary } from './en.ts';

/** Plural forms are asked for by their stem: `alarms_one` and `alarms_other` are one word. */
type Stem<Key extends string> = Key extends `${infer Word}_one` | `${infer Word}_other` ? Word : Key;

type PathsOf<Words> = {
  [Key in keyof Words & string]: Words[Key] extends string ? Stem<Key> : `${Key}.${PathsOf<Words[Key]>}`;
}[keyof Words & string];

/** Every word of the dictionary, by its path. Written out once here: the library's own key types cost a minute of every check. */
export type WordKey = PathsOf<WholeDictionary>;

/** A word in the present language, `{{name}}` in it replaced by `values`. */
export type Translate = (key: WordKey, values?: Readonly<Record<string, string | number>>) => string;

export interface Words {
  /** A word of the product. */
  readonly t: Translate;
  /** A text of the site in the present language. */
  readonly text: (text: LocalText) => string;
  readonly language: Language;
}

/** Words and texts in the language that is set now. */
export function useWords(): Words {
  const { t: translate, i18n } = useTranslation();
  const language: Language = i18n.language === 'zh' ? 'zh' : 'en';
  return useMemo(
    () => ({ t: remembering(translate), language, text: (text) => text[language] }),
    [translate, language],
  );
}

/** A screen of five hundred values asks for the same few words every second: those without anything to fill in are kept. */
function remembering(translate: (key: string, values: Readonly<Record<string, string | number>>) => string): Translate {
  const known = new Map<string, string>();
  return (key, values) => {
    if (values) return translate(key, values);
    const before = known.get(key);
    if (before !== undefined) return before;
    const word = translate(key, {});
    // Words that are loaded later are not known yet.
    if (word !== key) known.set(key, word);
    return word;
  };
}
