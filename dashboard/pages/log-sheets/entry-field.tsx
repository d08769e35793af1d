import { type ReactElement, useState } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import type { WireSheetColumn } from '../../data/sheet-api.ts';
import { shrinkPhoto } from '../../data/shrink-photo.ts';
import { useWords } from '../../i18n/use-words.ts';
import { SelectField, TextField } from '../../ui/fields.tsx';
import { FileButton } from '../../ui/file-button.tsx';

export interface EntryFieldProps {
  readonly column: WireSheetColumn;
  readonly label: string;
  readonly problem: string | undefined;
  /** A choice was made. */
  readonly onChange?: (value: string) => void;
}

const CHECKS = ['ok', 'fault', 'none'] as const;

/** The field that fits what a column holds; left empty it is no entry. */
export function EntryField({ column, label, problem, onChange }: EntryFieldProps): ReactElement {
  const { t, language } = useWords();
  const { key, type, unit, options } = column;
  switch (type) {
    case 'number':
      return <TextField name={key} label={label} unit={unit} problem={problem} />;
    case 'check':
      return (
        <fieldset>
          <CheckButtons name={key} label={label} onChange={onChange} words={(check) => t(`check.${check}`)} />
        </fieldset>
      );
    case 'choice':
      return (
        <SelectField
          name={key}
          label={label}
          options={options.map((one) => ({ value: one.id, label: one[language] }))}
          problem={problem}
        />
      );
    case 'photo':
      return <PhotoField name={key} label={label} />;
    case 'text':
    case 'time':
    case 'person':
    case 'scan':
      return <TextField name={key} label={label} problem={problem} />;
  }
}

interface CheckProps {
  readonly name: string;
  readonly label: string;
  readonly words: (check: (typeof CHECKS)[number]) => string;
  readonly onChange: ((value: string) => void) | undefined;
}

/** √ × ○ side by side, each as large as a thumb. */
function CheckButtons({ name, label, words, onChange }: CheckProps): ReactElement {
  return (
    <>
      <legend>{label}</legend>
      {CHECKS.map((check) => (
        <label key={check}>
          <input type="radio" name={name} value={check} onChange={() => onChange?.(check)} /> {words(check)}
        </label>
      ))}
    </>
  );
}

/** A photo is sent at once; what the form holds is its hash. */
function PhotoField({ name, label }: { readonly name: string; readonly label: string }): ReactElement {
  const { api } = useServices();
  const [isSending, setSending] = useState(false);
  const [hash, setHash] = useState('');
  const [failed, setFailed] = useState(false);
  const { t } = useWords();
  async function send(file: File): Promise<void> {
    setSending(true);
    try {
      setHash((await api.addFile(await shrinkPhoto(file))).sha256);
      setFailed(false);
    } catch {
      setFailed(true);
    }
    setSending(false);
  }
  return (
    <div>
      <span>{label}</span>
      <FileButton label={t('sheets.takePhoto')} isBusy={isSending} isPhoto onFile={(file) => void send(file)} />
      <input type="hidden" name={name} value={hash} />
      {hash !== '' && <p className="quiet">√ {t('sheets.photoTaken')}</p>}
      {failed && <p role="alert">! {t('error.title')}</p>}
    </div>
  );
}
