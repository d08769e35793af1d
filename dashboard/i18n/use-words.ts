import { useTranslation } from 'react-i18next';
import type { Language, LocalText } from '../../gateway/domain/text.ts';

export interface Words {
  /** A word of the product. */
  readonly t: ReturnType<typeof useTranslation>['t'];
  /** A text of the site in the present language. */
  readonly text: (text: LocalText) => string;
  readonly language: Language;
}

/** Words and texts in the language that is set now. */
export function useWords(): Words {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.language === 'zh' ? 'zh' : 'en';
  return { t, language, text: (text) => text[language] };
}
