import { Hash, Layers, PackageCheck, Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TraceFound, TraceSubject } from '../../../shared/features/trace/queries';
import type { Failure } from '../../../shared/result';
import { askQuery, useBusy } from '../../station/client';
import { Choices } from '../../ui/choices';
import { FailureLine } from '../../ui/failure';
import { codeOfSubject, keyOfSubject } from './subject';

export const subjectIcons = { lot: Layers, serial: Hash, unit: PackageCheck } as const;

/** What was scanned or typed may stand for several things: one is chosen by touch, number key or barcode. */
export const FoundChoices = ({
  found,
  onChoose,
}: {
  found: readonly TraceFound[];
  onChoose: (subject: TraceSubject) => void;
}) => {
  const { t } = useTranslation();
  return (
    <Choices
      label={t('trace.which')}
      className="trace-found"
      choices={found.map(({ subject, name }) => {
        const Icon = subjectIcons[subject.kind];
        return {
          key: keyOfSubject(subject),
          content: (
            <>
              <span className="row nowrap">
                <Icon size={18} aria-hidden="true" />
                <strong className="anywhere">{codeOfSubject(subject, name)}</strong>
              </span>
              <span className="quiet">{subject.kind === 'unit' ? t('trace.kind.unit') : name}</span>
            </>
          ),
        };
      })}
      onChoose={(key) => {
        const chosen = found.find(({ subject }) => keyOfSubject(subject) === key);
        if (chosen !== undefined) onChoose(chosen.subject);
      }}
    />
  );
};

/** Where a lot, a serial number, an SSCC, a tag's EPC, an order or a parcel is typed for want of a scanner. */
export const TraceSearch = ({ onFound }: { onFound: (text: string, found: readonly TraceFound[]) => void }) => {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const wanted = text.trim();
  const look = (): void =>
    void run(async () => {
      const answer = await askQuery('trace.find', { text: wanted, aim: null, at: Date.now() });
      setFailure(answer.ok ? null : answer.failure);
      if (answer.ok) onFound(wanted, answer.value);
    });
  return (
    <>
      <form
        className="row nowrap trace-search"
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted !== '' && !busy) look();
        }}
      >
        <input
          className="input grow"
          aria-label={t('trace.hint')}
          placeholder={t('trace.hint')}
          value={text}
          maxLength={120}
          autoFocus
          onChange={(event) => setText(event.target.value)}
          data-trace-text
        />
        <button type="submit" className="button primary" disabled={wanted === '' || busy}>
          <Search size={20} aria-hidden="true" /> {t('trace.look')}
        </button>
      </form>
      <FailureLine failure={failure} />
    </>
  );
};
