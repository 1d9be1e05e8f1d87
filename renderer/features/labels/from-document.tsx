import { FileUp, Printer } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result';
import { callStation, useBusy } from '../../station/client';
import { FailureLine } from '../../ui/failure';
import { toBase64 } from '../../ui/read-file';

interface Read {
  readonly token: string;
  readonly picture: string;
  readonly notes: readonly string[];
}

/** A carrier's PDF, picture or ZPL: looked over, shown as it will print, and printed once. */
export const FromDocument = ({ printerId }: { printerId: string }) => {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [read, setRead] = useState<Read | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [printed, setPrinted] = useState(false);
  const [busy, run] = useBusy();
  const take = (file: File | undefined) =>
    run(async () => {
      if (file === undefined) return;
      setPrinted(false);
      setRead(null);
      if (file.size > 5_000_000) return setFailure({ code: 'label-too-large' });
      const contentBase64 = await toBase64(file);
      if (contentBase64 === null) return setFailure({ code: 'file-not-readable' });
      const answer = await callStation('document.read', { name: file.name.slice(0, 200), contentBase64, printerId });
      setFailure(answer.ok ? null : answer.failure);
      if (!answer.ok) return;
      const { token, pngBase64, notes } = answer.value;
      setRead({ token, notes, picture: `data:image/png;base64,${pngBase64}` });
    });
  const print = () =>
    run(async () => {
      if (read === null) return;
      const answer = await callStation('document.print', { token: read.token });
      setFailure(answer.ok ? null : answer.failure);
      setPrinted(answer.ok);
      setRead(null);
    });
  return (
    <div className="label-form">
      <section className="card stack">
        <p className="quiet">{t('labels.documentHelp')}</p>
        <button type="button" className="button large" disabled={busy} onClick={() => input.current?.click()}>
          <FileUp size={22} aria-hidden="true" />
          {t('labels.chooseDocument')}
        </button>
        <input
          ref={input}
          className="sr"
          type="file"
          accept=".pdf,.png,.zpl,.txt"
          tabIndex={-1}
          aria-label={t('labels.chooseDocument')}
          data-document-file
          onChange={(event) => void take(event.target.files?.[0])}
        />
        <FailureLine failure={failure} />
        {read?.notes.map((note) => (
          <p key={note} className={note === 'shrunk' ? 'need' : 'quiet'}>
            {t(`labels.note.${note}`)}
          </p>
        ))}
        {read === null ? null : (
          <button
            type="button"
            className="button primary large"
            disabled={busy}
            onClick={() => void print()}
            data-print
          >
            <Printer size={22} aria-hidden="true" />
            {t('labels.print')}
          </button>
        )}
        {printed ? (
          <p className="strip good" role="status">
            {t('labels.asked', { count: 1 })}
          </p>
        ) : null}
      </section>
      <section className="card">
        {read === null ? (
          <p className="quiet">{busy ? t('loading') : t('labels.noDocument')}</p>
        ) : (
          <img className="label-preview" src={read.picture} alt={t('labels.picture')} data-preview />
        )}
      </section>
    </div>
  );
};
