import type { ReactElement } from 'react';
import type { WireConnection } from '../../data/api.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './devices-page.module.css';

/** What one device last failed with, how often it refused by code, and what it is no longer asked for. */
export function DeviceTrouble({ device }: { readonly device: WireConnection['devices'][number] }): ReactElement {
  const { t } = useWords();
  const { lastFailure, exceptions, holes } = device;
  const refusals = Object.entries(exceptions);
  return (
    <div className={css.trouble}>
      {lastFailure !== null && <span className="mono">{lastFailure}</span>}
      {refusals.length > 0 && (
        <span>{refusals.map(([code, count]) => t('devices.exceptionCount', { code, count })).join(' · ')}</span>
      )}
      {holes.length > 0 && (
        <details>
          <summary>{t('devices.holes', { count: holes.length })}</summary>
          <ul>
            {[...new Set(holes)].map((hole) => (
              <li key={hole} className="mono">
                {hole}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
