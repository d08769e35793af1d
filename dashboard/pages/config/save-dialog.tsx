import { Button } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import type { SiteEdit, WireCheck, WireSiteFile } from '../../data/config-api.ts';
import { useCheck, useSaveEdits, useSiteFile } from '../../data/hooks/use-config.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Answer } from '../../panels/form-dialog/answer.tsx';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/fields.tsx';
import css from './config.module.css';

export interface SaveDialogProps {
  readonly edits: readonly SiteEdit[];
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

/** The one way anything gets into the site file: what will be different, why, and then Save. */
export function SaveDialog(props: SaveDialogProps): ReactElement {
  const file = useSiteFile();
  const { t } = useWords();
  return (
    <Dialog title={t('config.changesOf')} close={t('deed.leave')} size="xl" onClose={props.onClose}>
      <Answer query={file}>{(found) => <Checked {...props} file={found} />}</Answer>
    </Dialog>
  );
}

interface CheckedProps extends SaveDialogProps {
  readonly file: WireSiteFile;
}

/** The edits against the file as it was when the dialog opened: whoever saved in between is not overwritten. */
function Checked(props: CheckedProps): ReactElement {
  const [revision] = useState(props.file.revision);
  const { t } = useWords();
  const check = useCheck(props.edits, revision);
  return (
    <Answer query={check}>
      {(found) => (
        <div className={css.dialog}>
          <ChangeList changes={found.changes} />
          <MistakeList title={t('config.mistakes')} mistakes={found.mistakes} />
          <MistakeList title={t('config.warnings')} mistakes={found.warnings.slice(0, MOST_WARNINGS)} />
          {found.mistakes.length === 0 && <SaveForm {...props} revision={revision} check={found} />}
        </div>
      )}
    </Answer>
  );
}

const MOST_WARNINGS = 5;

function ChangeList({ changes }: Pick<WireCheck, 'changes'>): ReactElement {
  const { t } = useWords();
  if (changes.length === 0) return <p>{t('config.none')}</p>;
  return (
    <dl className={css.changes}>
      {changes.map(({ path, before, after }) => (
        <div key={path}>
          <dt className="mono">{path}</dt>
          <dd>
            <del>{before ?? t('config.nothing')}</del> → <ins>{after ?? t('config.nothing')}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface MistakeListProps {
  readonly title: string;
  readonly mistakes: WireCheck['mistakes'];
}

function MistakeList({ title, mistakes }: MistakeListProps): ReactElement | null {
  const { t } = useWords();
  if (mistakes.length === 0) return null;
  return (
    <div role="alert">
      <h3>{title}</h3>
      <ul className={css.mistakes}>
        {mistakes.map((one) => (
          <li key={`${one.path} ${one.message}`}>
            <span className="mono">{one.path || one.file}</span> {one.message}
            {one.allowed !== null && <> · {t('config.allowed', { allowed: one.allowed })}</>}
            {one.suggestion !== null && <> · {t('config.suggestion', { suggestion: one.suggestion })}</>}{' '}
            <span className="quiet">{t('config.line', { file: one.file, line: one.line })}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface SaveFormProps extends CheckedProps {
  readonly revision: string;
  readonly check: WireCheck;
}

const LEAST_REASON = 3;

function SaveForm({ edits, file, revision, check, onSaved, onClose }: SaveFormProps): ReactElement {
  const save = useSaveEdits();
  const [isWrong, setIsWrong] = useState(false);
  const { t } = useWords();
  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim();
    setIsWrong(reason.length < LEAST_REASON);
    if (reason.length >= LEAST_REASON) save.mutate({ revision, edits, reason }, { onSuccess: onSaved });
  }
  return (
    <form className={css.form} onSubmit={send} noValidate>
      <Consequences check={check} />
      <TextField name="reason" label={t('config.reason')} problem={isWrong ? t('config.reasonNeeded') : undefined} />
      {save.error && <Refusal error={save.error} />}
      <div className={css.buttons}>
        <Button type="submit" loading={save.isPending} disabled={!file.isWritable || check.changes.length === 0}>
          {t('config.save')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('config.cancel')}
        </Button>
      </div>
      {!file.isWritable && <p>{t('config.readOnly')}</p>}
    </form>
  );
}

function Consequences({ check }: { readonly check: WireCheck }): ReactElement {
  const { t } = useWords();
  const { reconnects, connects, pointsAdded: added, pointsRemoved: removed } = check;
  return (
    <div className={css.consequences}>
      {added + removed > 0 && <p>{t('config.points', { added, removed })}</p>}
      {connects.length > 0 && <p>{t('config.connects', { list: connects.join(', ') })}</p>}
      {reconnects.length > 0 && <p>{t('config.reconnects', { list: reconnects.join(', ') })}</p>}
      <p>{t('config.exchange')}</p>
    </div>
  );
}
