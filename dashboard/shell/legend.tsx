import { Modal } from '@mantine/core';
import type { ReactElement } from 'react';
import { useWords } from '../i18n/use-words.ts';
import { PriorityBadge } from '../ui/priority-badge.tsx';
import css from './legend.module.css';

/** What shapes, frames and tags mean, and the keys. */
export function Legend({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { t } = useWords();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('legend.title')}
      closeButtonProps={{ 'aria-label': t('legend.close') }}
      size="lg"
    >
      <div className={css.legend}>
        <h2>{t('legend.priorities')}</h2>
        <ul>
          {(['P1', 'P2', 'P3', 'P4'] as const).map((priority) => (
            <li key={priority}>
              <PriorityBadge priority={priority} /> {t(`priority.${priority}`)}
            </li>
          ))}
        </ul>
        <h2>{t('legend.states')}</h2>
        <ul>
          <li>
            <PriorityBadge priority="P2" state="active-unacknowledged" /> {t('legend.unacknowledged')}
          </li>
          <li>
            <PriorityBadge priority="P2" state="active-acknowledged" /> {t('legend.acknowledged')}
          </li>
          <li>
            <PriorityBadge priority="P2" state="returned-unacknowledged" /> {t('legend.returned')}
          </li>
        </ul>
        <h2>{t('legend.quality')}</h2>
        <ul>
          <li>6.9 ℃ — {t('legend.good')}</li>
          <li>
            <b>{t('tag.uncertain')}</b> {t('legend.uncertain')}
          </li>
          <li>
            <b>{t('tag.stale')}</b> {t('legend.stale')}
          </li>
          <li>
            <b>{t('tag.bad')}</b> {t('legend.bad')}
          </li>
        </ul>
        <h2>{t('legend.keys')}</h2>
        <ul>
          <li>
            <kbd>F9</kbd> {t('legend.keyNewest')}
          </li>
          <li>
            <kbd>?</kbd> {t('legend.keyLegend')}
          </li>
          <li>
            <kbd>Esc</kbd> {t('legend.keyBack')}
          </li>
          <li>
            <kbd>A</kbd> {t('legend.keyAcknowledge')}
          </li>
        </ul>
      </div>
    </Modal>
  );
}
