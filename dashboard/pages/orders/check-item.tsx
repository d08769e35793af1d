import { Button } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { fileUrl } from '../../data/file-api.ts';
import { useAddFile } from '../../data/hooks/use-orders.ts';
import { useWords, type WordKey } from '../../i18n/use-words.ts';
import { textOf } from '../../panels/form-dialog/read-text.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { LiveReadout } from '../../panels/live/live-readout.tsx';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { TextField } from '../../ui/fields.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { type CheckRow, type Filled, rangeOf, readNumber } from './check-view.ts';
import css from './order-page.module.css';

export interface CheckItemProps {
  readonly row: CheckRow;
  /** May be answered now. */
  readonly isOpen: boolean;
  readonly isBusy: boolean;
  readonly onAnswer: (answer: Filled) => void;
}

/** One item: what it asks, what was answered by whom, what is missing, and the way to answer. */
export function CheckItem(props: CheckItemProps): ReactElement {
  const { item, answer, needs } = props.row;
  const personName = usePersonName();
  const { t, text } = useWords();
  const range = rangeOf(item);
  return (
    <li className={css.check} data-needs={needs !== undefined}>
      <p>
        {text(item.text)}
        {range !== '' && <span className="quiet"> {t('orderCheck.range', { range })}</span>}
        {item.onFail === 'order' && <span className="quiet"> {t('orderCheck.finding')}</span>}
      </p>
      {answer && (
        <p className={css.answer} data-bad={answer.isBad}>
          <strong>{answerWords(props.row, t, text)}</strong>
          {answer.file && (
            <a href={fileUrl(answer.file)} target="_blank" rel="noreferrer">
              {t('orderPart.photo', { name: '' })}
            </a>
          )}
          {answer.note && <span> {answer.note}</span>}
          {answer.by !== '' && <span className="quiet"> {personName(answer.by)}</span>}
        </p>
      )}
      {answer?.isDoubtful && <p className={css.need}>! {t('orderCheck.doubtful')}</p>}
      {needs && <p className={css.need}>{t(`orderCheck.needs.${needs}`)}</p>}
      {props.isOpen && <Answering {...props} />}
    </li>
  );
}

function answerWords(
  { item, answer }: CheckRow,
  t: ReturnType<typeof useWords>['t'],
  text: ReturnType<typeof useWords>['text'],
): string {
  if (!answer) return '';
  if (typeof answer.value === 'boolean') return t(answer.value ? 'orderCheck.yes' : 'orderCheck.no');
  if (item.kind === 'choice') {
    const chosen = item.options.find(({ id }) => id === answer.value);
    return chosen ? text(chosen.text) : String(answer.value);
  }
  return `${answer.value}${item.unit === '' ? '' : `\u2009${item.unit}`}`;
}

function Answering(props: CheckItemProps): ReactElement {
  switch (props.row.item.kind) {
    case 'check':
      return <YesNo {...props} />;
    case 'choice':
      return <Choice {...props} />;
    case 'number':
    case 'text':
    case 'scan':
      return <Typed {...props} />;
    case 'photo':
    case 'signature':
      return <Photo {...props} />;
  }
}

function YesNo({ row, isBusy, onAnswer }: CheckItemProps): ReactElement {
  const { t } = useWords();
  const { item, answer, needs } = row;
  return (
    <>
      <div className={css.others}>
        {([true, false] as const).map((value) => (
          <Button
            key={String(value)}
            variant="default"
            size="md"
            disabled={isBusy}
            aria-pressed={answer?.value === value}
            onClick={() => onAnswer({ item: item.id, value })}
          >
            {t(value ? 'orderCheck.yes' : 'orderCheck.no')}
          </Button>
        ))}
      </div>
      {needs === 'comment' && <Remark row={row} isBusy={isBusy} onAnswer={onAnswer} />}
      {needs === 'photo' && <Photo row={row} isOpen isBusy={isBusy} onAnswer={onAnswer} />}
    </>
  );
}

/** What is said about a bad answer. */
function Remark({ row, isBusy, onAnswer }: Pick<CheckItemProps, 'row' | 'isBusy' | 'onAnswer'>): ReactElement {
  const { t } = useWords();
  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const note = textOf(new FormData(event.currentTarget), 'note');
    if (note !== '' && row.answer) onAnswer({ item: row.item.id, value: row.answer.value, note });
  }
  return (
    <form className={css.line} onSubmit={send}>
      <TextField name="note" label={t('orderCheck.remark')} />
      <Button type="submit" variant="default" size="md" disabled={isBusy}>
        {t('orderCheck.save')}
      </Button>
    </form>
  );
}

function Choice({ row, isBusy, onAnswer }: CheckItemProps): ReactElement {
  const { text } = useWords();
  return (
    <div className={css.others}>
      {row.item.options.map(({ id, text: words }) => (
        <Button
          key={id}
          variant="default"
          size="md"
          disabled={isBusy}
          aria-pressed={row.answer?.value === id}
          onClick={() => onAnswer({ item: row.item.id, value: id })}
        >
          {text(words)}
        </Button>
      ))}
    </div>
  );
}

/** What stands above the field of a typed answer. */
const TYPED_LABELS: Partial<Record<CheckRow['item']['kind'], WordKey>> = {
  number: 'orderCheck.reading',
  scan: 'orderCheck.scan',
};

function Typed({ row, isBusy, onAnswer }: CheckItemProps): ReactElement {
  const [isWrong, setWrong] = useState(false);
  const { t } = useWords();
  const { item, answer, needs } = row;
  const isNumber = item.kind === 'number';
  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const typed = textOf(new FormData(event.currentTarget), 'value');
    const value = isNumber ? readNumber(typed) : typed;
    setWrong(value === undefined || value === '');
    if (value !== undefined && value !== '') onAnswer({ item: item.id, value });
  }
  return (
    <>
      {item.tag !== null && <LiveReadout tag={item.tag} band={false} />}
      <form className={css.line} onSubmit={send}>
        <TextField
          name="value"
          label={t(TYPED_LABELS[item.kind] ?? 'orderCheck.answer')}
          value={answer === undefined ? '' : String(answer.value)}
          {...(isNumber ? { unit: item.unit } : {})}
          problem={isWrong ? t(isNumber ? 'orderCheck.notANumber' : 'orders.noteNeeded') : undefined}
        />
        <Button type="submit" variant="default" size="md" disabled={isBusy}>
          {t('orderCheck.save')}
        </Button>
      </form>
      {needs === 'comment' && <Remark row={row} isBusy={isBusy} onAnswer={onAnswer} />}
      {needs === 'photo' && <Photo row={row} isOpen isBusy={isBusy} onAnswer={onAnswer} />}
    </>
  );
}

/** A photo, of the item itself or of what is wrong with it. */
function Photo({ row, isBusy, onAnswer }: CheckItemProps): ReactElement {
  const add = useAddFile();
  const { t } = useWords();
  const { item, answer } = row;
  const value = answer?.value ?? '';
  return (
    <>
      <FileButton
        label={t('orderStep.attach')}
        isBusy={isBusy || add.isPending}
        onFile={(file) =>
          add.mutate(file, { onSuccess: ({ sha256 }) => onAnswer({ item: item.id, value, file: sha256 }) })
        }
      />
      {add.error && <Refusal error={add.error} />}
    </>
  );
}
