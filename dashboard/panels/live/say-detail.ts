import { type Translate, useWords } from '../../i18n/use-words.ts';

/** Why a message was not sent, in the language of the person where the gateway said it; what a provider said stays as it was said. */
export function sayDetail(detail: string, t: Translate): string {
  const key = detail.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return t(`sendDetail.${key}` as 'sendDetail.refused', { defaultValue: detail });
}

export function useSayDetail(): (detail: string) => string {
  const { t } = useWords();
  return (detail) => sayDetail(detail, t);
}
