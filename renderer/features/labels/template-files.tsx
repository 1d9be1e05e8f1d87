import { FilePlus2, FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseDescription, type LabelDescription } from '../../../shared/labels/description/description';
import { emptyLabel } from '../../../shared/labels/design/new-element';
import type { Failure } from '../../../shared/result';
import { FailureLine } from '../../ui/failure';

const mostBytes = 4_000_000;

/** An id that no label has: the time, in few letters. */
export const freshId = (): string => `label-${Date.now().toString(36)}`;

/** Labels that are not among the templates yet: a new one, or one that somebody exported. */
export const TemplateFiles = ({ onOpen }: { onOpen: (description: LabelDescription) => void }) => {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    if (file.size > mostBytes) return setFailure({ code: 'label-too-large' });
    const text = await file.text().catch(() => null);
    if (text === null) return setFailure({ code: 'file-not-readable' });
    const read = parseDescription(text);
    setFailure(read.ok ? null : read.failure);
    if (read.ok) onOpen(read.value);
  };
  return (
    <div className="template-files">
      <button
        type="button"
        className="button"
        data-new-template
        onClick={() => onOpen(emptyLabel(freshId(), t('labels.newName')))}
      >
        <FilePlus2 size={20} aria-hidden="true" />
        {t('labels.new')}
      </button>
      <button type="button" className="button" onClick={() => input.current?.click()}>
        <FileUp size={20} aria-hidden="true" />
        {t('labels.import')}
      </button>
      <input
        ref={input}
        className="sr"
        type="file"
        accept=".json"
        tabIndex={-1}
        aria-label={t('labels.import')}
        data-template-file
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <FailureLine failure={failure} />
    </div>
  );
};
