import type { ReactElement } from 'react';
import { ApiError, codeOf } from '../../data/api-error.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/notice.tsx';

/** Why the gateway did not do it, in words. */
export function Refusal({ error }: { readonly error: Error }): ReactElement {
  const { t } = useWords();
  const code = codeOf(error);
  const detail = error instanceof ApiError ? error.detail : undefined;
  return (
    <Notice
      title={t(`code.${code}` as 'code.INTERNAL', { defaultValue: code })}
      code={detail ? `${code} · ${detail}` : code}
    />
  );
}
