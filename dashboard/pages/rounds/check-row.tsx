import type { ReactElement } from 'react';
import type { RoundCheck, RoundMark } from '../../../gateway/domain/duty/rounds/round.ts';
import { useAddFile } from '../../data/hooks/use-orders.ts';
import { useReading } from '../../data/hooks/use-reading.ts';
import { formatQuantity } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { type AnswerDraft, type DraftProblem, problemOf } from './read-answers.ts';
import css from './rounds.module.css';

export interface CheckRowProps {
  readonly check: RoundCheck;
  readonly draft: AnswerDraft;
  readonly showsProblem: boolean;
  readonly onChange: (draft: AnswerDraft) => void;
}

/** One thing to look at: √ × ○ under the thumb, the live value beside it, what is wrong below. */
export function CheckRow({ check, draft, showsProblem, onChange }: CheckRowProps): ReactElement {
  const { t, text } = useWords();
  const problem = showsProblem ? problemOf(check, draft) : undefined;
  const needsNote = draft.mark === 'bad' || problem === 'remark';
  const set = (change: Partial<AnswerDraft>): void => onChange({ ...draft, ...change });
  return (
    <li className={css.check}>
      <span>{text(check.title)}</span>
      <div className={css.line}>
        {check.point && <LiveValue check={check} tag={check.point} />}
        {check.type === 'number' && (
          <span className={css.number}>
            <input
              className={css.input}
              inputMode="decimal"
              aria-label={text(check.title)}
              placeholder={check.point ? t('rounds.asLive') : undefined}
              value={draft.value}
              onChange={(event) => set({ value: event.target.value })}
            />
            <span className="quiet">{check.unit}</span>
          </span>
        )}
        {check.type === 'text' && (
          <input
            className={css.input}
            aria-label={text(check.title)}
            value={draft.text}
            maxLength={2000}
            onChange={(event) => set({ text: event.target.value })}
          />
        )}
        <Marks label={text(check.title)} chosen={draft.mark} onChoose={(mark) => set({ mark })} />
      </div>
      {(needsNote || check.photo !== 'never') && (
        <div className={css.below}>
          {needsNote && (
            <input
              className={`${css.input} ${css.words}`}
              aria-label={t('rounds.remark')}
              placeholder={t('rounds.remark')}
              value={draft.note}
              maxLength={2000}
              onChange={(event) => set({ note: event.target.value })}
            />
          )}
          {(needsNote || check.photo === 'always') && (
            <PhotoField photo={draft.photo} onPhoto={(photo) => set({ photo })} />
          )}
        </div>
      )}
      {problem && <Problem problem={problem} />}
    </li>
  );
}

function Problem({ problem }: { readonly problem: DraftProblem }): ReactElement {
  const { t } = useWords();
  const words = { remark: t('rounds.remarkNeeded'), number: t('meterRuns.valueNeeded'), photo: t('rounds.photo') };
  return (
    <p className={`${css.below} ${css.problem}`} role="alert">
      ! {words[problem]}
    </p>
  );
}

const SIGNS: readonly (readonly [RoundMark, string])[] = [
  ['ok', '√'],
  ['bad', '×'],
  ['none', '○'],
];

interface MarksProps {
  readonly label: string;
  readonly chosen: RoundMark | null;
  readonly onChoose: (mark: RoundMark | null) => void;
}

/** √ × ○ as on paper: the sign says it, not a colour. Pressing the chosen one takes it back. */
function Marks({ label, chosen, onChoose }: MarksProps): ReactElement {
  const { t } = useWords();
  return (
    <fieldset className={css.marks} aria-label={label}>
      {SIGNS.map(([mark, sign]) => (
        <button
          key={mark}
          type="button"
          className={css.mark}
          aria-pressed={chosen === mark}
          aria-label={t(`rounds.mark.${mark}`)}
          title={t(`rounds.mark.${mark}`)}
          onClick={() => onChoose(chosen === mark ? null : mark)}
        >
          {sign}
        </button>
      ))}
    </fieldset>
  );
}

/** What telemetry says now; old or bad is said in words. */
function LiveValue({ check, tag }: { readonly check: RoundCheck; readonly tag: string }): ReactElement {
  const reading = useReading(tag);
  const { t } = useWords();
  const isPresent = reading && (reading.standing === 'good' || reading.standing === 'uncertain');
  if (!isPresent) return <span className="quiet">{t('rounds.noLive')}</span>;
  return (
    <span>
      <span className="quiet">{t('rounds.live')}</span> {formatQuantity(reading.value, check.decimals, check.unit)}
    </span>
  );
}

export interface PhotoFieldProps {
  readonly photo: string | null;
  readonly onPhoto: (sha256: string) => void;
}

/** A photo of the camera, sent at once; the entry then points at it. Needs a link. */
export function PhotoField({ photo, onPhoto }: PhotoFieldProps): ReactElement {
  const add = useAddFile();
  const { t } = useWords();
  return (
    <div className={css.line}>
      <FileButton
        label={t('rounds.takePhoto')}
        isBusy={add.isPending}
        isPhoto
        onFile={(file) => add.mutate(file, { onSuccess: ({ sha256 }) => onPhoto(sha256) })}
      />
      {photo && <span>√ {t('rounds.photoTaken')}</span>}
      {add.error && <Refusal error={add.error} />}
      {add.error && <span className="quiet">{t('rounds.photoNeedsLink')}</span>}
    </div>
  );
}
