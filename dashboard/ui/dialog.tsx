import { Modal } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import css from './dialog.module.css';

export interface DialogProps {
  readonly title: string;
  /** What its × is called. */
  readonly close: string;
  readonly size?: 'lg' | 'xl';
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Something asked or shown in front of the page, below the alarm banner. What is typed goes into its first field from the first letter on. */
export function Dialog({ title, close, size, onClose, children }: DialogProps): ReactElement {
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      classNames={{ overlay: css.overlay, inner: css.inner }}
      attributes={{ header: { role: 'presentation' } }}
      closeButtonProps={{ 'aria-label': close }}
      {...(size ? { size } : {})}
    >
      <div ref={markFirstField}>{children}</div>
    </Modal>
  );
}

/**
 * A dialog takes the focus a moment after it is drawn and gives it to what is marked so; unmarked it would be the ×, where the first space
 * of a sentence leaves the dialog.
 */
function markFirstField(content: HTMLDivElement | null): void {
  if (content?.querySelector('[data-autofocus]')) return;
  content
    ?.querySelector('input:not([type="hidden"], :disabled), select:not(:disabled), textarea:not(:disabled)')
    ?.setAttribute('data-autofocus', '');
}
