import type { ReactElement } from 'react';
import { useWords } from '../i18n/use-words.ts';
import { Dialog } from '../ui/dialog.tsx';
import { PriorityBadge } from '../ui/priority-badge.tsx';
import css from './legend.module.css';

/** What shapes, frames and tags mean, and the keys. */
export function Legend({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { t } = useWords();
  return (
    <Dialog title={t('legend.title')} close={t('legend.close')} size="lg" onClose={onClose}>
      <div className={css.legend}>
        <h2>{t('legend.priorities')}</h2>
        <Priorities />
        <h2>{t('legend.states')}</h2>
        <States />
        <h2>{t('legend.quality')}</h2>
        <Qualities />
        <h2>{t('legend.keys')}</h2>
        <Keys />
      </div>
    </Dialog>
  );
}

function Priorities(): ReactElement {
  const { t } = useWords();
  return (
    <ul>
      {(['P1', 'P2', 'P3', 'P4'] as const).map((priority) => (
        <li key={priority}>
          <PriorityBadge priority={priority} /> {t(`priority.${priority}`)}
        </li>
      ))}
    </ul>
  );
}

const STATES = [
  ['active-unacknowledged', 'unacknowledged'],
  ['active-acknowledged', 'acknowledged'],
  ['returned-unacknowledged', 'returned'],
  ['latched-acknowledged', 'latched'],
  ['shelved', 'shelved'],
  ['suppressed', 'suppressed'],
  ['out-of-service', 'outOfService'],
] as const;

function States(): ReactElement {
  const { t } = useWords();
  return (
    <ul>
      {STATES.map(([state, word]) => (
        <li key={state}>
          <PriorityBadge priority="P2" state={state} returned={state === 'latched-acknowledged'} />{' '}
          {t(`legend.${word}`)}
        </li>
      ))}
    </ul>
  );
}

function Qualities(): ReactElement {
  const { t } = useWords();
  return (
    <ul>
      <li>6.9 ℃ — {t('legend.good')}</li>
      {(['uncertain', 'stale', 'bad'] as const).map((standing) => (
        <li key={standing}>
          <b>{t(`tag.${standing}`)}</b> {t(`legend.${standing}`)}
        </li>
      ))}
    </ul>
  );
}

const KEYS = [
  ['Ctrl K', 'keyPalette'],
  ['F8', 'keySilence'],
  ['F9', 'keyNewest'],
  ['?', 'keyLegend'],
  ['Esc', 'keyBack'],
  ['A', 'keyAcknowledge'],
  ['S', 'keyShelve'],
  ['C', 'keyCard'],
] as const;

function Keys(): ReactElement {
  const { t } = useWords();
  return (
    <ul>
      {KEYS.map(([key, word]) => (
        <li key={key}>
          <kbd>{key}</kbd> {t(`legend.${word}`)}
        </li>
      ))}
    </ul>
  );
}
