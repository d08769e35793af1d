import type { ReactElement } from 'react';
import { useSiteFile } from '../../data/hooks/use-config.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './config.module.css';

/** The site file in one line: is what stands in it what runs? Keeps what it knew while the gateway takes a version up. */
export function FileStrip(): ReactElement {
  const { data: file } = useSiteFile();
  const { t } = useWords();
  if (!file) return <p className={css.strip}>{t('config.file')}</p>;
  const { problem } = file;
  const isRunning = file.runningRevision === file.revision;
  return (
    <div className={css.strip} role="status" data-notable={problem !== null || !file.isWritable}>
      <p>
        {t('config.file')} <span className="mono">{file.file}</span> ·{' '}
        {problem === null ? t(isRunning ? 'config.running' : 'config.takingUp') : t('config.notTaken')}
      </p>
      {!file.isWritable && <p>{t('config.readOnly')}</p>}
      {problem !== null && <pre className={css.problem}>{problem}</pre>}
    </div>
  );
}
