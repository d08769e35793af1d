import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import css from './notice.module.css';

export interface NoticeProps {
  readonly title: string;
  /** Since when, what still works, what to do. */
  readonly hint?: string | undefined;
  readonly code?: string | undefined;
  readonly retry?: { readonly label: string; readonly act: () => void } | undefined;
}

/** What stands where there is nothing to show: empty or failed, in words. */
export function Notice({ title, hint, code, retry }: NoticeProps): ReactElement {
  return (
    <div className={css.notice} role={code ? 'alert' : 'status'}>
      <p className={css.title}>{title}</p>
      {hint && <p>{hint}</p>}
      {code && <p className="mono">{code}</p>}
      {retry && (
        <Button variant="default" size="sm" onClick={retry.act}>
          {retry.label}
        </Button>
      )}
    </div>
  );
}

/** Outline of what is being loaded; appears only after a moment, so that fast answers do not flicker. */
export function Loading({ label, rows = 4 }: { readonly label: string; readonly rows?: number }): ReactElement {
  return (
    <div className={css.loading} role="status" aria-busy="true" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of an outline have no other identity
        <span key={row} className={css.line} />
      ))}
    </div>
  );
}
