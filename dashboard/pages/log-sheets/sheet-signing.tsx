import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useMay } from '../../data/hooks/use-session.ts';
import { useSheetDeed } from '../../data/hooks/use-sheets.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireSheet } from '../../data/sheet-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { reasonOf, textOf } from '../../panels/form-dialog/read-text.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { TextAreaField } from '../../ui/fields.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { Section } from '../../ui/section.tsx';
import css from './log-sheets-page.module.css';

type Step = WireSheet['reviews'][number]['step'];

/** Signatures of the day, the marks of engineer and chief, and addenda. */
export function SheetSigning({ sheet }: { readonly sheet: WireSheet }): ReactElement {
  const [asked, setAsked] = useState<Step | 'addendum'>();
  const may = useMay('record:write');
  const { t } = useWords();
  const addButton = may && (
    <Button variant="default" size="sm" className={css.noPrint} onClick={() => setAsked('addendum')}>
      {t('sheets.addAddendum')}
    </Button>
  );
  return (
    <Section title={t('sheets.signatures')} aside={addButton}>
      <dl className={css.signing}>
        <Signatures sheet={sheet} />
        <Reviews sheet={sheet} onReview={setAsked} />
      </dl>
      <Addenda sheet={sheet} />
      {asked === 'addendum' && <AddendumDialog sheet={sheet} onClose={() => setAsked(undefined)} />}
      {asked && asked !== 'addendum' && <ReviewDialog sheet={sheet} step={asked} onClose={() => setAsked(undefined)} />}
    </Section>
  );
}

function Signatures({ sheet }: { readonly sheet: WireSheet }): ReactElement {
  const deed = useSheetDeed(sheet);
  const may = useMay('record:write');
  const isOver = useNow() >= Date.parse(sheet.endAt);
  const { t, text } = useWords();
  return (
    <>
      {sheet.form.signs
        .filter(({ per }) => per === 'day')
        .map(({ id, title }) => (
          <div key={id}>
            <dt>{text(title)}</dt>
            <dd>
              <Given line={sheet.signatures.find(({ sign }) => sign === id)} />
              {may && isOver && sheet.unsigned.some((one) => one.id === id) && (
                <Button
                  className={css.noPrint}
                  loading={deed.isPending}
                  onClick={() => deed.mutate({ kind: 'sign', row: null, sign: id })}
                >
                  {t('sheets.sign')}
                </Button>
              )}
            </dd>
          </div>
        ))}
      {deed.error && <Refusal error={deed.error} />}
    </>
  );
}

const STEPS: readonly Step[] = ['engineer', 'chief'];

interface ReviewsProps {
  readonly sheet: WireSheet;
  readonly onReview: (step: Step) => void;
}

function Reviews({ sheet, onReview }: ReviewsProps): ReactElement {
  const may = useMay('record:review');
  const isOver = useNow() >= Date.parse(sheet.endAt);
  const { t } = useWords();
  return (
    <>
      {STEPS.map((step) => {
        const made = sheet.reviews.find((one) => one.step === step);
        const name = t(`sheets.review.${step}`);
        return (
          <div key={step}>
            <dt>{name}</dt>
            <dd>
              <Given line={made} />
              {made?.remark && <p className={css.words}>{made.remark}</p>}
              {made?.order && <p>{t('sheets.order', { id: made.order })}</p>}
              {may && isOver && !made && (
                <Button variant="default" className={css.noPrint} onClick={() => onReview(step)}>
                  {t('sheets.doReview', { step: name })}
                </Button>
              )}
            </dd>
          </div>
        );
      })}
    </>
  );
}

interface Line {
  readonly by: string;
  readonly at: string;
  readonly isLate: boolean;
}

/** Who, when, and whether in time; a rule to write on where nobody has. */
function Given({ line }: { readonly line: Line | undefined }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { t } = useWords();
  if (!line) return <span className={css.rule}>—</span>;
  return (
    <span>
      <PersonName>{personName(line.by)}</PersonName> {time.brief(Date.parse(line.at), now)}
      {line.isLate && ` (${t('sheets.lateMark')})`}
    </span>
  );
}

function Addenda({ sheet }: { readonly sheet: WireSheet }): ReactElement | null {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { t } = useWords();
  if (sheet.addenda.length === 0) return null;
  return (
    <>
      <h3>{t('sheets.addenda')}</h3>
      <ul>
        {sheet.addenda.map(({ by, at, text }) => (
          <li key={at} className={css.words}>
            <PersonName>{personName(by)}</PersonName> {time.brief(Date.parse(at), now)}: {text}
          </li>
        ))}
      </ul>
    </>
  );
}

interface DialogProps {
  readonly sheet: WireSheet;
  readonly onClose: () => void;
}

function ReviewDialog({ sheet, step, onClose }: DialogProps & { readonly step: Step }): ReactElement {
  const deed = useSheetDeed(sheet);
  const [isShort, setShort] = useState(false);
  const { t } = useWords();
  function send(form: FormData): void {
    const remark = textOf(form, 'remark') || null;
    const order = textOf(form, 'order') === 'on';
    const isMissing = order && (remark ?? '').length < 3;
    setShort(isMissing);
    if (!isMissing) deed.mutate({ kind: 'review', step, remark, order }, { onSuccess: onClose });
  }
  const name = t(`sheets.review.${step}`);
  return (
    <FormDialog
      title={t('sheets.doReview', { step: name })}
      submit={t('sheets.doReview', { step: name })}
      pending={deed.isPending}
      error={deed.error}
      onSubmit={send}
      onClose={onClose}
    >
      <TextAreaField
        name="remark"
        label={t('sheets.reviewRemark')}
        problem={isShort ? t('sheets.remarkNeeded') : undefined}
      />
      <label>
        <input type="checkbox" name="order" /> {t('sheets.reviewOrder')}
      </label>
    </FormDialog>
  );
}

function AddendumDialog({ sheet, onClose }: DialogProps): ReactElement {
  const deed = useSheetDeed(sheet);
  const [isShort, setShort] = useState(false);
  const { t } = useWords();
  function send(form: FormData): void {
    const text = reasonOf(form, 'text');
    setShort(text === undefined);
    if (text !== undefined) deed.mutate({ kind: 'addendum', text }, { onSuccess: onClose });
  }
  return (
    <FormDialog
      title={t('sheets.addendum')}
      submit={t('sheets.addendum')}
      pending={deed.isPending}
      error={deed.error}
      onSubmit={send}
      onClose={onClose}
    >
      <p>{t('sheets.addendumAbout')}</p>
      <TextAreaField name="text" label={t('sheets.addendum')} problem={isShort ? t('deed.reasonNeeded') : undefined} />
    </FormDialog>
  );
}
