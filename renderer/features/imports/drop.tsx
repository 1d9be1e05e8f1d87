import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fail } from '../../../shared/result';
import { callStation, useBusy, useStation } from '../../station/client';
import { toBase64 } from '../../ui/read-file';
import { useDropped } from '../../ui/use-dropped';
import { useReport, type Told } from './report';

const mostBytes = 50 * 1024 * 1024;

const send = async (file: File) => {
  if (file.size > mostBytes) return fail('file-too-large');
  const contentBase64 = await toBase64(file);
  return contentBase64 === null
    ? fail('file-not-readable')
    : callStation('import.drop', { name: file.name.slice(0, 200), contentBase64 });
};

/** Files by hand, one after the other; `onWaiting` hears of the first whose layout is new. */
export const Drop = ({
  onTold,
  onWaiting,
}: {
  onTold: (told: readonly Told[]) => void;
  onWaiting: (fileId: string) => void;
}) => {
  const { t } = useTranslation();
  const { folders } = useStation();
  const report = useReport();
  const input = useRef<HTMLInputElement>(null);
  const [reading, setReading] = useState<string | null>(null);
  const [busy, run] = useBusy();
  const take = (files: readonly File[]): void =>
    void run(async () => {
      const told: Told[] = [];
      let waiting: string | null = null;
      for (const file of files) {
        setReading(file.name);
        const answer = await send(file);
        told.push(report(file.name, answer));
        onTold([...told]);
        if (answer.ok && answer.value.state === 'waiting' && answer.value.code === null)
          waiting ??= answer.value.fileId;
      }
      setReading(null);
      if (waiting !== null) onWaiting(waiting);
    });
  const over = useDropped(take);
  return (
    <div role="group" className={`drop ${over ? 'over' : ''}`} aria-label={t('imports.drop')}>
      <FileUp size={36} aria-hidden="true" />
      <div className="grow">
        <p>
          <strong>{reading === null ? t('imports.drop') : t('imports.reading', { name: reading })}</strong>
        </p>
        <p className="quiet cut" title={folders.import.folder}>
          {t('imports.watched', { folder: folders.import.folder })}
        </p>
      </div>
      <button type="button" className="button primary" disabled={busy} onClick={() => input.current?.click()}>
        {t('imports.choose')}
      </button>
      <input
        ref={input}
        className="sr"
        type="file"
        multiple
        accept=".csv,.txt,.tsv,.json"
        aria-label={t('imports.choose')}
        tabIndex={-1}
        onChange={(event) => {
          take([...(event.target.files ?? [])]);
          // The same file may be chosen once more.
          event.target.value = '';
        }}
      />
    </div>
  );
};
