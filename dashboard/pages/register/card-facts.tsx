import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { CardField } from '../../../gateway/domain/duty/equipment/equipment-card.ts';
import { useCardDeed } from '../../data/hooks/use-register.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import type { WireCard } from '../../data/register-api.ts';
import { formatNumber, formatQuantity, MISSING } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { SelectField, TextAreaField, TextField } from '../../ui/fields.tsx';
import { Section } from '../../ui/section.tsx';
import { CARD_FIELDS, readCard } from './read-card.ts';
import css from './register.module.css';

/** What the card says; what stood there before, and the way to write on it. */
export function CardFacts({ card }: { readonly card: WireCard }): ReactElement {
  const [isWriting, setWriting] = useState(false);
  const may = useMay('record:review') && card.state === 'open';
  const { t } = useWords();
  const edit = may && (
    <Button variant="default" size="xs" className={css.noPrint} onClick={() => setWriting(true)}>
      {t('cardPart.edit')}
    </Button>
  );
  return (
    <Section title={t('cardPart.facts')} aside={edit}>
      <Facts card={card} />
      <Corrections card={card} />
      {isWriting && <CardDialog card={card} onClose={() => setWriting(false)} />}
    </Section>
  );
}

function Facts({ card }: { readonly card: WireCard }): ReactElement {
  const plant = usePlant();
  const { t, text } = useWords();
  const field = useFieldText(card);
  const area = plant.site.areas.find(({ id }) => id === card.area);
  return (
    <dl className={css.facts}>
      <div>
        <dt>{t('cardPart.maker')}</dt>
        <dd>{[card.maker, card.model].filter(Boolean).join(' ') || MISSING}</dd>
      </div>
      <div>
        <dt>{t('register.place')}</dt>
        <dd>{area ? text(area.name) : (card.area ?? MISSING)}</dd>
      </div>
      <div>
        <dt>{t('register.hours')}</dt>
        <dd>{formatQuantity(card.counterHours, 0, 'h')}</dd>
      </div>
      {CARD_FIELDS.map(({ name }) => (
        <div key={name}>
          <dt>{t(`cardField.${name}`)}</dt>
          <dd>{field(name)}</dd>
        </div>
      ))}
    </dl>
  );
}

function useFieldText(card: WireCard): (name: CardField) => string {
  const personName = usePersonName();
  return (name) => {
    const value = card.fields[name];
    if (value === null) return MISSING;
    if (name === 'responsible') return personName(String(value));
    return typeof value === 'number' ? formatNumber(value, 0) : value;
  };
}

/** Struck through, never gone. */
function Corrections({ card }: { readonly card: WireCard }): ReactElement | null {
  const personName = usePersonName();
  const { t } = useWords();
  if (card.corrections.length === 0) return null;
  return (
    <details>
      <summary>{t('cardPart.corrections')}</summary>
      <ul>
        {card.corrections.map(({ field, before, at, by, reason }) => (
          <li key={`${field} ${at}`}>
            {CARD_FIELDS.find(({ name }) => name === field) ? t(`cardField.${field as CardField}`) : field}:{' '}
            <span className={css.withdrawn}>{before}</span>{' '}
            <span className="quiet">
              {personName(by)} {at.slice(0, 10)} · {reason}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

interface CardDialogProps {
  readonly card: WireCard;
  readonly onClose: () => void;
}

function CardDialog({ card, onClose }: CardDialogProps): ReactElement {
  const deed = useCardDeed(card.id);
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const { t } = useWords();
  function send(form: FormData): void {
    const read = readCard(form, card.fields);
    setWrong(read.ok ? new Set() : read.wrong);
    if (!read.ok) return;
    deed.mutate({ deed: 'change', body: { ...read.value, expectedVersion: card.version } }, { onSuccess: onClose });
  }
  return (
    <FormDialog
      title={t('cardPart.edit')}
      submit={t('deed.save')}
      pending={deed.isPending}
      error={deed.error}
      onSubmit={send}
      onClose={onClose}
    >
      {CARD_FIELDS.map((field) => (
        <OneField key={field.name} card={card} field={field} isWrong={wrong.has(field.name)} />
      ))}
      <TextAreaField
        name="reason"
        label={t('cardPart.reason')}
        problem={wrong.has('reason') ? t('cardPart.reasonNeeded') : undefined}
      />
      {wrong.has('nothing') && <p role="alert">{t('cardPart.nothing')}</p>}
    </FormDialog>
  );
}

interface OneFieldProps {
  readonly card: WireCard;
  readonly field: (typeof CARD_FIELDS)[number];
  readonly isWrong: boolean;
}

function OneField({ card, field: { name, kind }, isWrong }: OneFieldProps): ReactElement {
  const { t } = useWords();
  const value = String(card.fields[name] ?? '');
  const label = t(`cardField.${name}`);
  const problem = isWrong ? t(kind === 'date' ? 'cardPart.dateNeeded' : 'cardPart.numberNeeded') : undefined;
  if (kind === 'passage') return <TextAreaField name={name} label={label} value={value} problem={problem} />;
  if (kind !== 'grade') {
    return (
      <TextField
        name={name}
        label={label}
        value={value}
        problem={problem}
        {...(kind === 'number' ? { unit: '' } : {})}
      />
    );
  }
  const grades = ['', 'A', 'B', 'C'].map((one) => ({ value: one, label: one === '' ? MISSING : one }));
  return <SelectField name={name} label={label} value={value} options={grades} />;
}
