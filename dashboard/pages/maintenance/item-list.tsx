import { Button } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useTaskDeed } from '../../data/hooks/use-maintenance.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import type { WireTask } from '../../data/maintenance-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { CorrectionDialog } from './correction-dialog.tsx';
import css from './maintenance-page.module.css';
import { readItems } from './read-items.ts';

type Item = WireTask['body']['items'][number];
type Answer = WireTask['body']['answers'][number];
const RESULTS = ['ok', 'fault', 'none'] as const;

/** Every item with its result; what nobody has answered yet can be filled in, one by one. */
export function ItemList({ task }: { readonly task: WireTask }): ReactElement {
  const deed = useTaskDeed(task);
  const [isEmpty, setEmpty] = useState(false);
  const [correcting, setCorrecting] = useState<Item>();
  const { t } = useWords();
  const { items, answers, signatures } = task.body;
  const mayFill = useMay('record:write') && task.state === 'open' && signatures.length === 0;
  const answerOf = (item: Item) => answers.find((one) => one.item === item.id);
  const isOpen = mayFill && items.some((item) => !answerOf(item));

  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const filled = readItems(new FormData(event.currentTarget), items);
    setEmpty(filled.length === 0);
    if (filled.length > 0) deed.mutate({ kind: 'step', deed: { step: 'fill', answers: filled } });
  }

  return (
    <form onSubmit={send} noValidate>
      <ol className={css.items}>
        {items.map((item, at) => {
          const answer = answerOf(item);
          return (
            <li key={item.id}>
              <ItemWords item={item} number={at + 1} />
              {answer ? (
                <Answered
                  answer={answer}
                  unit={item.unit}
                  onCorrect={mayFill ? () => setCorrecting(item) : undefined}
                />
              ) : (
                <Fields item={item} isOpen={mayFill} />
              )}
            </li>
          );
        })}
      </ol>
      {deed.error && <Refusal error={deed.error} />}
      {isEmpty && <p role="alert">! {t('upkeep.nothing')}</p>}
      {isOpen && (
        <div className={css.deeds}>
          <Button type="submit" size="lg" h={60} loading={deed.isPending}>
            {t('upkeep.save')}
          </Button>
        </div>
      )}
      {correcting && <CorrectionDialog task={task} item={correcting} onClose={() => setCorrecting(undefined)} />}
    </form>
  );
}

function ItemWords({ item, number }: { readonly item: Item; readonly number: number }): ReactElement {
  const { t, text } = useWords();
  return (
    <div>
      <b>
        {number}. {text(item.title)}
      </b>
      {item.accept && <p className={css.small}>{text(item.accept)}</p>}
      {item.telemetry && <p className={css.small}>{t('upkeep.telemetry', { what: text(item.telemetry) })}</p>}
    </div>
  );
}

interface AnsweredProps {
  readonly answer: Answer;
  readonly unit: string;
  readonly onCorrect: (() => void) | undefined;
}

/** What was found, and what stood there before it was corrected. */
function Answered({ answer, unit, onCorrect }: AnsweredProps): ReactElement {
  const { t } = useWords();
  const { result, value, note, order, replaced } = answer;
  return (
    <div className={css.words}>
      <b>{t(`upkeep.resultOf.${result}`)}</b> {value !== null && `${value} ${unit}`} {note}
      {order !== null && (
        <>
          {' '}
          · {t('upkeep.order')} {order}
        </>
      )}
      {replaced.map((former) => (
        <p key={former.at} className={css.was}>
          {t(`upkeep.resultOf.${former.result}`)} {former.value !== null && `${former.value} ${unit}`} {former.note}
        </p>
      ))}
      {onCorrect && (
        <Button variant="default" size="xs" className={css.noPrint} onClick={onCorrect}>
          {t('upkeep.correct')}
        </Button>
      )}
    </div>
  );
}

function Fields({ item, isOpen }: { readonly item: Item; readonly isOpen: boolean }): ReactElement {
  const { t } = useWords();
  if (!isOpen) return <span className={css.small}>—</span>;
  return (
    <fieldset className={css.choices}>
      {RESULTS.map((result) => (
        <label key={result}>
          <input type="radio" name={`result ${item.id}`} value={result} />
          {t(`upkeep.resultOf.${result}`)}
        </label>
      ))}
      {item.kind === 'measure' && (
        <label>
          {t('upkeep.value')}
          <input
            name={`value ${item.id}`}
            inputMode="decimal"
            autoComplete="off"
            className={`${css.entry} ${css.number}`}
          />
          {item.unit}
        </label>
      )}
      <input
        name={`note ${item.id}`}
        aria-label={t('upkeep.note')}
        placeholder={t('upkeep.note')}
        maxLength={500}
        className={css.entry}
      />
    </fieldset>
  );
}
