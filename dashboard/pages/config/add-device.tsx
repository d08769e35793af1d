import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import type { WireTemplateSummary } from '../../data/config-api.ts';
import { useTemplates } from '../../data/hooks/use-config.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Answer } from '../../panels/form-dialog/answer.tsx';
import { Section } from '../../ui/section.tsx';
import css from './config.module.css';
import { DeviceEditor } from './device-editor.tsx';
import { matchTemplates } from './match-templates.ts';

/** From a template to a machine: which product, what it is called, where it answers, does it answer. */
export function AddDevice(): ReactElement {
  const { template } = useSearch({ from: '/config' });
  const navigate = useNavigate();
  const { t } = useWords();
  const templates = useTemplates();
  if (template !== undefined) {
    const back = (): void => void navigate({ to: '/config', search: { view: 'device' } });
    return <DeviceEditor key={template} name={template} onBack={back} />;
  }
  return (
    <Section title={t('device.choose')}>
      <Answer query={templates}>{(list) => <TemplateChooser templates={list} />}</Answer>
    </Section>
  );
}

function TemplateChooser({ templates }: { readonly templates: readonly WireTemplateSummary[] }): ReactElement {
  const [query, setQuery] = useState('');
  const { t, text } = useWords();
  const found = matchTemplates(templates, query);
  return (
    <>
      <input
        type="search"
        className={css.search}
        aria-label={t('device.find')}
        placeholder={t('device.find')}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      <p className="quiet" role="status">
        {found.length === 0 ? t('device.noMatch') : t('device.found', { count: found.length })}
      </p>
      <ul className={css.templates}>
        {found.map((one) => (
          <li key={one.template}>
            <Link to="/config" search={{ view: 'device', template: one.template }} className={css.template}>
              <strong>
                {one.maker} {one.model}
              </strong>
              <span>{text(one.title)}</span>
              <span className="quiet">
                {one.driver} · {t('device.size', { points: one.points, alarms: one.alarms })} ·{' '}
                {t(`device.evidence.${one.evidence}` as 'device.evidence.recall')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
