import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactElement, useRef, useState } from 'react';
import type { SiteEdit, WireOutline, WireTemplate } from '../../data/config-api.ts';
import { useQuestion, useSiteOutline, useTemplate } from '../../data/hooks/use-config.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Answer } from '../../panels/form-dialog/answer.tsx';
import { Section } from '../../ui/section.tsx';
import css from './config.module.css';
import { DeviceForm } from './device-form.tsx';
import { PointTable } from './point-table.tsx';
import { type DeviceForms, readDevice } from './read-device.ts';
import { SaveDialog } from './save-dialog.tsx';
import { TestReadNotice } from './test-read-notice.tsx';

export interface DeviceEditorProps {
  readonly name: string;
  readonly onBack: () => void;
}

/** One machine from one template, filled in beside its points. */
export function DeviceEditor({ name, onBack }: DeviceEditorProps): ReactElement {
  const template = useTemplate(name);
  const outline = useSiteOutline();
  return (
    <Answer query={template}>
      {(found) => (
        <Answer query={outline}>{(site) => <Editor template={found} outline={site} onBack={onBack} />}</Answer>
      )}
    </Answer>
  );
}

interface EditorProps {
  readonly template: WireTemplate;
  readonly outline: WireOutline;
  readonly onBack: () => void;
}

const NO_FORM = { title: '', fixed: {}, fields: [] };

function Editor({ template, outline, onBack }: EditorProps): ReactElement {
  const plant = usePlant();
  const form = useRef<HTMLFormElement>(null);
  const [ways, setWays] = useState({ connection: 0, device: 0 });
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const [edits, setEdits] = useState<readonly SiteEdit[]>();
  const [added, setAdded] = useState<string>();
  const test = useQuestion((api, wish: { edits: readonly SiteEdit[]; id: string }) =>
    api.testRead(wish.edits, wish.id),
  );
  const { t, text } = useWords();
  const forms: DeviceForms = {
    template,
    connection: template.connection[ways.connection] ?? NO_FORM,
    device: template.device[ways.device] ?? NO_FORM,
    taken: new Set(plant.equipmentById.keys()),
  };
  function read(then: (id: string, made: readonly SiteEdit[]) => void): void {
    if (!form.current) return;
    const found = readDevice(new FormData(form.current), forms);
    setWrong(found.ok ? new Set() : found.wrong);
    if (found.ok) then(found.id, found.edits);
  }
  const title = (
    <h2>
      {template.maker} {template.model} · {text(template.title)}
    </h2>
  );
  const another = (
    <Button variant="default" size="compact-sm" onClick={onBack}>
      {t('device.another')}
    </Button>
  );
  return (
    <div className={css.split}>
      <Section title={title} aside={another}>
        <form
          ref={form}
          className={css.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            read((_id, made) => setEdits(made));
          }}
        >
          <DeviceForm {...{ forms, outline, ways, wrong }} onWays={setWays} />
          <p className={css.hint}>{t('device.testHint')}</p>
          <div className={css.buttons}>
            <Button
              variant="default"
              loading={test.isPending}
              onClick={() => read((id, made) => test.mutate({ edits: made, id }))}
            >
              {t('device.test')}
            </Button>
            <Button type="submit">{t('config.review')}</Button>
          </div>
          <TestReadNotice test={test} />
          {added !== undefined && (
            <p role="status">
              {t('device.added', { id: added })}{' '}
              {plant.equipmentById.has(added) && (
                <Link to="/equipment/$id" params={{ id: added }}>
                  {t('device.open', { id: added })}
                </Link>
              )}
            </p>
          )}
        </form>
      </Section>
      <PointTable template={template} rows={test.data?.rows ?? []} />
      {edits && (
        <SaveDialog
          edits={edits}
          onClose={() => setEdits(undefined)}
          onSaved={() => {
            setAdded(edits.flatMap((one) => (one.kind === 'add-equipment' ? [one.id] : []))[0]);
            setEdits(undefined);
          }}
        />
      )}
    </div>
  );
}
