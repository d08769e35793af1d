import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { RoundCheck, RoundEntry } from '../../../gateway/domain/duty/rounds/round.ts';
import { fileUrl } from '../../data/file-api.ts';
import { useDeed } from '../../data/hooks/use-rounds.ts';
import { formatNumber, formatQuantity } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { reasonOf } from '../../panels/form-dialog/read-text.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { TextAreaField } from '../../ui/fields.tsx';
import { CheckRow } from './check-row.tsx';
import { answerOf, EMPTY_DRAFT, problemOf } from './read-answers.ts';
import css from './rounds.module.css';

const SIGN = { ok: '√', bad: '×', none: '○' } as const;

/** What an entry says, on screen and paper: † was typed, the rest is what telemetry said. */
export function entryText({ decimals, unit, seen }: RoundCheck, { mark, value, text }: RoundEntry): string {
  const sign = mark === null ? '' : SIGN[mark];
  if (text !== null) return `${text} ${sign}`;
  if (value !== null) return `${formatQuantity(value, decimals, unit)}† ${sign}`;
  return seen?.value == null ? sign : `${formatQuantity(seen.value, decimals, unit)} ${sign}`;
}

export interface AnsweredCheckProps {
  readonly round: number;
  readonly stop: string;
  readonly check: RoundCheck;
  readonly mayCorrect: boolean;
}

/** A check with its answer, what stood there before, and the way to correct it. */
export function AnsweredCheck({ round, stop, check, mayCorrect }: AnsweredCheckProps): ReactElement | null {
  const [asked, setAsked] = useState(false);
  const personName = usePersonName();
  const { t, text } = useWords();
  const { entry, seen, corrections, isDifferent, decimals } = check;
  if (entry === null) return null;
  return (
    <li className={css.check}>
      <span>{text(check.title)}</span>
      <span className={css.line}>
        <strong title={entry.mark === null ? undefined : t(`rounds.mark.${entry.mark}`)}>
          {entryText(check, entry)}
        </strong>
        {entry.photo && (
          <a href={fileUrl(entry.photo)} target="_blank" rel="noreferrer">
            {t('rounds.photo')}
          </a>
        )}
        {mayCorrect && (
          <Button variant="default" size="xs" className={css.noPrint} onClick={() => setAsked(true)}>
            {t('rounds.correct')}
          </Button>
        )}
      </span>
      <div className={css.below}>
        {entry.note && <span className={css.note}>{entry.note}</span>}
        {isDifferent && seen?.value != null && (
          <span>
            ! {t('rounds.seen', { value: formatNumber(seen.value, decimals) })} · {t('rounds.different')}
          </span>
        )}
        {corrections.map(({ was, by, at, reason }) => (
          <span key={at} className="quiet">
            {t('rounds.corrected', { was: entryText(check, was), name: personName(by), reason })}
          </span>
        ))}
      </div>
      {asked && <CorrectDialog round={round} stop={stop} check={check} onClose={() => setAsked(false)} />}
    </li>
  );
}

type DialogProps = Omit<AnsweredCheckProps, 'mayCorrect'> & { readonly onClose: () => void };

function CorrectDialog({ round, stop, check, onClose }: DialogProps): ReactElement {
  const deed = useDeed('rounds', round);
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [isTried, setTried] = useState(false);
  const [isShort, setShort] = useState(false);
  const { t, text } = useWords();
  function send(form: FormData): void {
    const reason = reasonOf(form);
    setTried(true);
    setShort(reason === undefined);
    if (reason === undefined || problemOf(check, draft) !== undefined) return;
    deed.mutate({ deed: 'correct', body: { stop, answer: answerOf(check, draft), reason } }, { onSuccess: onClose });
  }
  return (
    <FormDialog
      title={t('rounds.correctTitle', { what: text(check.title) })}
      submit={t('deed.save')}
      pending={deed.isPending}
      error={deed.error}
      onSubmit={send}
      onClose={onClose}
    >
      <ul>
        <CheckRow check={check} draft={draft} showsProblem={isTried} onChange={setDraft} />
      </ul>
      <TextAreaField name="reason" label={t('deed.reason')} problem={isShort ? t('deed.reasonNeeded') : undefined} />
    </FormDialog>
  );
}
