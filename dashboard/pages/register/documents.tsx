import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { fileUrl } from '../../data/file-api.ts';
import { useAddFile } from '../../data/hooks/use-orders.ts';
import { useCardDeed } from '../../data/hooks/use-register.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import type { WireCard } from '../../data/register-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { reasonOf } from '../../panels/form-dialog/read-text.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { SelectField, TextAreaField, TextField } from '../../ui/fields.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { Section } from '../../ui/section.tsx';
import { readDocument } from './read-card.ts';
import css from './register.module.css';

type Document = WireCard['documents'][number];

/** The machine's papers: manuals, drawings, certificates. One that no longer counts is struck through and stays. */
export function Documents({ card }: { readonly card: WireCard }): ReactElement {
  const [isAdding, setAdding] = useState(false);
  const [asked, setAsked] = useState<Document>();
  const mayAdd = useMay('record:write');
  const mayWithdraw = useMay('record:review');
  const { t } = useWords();
  const add = mayAdd && (
    <Button variant="default" size="xs" className={css.noPrint} onClick={() => setAdding(true)}>
      {t('cardPart.addDocument')}
    </Button>
  );
  return (
    <Section title={t('cardPart.documents')} aside={add}>
      {card.documents.length === 0 && <p className="quiet">{t('cardPart.noDocuments')}</p>}
      <ul>
        {card.documents.map((document) => (
          <li key={document.id}>
            <Paper document={document} />
            {mayWithdraw && !document.withdrawn && (
              <Button variant="default" size="xs" className={css.noPrint} onClick={() => setAsked(document)}>
                {t('cardPart.withdraw')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {isAdding && <AddDialog card={card} onClose={() => setAdding(false)} />}
      {asked && <WithdrawDialog card={card} document={asked} onClose={() => setAsked(undefined)} />}
    </Section>
  );
}

function Paper({ document }: { readonly document: Document }): ReactElement {
  const { t } = useWords();
  const { sha256, url, title, kind, withdrawn } = document;
  return (
    <>
      <span className="quiet">{t(`documentKind.${kind}`)} </span>
      <a
        href={sha256 === null ? (url ?? '') : fileUrl(sha256)}
        target="_blank"
        rel="noreferrer"
        className={withdrawn ? css.withdrawn : undefined}
      >
        {title}
      </a>{' '}
      {withdrawn && <span className="quiet">{t('cardPart.withdrawn', { reason: withdrawn.reason })} </span>}
    </>
  );
}

interface DialogProps {
  readonly card: WireCard;
  readonly onClose: () => void;
}

const KINDS = ['manual', 'drawing', 'certificate', 'contract', 'photo', 'other'] as const;

function AddDialog({ card, onClose }: DialogProps): ReactElement {
  const deed = useCardDeed(card.id);
  const file = useAddFile();
  const [name, setName] = useState('');
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const { t } = useWords();
  function send(form: FormData): void {
    const read = readDocument(form, file.data?.sha256);
    setWrong(read.ok ? new Set() : read.wrong);
    if (read.ok) deed.mutate({ deed: 'attach-document', body: read.value }, { onSuccess: onClose });
  }
  return (
    <FormDialog
      title={t('cardPart.addDocument')}
      submit={t('deed.save')}
      pending={deed.isPending}
      error={deed.error}
      onSubmit={send}
      onClose={onClose}
    >
      <SelectField
        name="kind"
        label={t('cardPart.documentKind')}
        value="manual"
        options={KINDS.map((one) => ({ value: one, label: t(`documentKind.${one}`) }))}
      />
      <TextField
        name="title"
        label={t('cardPart.documentTitle')}
        problem={wrong.has('title') ? t('cardPart.documentTitleNeeded') : undefined}
      />
      <FileButton
        label={t('cardPart.chooseFile')}
        isBusy={file.isPending}
        onFile={(picked) => {
          setName(picked.name);
          file.mutate(picked);
        }}
      />
      {file.data && <p>{t('cardPart.file', { name })}</p>}
      {file.error && <Refusal error={file.error} />}
      <TextField
        name="url"
        label={t('cardPart.documentUrl')}
        problem={wrong.has('url') ? t('cardPart.documentNeeded') : undefined}
      />
    </FormDialog>
  );
}

function WithdrawDialog({ card, document, onClose }: DialogProps & { readonly document: Document }): ReactElement {
  const deed = useCardDeed(card.id);
  const [isBare, setBare] = useState(false);
  const { t } = useWords();
  function send(form: FormData): void {
    const reason = reasonOf(form);
    setBare(reason === undefined);
    if (reason === undefined) return;
    deed.mutate({ deed: 'withdraw-document', body: { id: document.id, reason } }, { onSuccess: onClose });
  }
  return (
    <FormDialog
      title={`${t('cardPart.withdraw')}: ${document.title}`}
      submit={t('cardPart.withdraw')}
      pending={deed.isPending}
      error={deed.error}
      onSubmit={send}
      onClose={onClose}
    >
      <TextAreaField name="reason" label={t('deed.reason')} problem={isBare ? t('deed.reasonNeeded') : undefined} />
    </FormDialog>
  );
}
