import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { importQueries } from '../../../shared/features/import/queries';
import { useQuery } from '../../station/client';
import { StripSign } from '../../ui/strip-sign';
import { OverrideDialog } from '../packing/dialogs/override-dialog';
import { Drop } from './drop';
import { Files } from './files';
import { MappingEditor } from './mapping-editor';
import { Problems } from './problems';
import type { Told } from './report';
import './imports.css';

/** The file whose columns are being mapped, for as long as it waits. */
const Mapping = ({ fileId, onDone }: { fileId: string; onDone: () => void }) => {
  const { data } = useQuery('import.file', { fileId }, importQueries['import.file'].tables);
  return data === null ? null : <MappingEditor file={data} onDone={onDone} />;
};

export const Page = () => {
  const { t } = useTranslation();
  const [told, setTold] = useState<readonly Told[]>([]);
  const [mapped, setMapped] = useState<string | null>(null);
  return (
    <>
      <h1>{t('imports.title')}</h1>
      {mapped === null ? <Drop onTold={setTold} onWaiting={setMapped} /> : null}
      <div role="status" className="stack tight">
        {told.map(({ tone, text }, index) => (
          <p key={index} className={`strip ${tone}`} data-told={tone}>
            <StripSign tone={tone} /> {text}
          </p>
        ))}
      </div>
      {mapped === null ? null : (
        <Mapping
          key={mapped}
          fileId={mapped}
          onDone={() => {
            setMapped(null);
            setTold([]);
          }}
        />
      )}
      <div className="two imports-lists">
        <Files onMap={setMapped} onTold={setTold} />
        <Problems />
      </div>
      <OverrideDialog />
    </>
  );
};
