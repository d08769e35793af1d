import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { RoundStop } from '../../../gateway/domain/duty/rounds/round.ts';
import { useDeed } from '../../data/hooks/use-rounds.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { Section } from '../../ui/section.tsx';
import { AnsweredCheck } from './answered-check.tsx';
import { CheckRow } from './check-row.tsx';
import { NoteDialog } from './note-dialog.tsx';
import { type AnswerDraft, answerOf, EMPTY_DRAFT, isAnswered, problemOf } from './read-answers.ts';
import css from './rounds.module.css';
import { ScanField } from './scan-field.tsx';

export interface StopSectionProps {
  readonly round: number;
  readonly stop: RoundStop;
  /** Whether it may be filled at this moment by this person. */
  readonly mayFill: boolean;
  /** Whether answers may still be corrected. */
  readonly mayCorrect: boolean;
}

/** One place of the round: proof that one is there, what to look at, what was answered. */
export function StopSection({ round, stop, mayFill, mayCorrect }: StopSectionProps): ReactElement {
  const isThere = !stop.needsScan || stop.scannedAt !== null;
  const { t, text } = useWords();
  const answered = stop.checks.filter(({ entry }) => entry !== null);
  const isOpen = stop.state === 'open' || stop.state === 'missed';
  return (
    <Section title={text(stop.title)} aside={<span className={css.tag}>{t(`rounds.stopState.${stop.state}`)}</span>}>
      <StopMarks stop={stop} />
      {mayFill && isOpen && !isThere && <ScanField round={round} stop={stop.id} />}
      <ul className={css.checks}>
        {answered.map((check) => (
          <AnsweredCheck key={check.id} round={round} stop={stop.id} check={check} mayCorrect={mayCorrect} />
        ))}
        {(!mayFill || !isOpen) &&
          stop.checks
            .filter(({ entry }) => entry === null)
            .map((check) => (
              <li key={check.id} className={css.check}>
                <span>{text(check.title)}</span>
                <span>—</span>
              </li>
            ))}
      </ul>
      {mayFill && isOpen && <OpenChecks round={round} stop={stop} isThere={isThere} />}
    </Section>
  );
}

/** When and by whom, and what a reviewer should know of it. */
function StopMarks({ stop }: { readonly stop: RoundStop }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { t } = useWords();
  const { scannedAt, scannedBy, doneAt, doneBy, isTyped, isSentLater, isHasty, skipReason } = stop;
  return (
    <p className={css.line}>
      {scannedAt !== null && (
        <span className="quiet">
          {t('rounds.scannedAt', { at: time.brief(scannedAt, now) })} {scannedBy && personName(scannedBy)}
        </span>
      )}
      {doneAt !== null && doneBy && (
        <span className="quiet">
          {time.brief(doneAt, now)} {personName(doneBy)}
        </span>
      )}
      {isTyped && <span className={css.tag}>{t('rounds.typedCode')}</span>}
      {isSentLater && <span className={css.tag}>{t('rounds.sentLater')}</span>}
      {isHasty && (
        <span className={css.tag} title={t('rounds.hastyLong')}>
          ! {t('rounds.hasty')}
        </span>
      )}
      {skipReason !== null && <span className={css.note}>{skipReason}</span>}
    </p>
  );
}

/** What is still to be answered at the stop, saved together. */
function OpenChecks({
  round,
  stop,
  isThere,
}: {
  readonly round: number;
  readonly stop: RoundStop;
  readonly isThere: boolean;
}) {
  const deed = useDeed('rounds', round);
  const [drafts, setDrafts] = useState<ReadonlyMap<string, AnswerDraft>>(new Map());
  const [isTried, setTried] = useState(false);
  const [isSkipping, setSkipping] = useState(false);
  const { t, text } = useWords();
  const open = stop.checks.filter(({ entry }) => entry === null);
  const draftOf = (id: string): AnswerDraft => drafts.get(id) ?? EMPTY_DRAFT;
  const said = open.filter((check) => isAnswered(check, draftOf(check.id)));

  function save(): void {
    setTried(true);
    const isWrong = said.some((check) => problemOf(check, draftOf(check.id)) !== undefined);
    if (isWrong || said.length === 0) return;
    const answers = said.map((check) => answerOf(check, draftOf(check.id)));
    deed.mutate({ deed: 'fill', body: { stop: stop.id, answers } }, { onSuccess: () => setTried(false) });
  }

  return (
    <>
      {isThere && (
        <ul className={css.checks}>
          {open.map((check) => (
            <CheckRow
              key={check.id}
              check={check}
              draft={draftOf(check.id)}
              showsProblem={isTried}
              onChange={(draft) => setDrafts(new Map(drafts).set(check.id, draft))}
            />
          ))}
        </ul>
      )}
      {deed.error && !isSkipping && <Refusal error={deed.error} />}
      {isTried && said.length === 0 && <p className={css.problem}>! {t('rounds.saveSome')}</p>}
      <div className={css.actions}>
        {isThere && (
          <Button size="md" loading={deed.isPending} onClick={save}>
            {t('rounds.save')}
          </Button>
        )}
        <Button variant="default" size="md" onClick={() => setSkipping(true)}>
          {t('rounds.skip')}
        </Button>
      </div>
      {isSkipping && (
        <NoteDialog
          title={t('rounds.skipTitle', { what: text(stop.title) })}
          submit={t('rounds.skipSave')}
          label={t('deed.reason')}
          deed={deed}
          request={(reason) => ({ deed: 'skip', body: { stop: stop.id, reason } })}
          onClose={() => setSkipping(false)}
        />
      )}
    </>
  );
}
