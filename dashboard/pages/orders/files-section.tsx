import type { ReactElement } from 'react';
import { fileUrl } from '../../data/file-api.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireOrder } from '../../data/order-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { Section } from '../../ui/section.tsx';
import css from './order-page.module.css';

/** Photos and papers of the order. */
export function FilesSection({ order }: { readonly order: WireOrder }): ReactElement {
  const { t } = useWords();
  return (
    <Section title={t('orderPart.photos')}>
      {order.files.length === 0 && <p className="quiet">{t('orderPart.noPhotos')}</p>}
      <ul className={css.photos}>
        {order.files.map((file) => (
          <Photo key={`${file.sha256} ${file.at}`} file={file} />
        ))}
      </ul>
    </Section>
  );
}

function Photo({ file }: { readonly file: WireOrder['files'][number] }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { t } = useWords();
  const isPicture = file.mediaType.startsWith('image/');
  const name = file.name || t(`orderForm.fileStage.${file.stage}`);
  return (
    <li>
      <a href={fileUrl(file.sha256)} target="_blank" rel="noreferrer">
        {isPicture ? <img src={fileUrl(file.sha256)} alt={t('orderPart.photo', { name })} loading="lazy" /> : name}
      </a>
      <p className="quiet">
        {t(`orderForm.fileStage.${file.stage}`)} · {personName(file.by)} · {time.brief(Date.parse(file.at), now)}
      </p>
    </li>
  );
}
